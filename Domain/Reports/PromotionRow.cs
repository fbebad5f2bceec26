namespace SiCrm.Domain.Reports;

/// <summary>One row of the weekly promotion: a group's leads from opening to closing, and what they were worth.</summary>
public sealed class PromotionRow(string key)
{
    private readonly FlowFigures _leads = new();
    private readonly FlowFigures _amounts = new();
    private long _openingLeads;
    private long _openingAmount;

    /// <summary>See <see cref="LedgerKey"/>.</summary>
    public string Key { get; } = key;

    /// <summary>Leads with at least one promotion ÷ (opening + captured).</summary>
    public decimal PromotionRate =>
        Leads(FlowFigure.Opening) + Leads(FlowFigure.Captured) is > 0 and var all ? decimal.Divide(Leads(FlowFigure.Promoted), all) : 0;

    public bool IsEmpty => _openingLeads == 0 && _openingAmount == 0 && _leads.IsZero && _amounts.IsZero;

    public long Leads(FlowFigure figure) => figure switch
    {
        FlowFigure.Opening => _openingLeads,
        FlowFigure.Closing => _openingLeads + _leads.Net,
        FlowFigure.Stalled => Leads(FlowFigure.Closing) - _leads.Stirred,
        _ => _leads[figure],
    };

    /// <summary>In minor units.</summary>
    public long Amount(FlowFigure figure) => figure switch
    {
        FlowFigure.Opening => _openingAmount,
        FlowFigure.Closing => _openingAmount + _amounts.Net + _amounts.Revalued,
        FlowFigure.Stalled => Amount(FlowFigure.Closing) - _amounts.Stirred,
        _ => _amounts[figure],
    };

    public PromotionRow Open(long leads, long amount)
    {
        _openingLeads += leads;
        _openingAmount += amount;
        return this;
    }

    public PromotionRow Add(LeadWeekLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _leads.Add(line.Leads);
        _amounts.Add(line.Amounts);
        return this;
    }

    public PromotionRow Add(PromotionRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _leads.Add(other._leads);
        _amounts.Add(other._amounts);
        return Open(other._openingLeads, other._openingAmount);
    }

    /// <summary>The row of the week after, before anything has happened in it.</summary>
    public PromotionRow Next() => new PromotionRow(Key).Open(Leads(FlowFigure.Closing), Amount(FlowFigure.Closing));
}
