using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>
/// How often persons who put opportunities into another horizon were right against the rule (product text, section 14, point 2):
/// every word of the history beside what came true by the day.
/// </summary>
public static class HorizonOverrides
{
    /// <summary>The latest first. A word that was taken back on the same day is none.</summary>
    public static async Task<IReadOnlyList<JudgedOverride>> OfAsync(CrmDbContext db, ForecastQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var (time, settings, view) = (db.Company.Time, db.Company.Settings, asked.View);
        var at = time.StartOf(asked.AsOf.AddDays(1));
        var held = db.OpportunityEvents.AsNoTracking().Where(row => row.Kind == OpportunityEventKind.Held && row.At < at);
        var rows = await held.ToListAsync(cancel);
        var later = (await LaterAsync(db, held.Select(row => row.OpportunityId), at, cancel)).ToLookup(row => row.OpportunityId);
        return
        [
            .. from row in rows
               let standing = new OpportunityStanding(row.StageId, row.State, row.OwnerId, row.TeamId, row.RegionId, row.Amount.Minor, row.ExpectedOn, row.IsHeld)
               where view.Has(standing, default)
               let after = later[row.OpportunityId].Where(other => other.Seq > row.Seq).ToList()
               where !after.Exists(other => other.Kind == OpportunityEventKind.Released && time.DayOf(other.At) == time.DayOf(row.At))
               orderby row.At descending, row.OpportunityId
               select new HorizonOverride(row.OpportunityId, row.Seq, row.At, row.ActorId, row.Reason, standing, OutcomeOf(after))
                   .Judge(time, day => settings.FiscalSpanOf(day), asked.AsOf),
        ];
    }

    /// <summary>Ends, reopenings and releases of those that were ever held.</summary>
    private static Task<List<Later>> LaterAsync(CrmDbContext db, IQueryable<long> held, DateTime at, CancellationToken cancel) =>
        db.OpportunityEvents.AsNoTracking()
            .Where(row => held.Contains(row.OpportunityId) && row.At < at && (row.State != row.FromState || row.Kind == OpportunityEventKind.Released))
            .Select(row => new Later(row.OpportunityId, row.Seq, row.At, row.Kind, row.State)).ToListAsync(cancel);

    private static OverrideOutcome OutcomeOf(List<Later> after) =>
        after.Where(row => row.Kind != OpportunityEventKind.Released).MaxBy(row => row.Seq) is { State: not OpportunityState.Open } end
            ? new(end.State, end.At) : new(OpportunityState.Open, null);

    private sealed record Later(long OpportunityId, int Seq, DateTime At, OpportunityEventKind Kind, OpportunityState State);
}
