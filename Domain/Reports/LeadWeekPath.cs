using SiCrm.Domain.Leads;

namespace SiCrm.Domain.Reports;

/// <summary>Where a lead stands at the start or the end of a week, as the promotion matrix names it.</summary>
public enum LedgerPoint
{
    Captured,
    New,
    Qualified,
    Assigned,
    Working,
    Reclaimed,
    Converted,

    /// <summary>As a start: the lead was reopened within the week.</summary>
    Disqualified,

    /// <summary>It came from beyond what the viewer sees.</summary>
    MovedIn,

    /// <summary>It went beyond what the viewer sees.</summary>
    MovedOut,
}

public static class LedgerPoints
{
    public static LedgerPoint Of(LeadStatus status) => Enum.Parse<LedgerPoint>(status.ToString());

    public static bool IsOpen(this LedgerPoint point) =>
        point is LedgerPoint.New or LedgerPoint.Qualified or LedgerPoint.Assigned or LedgerPoint.Working or LedgerPoint.Reclaimed;
}

/// <summary>
/// The weekly roll-up of the matrix: leads <em>with an event</em> in the week by where they began and where they ended.
/// A status' opening is the sum over all earlier weeks of what ended there less what began there.
/// </summary>
public sealed class LeadWeekPath
{
    internal LeadWeekPath(DateOnly week, LedgerPoint from, LedgerPoint to)
    {
        (Week, From, To) = (week, from, to);
    }

    public DateOnly Week { get; private set; }

    public LedgerPoint From { get; private set; }

    public LedgerPoint To { get; private set; }

    public long Leads { get; private set; }

    /// <summary>What they were worth at the start, or when they came.</summary>
    public long AmountFrom { get; private set; }

    /// <summary>What they were worth at the end, or when they left.</summary>
    public long AmountTo { get; private set; }

    public bool IsZero => (Leads, AmountFrom, AmountTo) is (0, 0, 0);

    internal void Add(long leads, long amountFrom, long amountTo)
    {
        Leads += leads;
        AmountFrom += leads * amountFrom;
        AmountTo += leads * amountTo;
    }
}
