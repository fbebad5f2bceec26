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

    /// <summary>签约纪念日: each year's day on which a contract was signed.</summary>
    ContractDay,

    /// <summary>交付回访: some weeks after a delivery was accepted.</summary>
    Revisit,
}

public static class CareKinds
{
    public static readonly IReadOnlyList<CareKind> Festivals =
        [CareKind.NewYear, CareKind.SpringFestival, CareKind.DragonBoat, CareKind.MidAutumn, CareKind.NationalDay];

    /// <summary>What a policy turns on and off for a category.</summary>
    public static readonly IReadOnlyList<CareKind> Occasions = [CareKind.Birthday, .. Festivals, CareKind.ContractDay, CareKind.Revisit];

    public static bool IsCycle(this CareKind kind) => kind is CareKind.Visit or CareKind.KeyContact;
}
