namespace SiCrm.Domain.Customers.Care;

/// <summary>Why somebody is cared for. The cycles come from the category scheme, the occasions from the <see cref="CarePolicy"/>.</summary>
public enum CareKind
{
    /// <summary>The customer's cycle: its days of silence run out.</summary>
    Visit,

    /// <summary>The cycle of a key contact.</summary>
    KeyContact,

    /// <summary>A key contact's birthday.</summary>
    Birthday,
    NewYear,

    /// <summary>春节</summary>
    SpringFestival,

    /// <summary>端午</summary>
    DragonBoat,

    /// <summary>中秋</summary>
    MidAutumn,

    /// <summary>国庆</summary>
    NationalDay,
}

public static class CareKinds
{
    public static readonly IReadOnlyList<CareKind> Festivals =
        [CareKind.NewYear, CareKind.SpringFestival, CareKind.DragonBoat, CareKind.MidAutumn, CareKind.NationalDay];

    /// <summary>What a policy turns on and off for a category.</summary>
    public static readonly IReadOnlyList<CareKind> Occasions = [CareKind.Birthday, .. Festivals];

    public static bool IsCycle(this CareKind kind) => kind is CareKind.Visit or CareKind.KeyContact;
}
