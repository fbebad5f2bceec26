using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What stood open when the first of some weeks began, and what moved in them.</summary>
internal sealed record PipelineCount(IReadOnlyList<PipelineStock> Opening, IReadOnlyList<PipelineMoves> Moves)
{
    /// <param name="bounds">The first instants of the weeks, and the instant after the last.</param>
    public static async Task<PipelineCount> OfAsync(CrmDbContext db, IReadOnlyList<DateTime> bounds, PipelineView view, CancellationToken cancel) =>
        new(await PipelineStocks.StandingAsync(db, bounds[0], null, view, isPlaced: false, cancel), await PipelineMoving.OfAsync(db, bounds, view, cancel));
}

/// <summary>Keeps the weeks of the promotion that are over, of everybody's opportunities; see <see cref="KeptPast{T}"/>.</summary>
public sealed class PipelinePast(TimeProvider clock) : IDisposable
{
    /// <summary>As many as there are ways to group a few weeks.</summary>
    private readonly KeptPast<PipelineCount> _kept = new(8);

    public void Dispose() => _kept.Dispose();

    /// <param name="bounds">As of <see cref="PipelineCount.OfAsync"/>.</param>
    internal async Task<PipelineCount> OfAsync(CrmDbContext db, PipelineQuestion asked, IReadOnlyList<DateTime> bounds, CancellationToken cancel)
    {
        var (view, time) = (asked.View, db.Company.Time);
        var today = time.StartOf(time.DayOf(clock.GetUtcNow().UtcDateTime));
        var over = bounds.Count(bound => bound <= today) - 1;
        // What stands beside the history can change in any week.
        if (over < 1 || !asked.IsOfEverything || view.AsksForDescription)
        {
            return await PipelineCount.OfAsync(db, bounds, view, cancel);
        }

        var past = await _kept.OfAsync(
            db, $"{asked.By}|{bounds[0]:O}|{bounds[over]:O}|{over}|{time.Zone.Id}", bounds[over], () => PipelineCount.OfAsync(db, [.. bounds.Take(over + 1)], view, cancel), cancel);
        var moved = over == bounds.Count - 1 ? [] : await PipelineMoving.OfAsync(db, [.. bounds.Skip(over)], view, cancel);
        return past with { Moves = [.. past.Moves, .. moved.Select(moves => moves with { Week = moves.Week + over })] };
    }
}
