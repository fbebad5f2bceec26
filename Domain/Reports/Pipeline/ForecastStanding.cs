namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>What stood open and what was won at one instant: all that a forecast adds up, without what the history taught.</summary>
public sealed record ForecastStanding(IReadOnlyList<ForecastItem> Open, IReadOnlyList<ForecastWin> Won)
{
    /// <summary>The same with the products and customers' categories, which no history knows.</summary>
    public ForecastStanding Described(IReadOnlyDictionary<long, OpportunityAttributes> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return new(
            [.. Open.Select(item => known.TryGetValue(item.OpportunityId, out var attributes) ? item with { Opportunity = attributes } : item)],
            [.. Won.Select(win => known.TryGetValue(win.OpportunityId, out var attributes) ? win with { Opportunity = attributes } : win)]);
    }
}
