using System.Globalization;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>What the rows of reports on opportunities are.</summary>
public enum PipelineGrouping
{
    /// <summary>The company, or all that the viewer may see, in one row.</summary>
    Total,
    Owner,
    Team,
    Region,
    Product,

    /// <summary>The customer's category 客户分类.</summary>
    Category,
}

public static class PipelineKey
{
    /// <summary>Whether an opportunity can leave its group; then the row needs the moves to close.</summary>
    public static bool Moves(this PipelineGrouping grouping) => grouping is PipelineGrouping.Owner or PipelineGrouping.Team;

    public static string Of(PipelineGrouping grouping, in OpportunityStanding standing, in OpportunityAttributes opportunity) => grouping switch
    {
        PipelineGrouping.Total => LedgerKey.Total,
        PipelineGrouping.Owner => Of(standing.OwnerId),
        PipelineGrouping.Team => Of(standing.TeamId),
        PipelineGrouping.Region => Of(standing.RegionId),
        PipelineGrouping.Product => Of(opportunity.ProductId),
        PipelineGrouping.Category => string.IsNullOrEmpty(opportunity.Category) ? LedgerKey.None : opportunity.Category,
        _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
    };

    private static string Of(long? id) => id?.ToString(CultureInfo.InvariantCulture) ?? LedgerKey.None;
}

/// <summary>A part of the opportunities: one group of one grouping.</summary>
public sealed record PipelineSlice(PipelineGrouping Grouping, string Key)
{
    /// <summary>Histories are long, and most slices are of a number.</summary>
    private readonly long? _id = LedgerKey.IdOf(Key);

    public bool Has(in OpportunityStanding standing, in OpportunityAttributes opportunity) => Grouping switch
    {
        PipelineGrouping.Total => true,
        PipelineGrouping.Owner => Is(standing.OwnerId),
        PipelineGrouping.Team => Is(standing.TeamId),
        PipelineGrouping.Region => Is(standing.RegionId),
        _ => PipelineKey.Of(Grouping, standing, opportunity) == Key,
    };

    private bool Is(long? id) => id is { } known ? known == _id : Key == LedgerKey.None;
}

/// <summary>Which rows are asked for, of which opportunities only.</summary>
public sealed record PipelineView(PipelineGrouping By, IReadOnlyList<PipelineSlice> Slices)
{
    public static readonly PipelineView Everything = new(PipelineGrouping.Total, []);

    /// <summary>Product and customer's category are not in the history: they are looked up for who asks for them.</summary>
    public bool AsksForDescription => Asks(PipelineGrouping.Product) || Asks(PipelineGrouping.Category);

    /// <summary>Whether the rows, or what they are cut by, depend on it.</summary>
    public bool Asks(PipelineGrouping grouping) => By == grouping || Slices.Any(slice => slice.Grouping == grouping);

    /// <summary>The row in which the opportunity stands; null when it is closed, or beyond what is asked for.</summary>
    public string? GroupOf(in OpportunityStanding? standing, in OpportunityAttributes opportunity) =>
        standing is { IsOpen: true } open && Has(open, opportunity) ? PipelineKey.Of(By, open, opportunity) : null;

    public bool Has(in OpportunityStanding standing, in OpportunityAttributes opportunity)
    {
        foreach (var slice in Slices)
        {
            if (!slice.Has(standing, opportunity))
            {
                return false;
            }
        }

        return true;
    }
}
