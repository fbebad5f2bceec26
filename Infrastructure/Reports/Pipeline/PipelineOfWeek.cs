using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>更正项: a figure of a frozen week that would be another one today.</summary>
public sealed record PipelineAdjustment(string Key, string? Name, PipelineFigure Figure, PipelineNumber Frozen, PipelineNumber Now);

/// <summary>A week's waterfall as it is to be shown: frozen where it was frozen, with what would be different now.</summary>
/// <param name="Seal">Null while the week is live, and for parts of the opportunities, which are always counted anew.</param>
public sealed record PipelineOfWeek(PipelineSums Sums, FrozenSeal? Seal, IReadOnlyList<PipelineAdjustment> Adjustments)
{
    /// <param name="past">Where weeks that are over are kept; null: they are read anew.</param>
    public static async Task<PipelineOfWeek> OfAsync(CrmDbContext db, PipelineQuestion asked, PipelinePast? past = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (await FrozenAsync(db, asked, cancel) is not { } frozen)
        {
            return new PipelineOfWeek(await OpportunityPromotion.SumsAsync(db, asked, past, cancel), null, []);
        }

        // The weeks before are told by what was frozen; of this one it is looked whether anything is another now.
        var now = await OpportunityPromotion.SumsAsync(db, asked with { Weeks = 2 }, past, cancel);
        var content = FrozenPipeline.Parse(frozen.Content);
        var sums = content.SumsOf(asked.By);
        return new PipelineOfWeek(sums, FrozenSeal.Of(frozen, content.TimeZone), [.. Differences(sums, now)]);
    }

    /// <summary>As the week was frozen; null while it is live, and for parts of the opportunities.</summary>
    public static async Task<PipelineSums?> FrozenSumsAsync(CrmDbContext db, PipelineQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return await FrozenAsync(db, asked, cancel) is { } frozen ? FrozenPipeline.Parse(frozen.Content).SumsOf(asked.By) : null;
    }

    /// <summary>The cells of one of the matrices, frozen where the week is.</summary>
    public static async Task<(IReadOnlyList<PipelineCell> Cells, FrozenSeal? Seal)> MatrixAsync(
        CrmDbContext db, PipelineQuestion asked, bool ofHorizons, CancellationToken cancel = default)
    {
        if (await FrozenAsync(db, asked, cancel) is { } frozen)
        {
            var content = FrozenPipeline.Parse(frozen.Content);
            return (ofHorizons ? content.Horizons : content.Stages, FrozenSeal.Of(frozen, content.TimeZone));
        }

        return (await OpportunityPromotion.MatrixAsync(db, asked, ofHorizons, cancel), null);
    }

    private static async Task<FrozenWeek?> FrozenAsync(CrmDbContext db, PipelineQuestion asked, CancellationToken cancel)
    {
        var week = asked.Week.Monday;
        return asked.IsOfEverything
            ? await db.FrozenWeeks.AsNoTracking().SingleOrDefaultAsync(row => row.Report == FrozenPipeline.Key && row.Week == week, cancel)
            : null;
    }

    private static IEnumerable<PipelineAdjustment> Differences(PipelineSums frozen, PipelineSums now)
    {
        var before = frozen.Lines.Append(frozen.Total).DistinctBy(line => line.Key).ToDictionary(line => line.Key);
        var after = now.Lines.Append(now.Total).DistinctBy(line => line.Key).ToDictionary(line => line.Key);
        return
            from key in before.Keys.Union(after.Keys)
            let was = before.GetValueOrDefault(key)
            let line = after.GetValueOrDefault(key)
            from figure in PipelineFlow.Figures
            let one = was?[figure] ?? default
            let other = line?[figure] ?? default
            where (one.Count, one.Amount) != (other.Count, other.Amount)
            select new PipelineAdjustment(key, was?.Name ?? line?.Name, figure, one, other);
    }
}
