namespace SiCrm.Domain.Reports;

/// <summary>
/// The weekly roll-up of one group: what its leads did within one week, in number and in money. Written with the events,
/// in the same transaction; a group's opening is the sum of all earlier weeks.
/// </summary>
public sealed class LeadWeekLine
{
    internal LeadWeekLine(DateOnly week, LedgerGrouping grouping, string key)
    {
        (Week, Grouping, Key) = (week, grouping, key);
    }

    /// <summary>The week's Monday.</summary>
    public DateOnly Week { get; private set; }

    public LedgerGrouping Grouping { get; private set; }

    /// <summary>See <see cref="LedgerKey"/>.</summary>
    public string Key { get; private set; }

    public FlowFigures Leads { get; private set; } = new();

    public FlowFigures Amounts { get; private set; } = new();

    public bool IsZero => Leads.IsZero && Amounts.IsZero;

    internal void Count(FlowFigure figure, long leads, long amount)
    {
        Leads.Add(figure, leads);
        Amounts.Add(figure, leads * amount);
    }

    internal void Revalue(long leads, long amount)
    {
        Leads.Add(FlowFigure.Revalued, leads);
        Amounts.Add(FlowFigure.Revalued, amount);
    }
}
