using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;

namespace SiCrm.Infrastructure.Reports;

/// <summary>How long leads had been in a status when they left it within the week.</summary>
public sealed record StatusStay(LeadStatus Status, decimal MedianDays, long Stays);

/// <summary>All leads together, one week of the trend.</summary>
/// <param name="Week">Its Monday.</param>
/// <param name="Leads">In the order of <see cref="FlowFigure"/>.</param>
public sealed record TrendWeek(DateOnly Week, IReadOnlyList<long> Leads)
{
    public long this[FlowFigure figure] => Leads[(int)figure];
}

/// <summary>The flow of the weekly promotion: a line for each group, one for all, twelve weeks' trend, and the days in status.</summary>
/// <param name="Lines">Those of which there is anything to say, in no order that a person would know.</param>
public sealed record PromotionFlow(
    LedgerGrouping By, IReadOnlyList<PromotionLine> Lines, PromotionLine Total, IReadOnlyList<TrendWeek> Trend, IReadOnlyList<StatusStay> Stays);
