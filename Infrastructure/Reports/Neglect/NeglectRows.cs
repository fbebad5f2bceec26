namespace SiCrm.Infrastructure.Reports.Neglect;

/// <summary>A customer, or a key contact of it, with whom nobody spoke for longer than the cycle.</summary>
public sealed record NeglectRow
{
    public long Id { get; init; }

    public long CustomerId { get; init; }

    public string Customer { get; init; } = "";

    /// <summary>Null for the customer as a whole.</summary>
    public long? ContactId { get; init; }

    public string? Contact { get; init; }

    public string Category { get; init; } = "";

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public long? RegionId { get; init; }

    public DateTime? LastTouchAt { get; init; }

    /// <summary>The end of the cycle.</summary>
    public DateOnly? DueOn { get; init; }

    public int DaysOver(DateOnly today) => DueOn is { } due ? today.DayNumber - due.DayNumber : 0;
}

/// <summary>What one owner's silence comes to; of those with a cycle, how many are beyond it.</summary>
/// <param name="OwnerId">Null for customers that nobody owns.</param>
/// <param name="WorstCustomer">The end of the customer's cycle that ended first.</param>
/// <param name="WorstContact">The end of the key contact's cycle that ended first.</param>
public sealed record NeglectTotal(
    long? OwnerId, int Customers, int SilentCustomers, int Contacts, int SilentContacts, DateOnly? WorstCustomer, DateOnly? WorstContact)
{
    /// <summary>The end of the cycle that ended first.</summary>
    public DateOnly? Worst => WorstIs == NeglectPart.Contacts ? WorstContact : WorstCustomer;

    /// <summary>Of which kind that one is.</summary>
    public NeglectPart WorstIs => WorstContact is { } contact && (WorstCustomer is not { } customer || contact < customer) ? NeglectPart.Contacts : NeglectPart.Customers;

    public int Silent => SilentCustomers + SilentContacts;

    /// <summary>Of the longest silence; null where every cycle is kept.</summary>
    public int? DaysOver(DateOnly today) => Worst < today ? today.DayNumber - Worst.Value.DayNumber : null;

    /// <summary>Silent ÷ all with a cycle; null when there is none.</summary>
    public decimal? Rate => Customers + Contacts == 0 ? null : decimal.Divide(Silent, Customers + Contacts);

    public static NeglectTotal Sum(IReadOnlyCollection<NeglectTotal> rows) => new(
        null, rows.Sum(row => row.Customers), rows.Sum(row => row.SilentCustomers), rows.Sum(row => row.Contacts), rows.Sum(row => row.SilentContacts),
        rows.Min(row => row.WorstCustomer), rows.Min(row => row.WorstContact));
}
