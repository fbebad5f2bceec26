using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Reports.Pipeline;

namespace SiCrm.Infrastructure.Reports;

/// <summary>Closes weeks: freezes the weekly promotion of each week that is over, once, in order, each bound to the one before by its hash.</summary>
public static class WeeklyFreeze
{
    public const string Report = "lead-promotion";

    /// <summary>Frozen with it in the same transaction, each a chain of its own; a report that is new begins its chain with the week that is due.</summary>
    private static readonly IReadOnlyList<(string Report, Func<CrmDbContext, IsoWeek, CancellationToken, Task<string>> WriteAsync)> Others =
        [(FrozenPipeline.Key, FrozenPipeline.WriteAsync)];

    /// <summary>Freezes what is over and not frozen yet; after a pause that is several weeks. Repeating it does nothing.</summary>
    /// <param name="first">Where the chain starts if there is none yet; by default with the last week that is over.</param>
    /// <param name="last">Where it ends for now; by default with the last week that is over.</param>
    public static async Task<IReadOnlyList<IsoWeek>> FreezeWeeksAsync(
        this CrmDbContext db, Stamp stamp, IsoWeek? first = null, IsoWeek? last = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (frozen, end) = (new List<IsoWeek>(), last ?? IsoWeek.Of(stamp.Today).Previous);
        while (await db.WriteAsync(() => FreezeNextAsync(db, stamp, first, end, cancel), cancel) is { } week)
        {
            frozen.Add(week);
        }

        return frozen;
    }

    /// <summary>What was altered, added or dropped among the frozen weeks, in words; none when all is well.</summary>
    public static async Task<IReadOnlyList<string>> FrozenTroublesAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        List<string> troubles = [];
        FrozenWeek? previous = null;
        await foreach (var week in db.FrozenWeeks.AsNoTracking().OrderBy(row => row.Report).ThenBy(row => row.Week).AsAsyncEnumerable().WithCancellation(cancel))
        {
            previous = previous?.Report == week.Report ? previous : null;
            if (!week.IsIntact(previous))
            {
                troubles.Add($"{week.Report} {new IsoWeek(week.Week)}: {week.Hash}");
            }

            previous = week;
        }

        return troubles;
    }

    /// <summary>Null when nothing is due. Nobody writes roll-ups meanwhile, and of two programs that try, one waits and finds the week frozen.</summary>
    private static async Task<IsoWeek?> FreezeNextAsync(CrmDbContext db, Stamp stamp, IsoWeek? first, IsoWeek end, CancellationToken cancel)
    {
        await db.HoldRollupsAsync(cancel);
        var last = await LastAsync(db, Report, cancel);
        var week = last is null ? first ?? IsoWeek.Of(stamp.Today).Previous : new IsoWeek(last.Week).Next;
        if (week > end || db.Company.Time.BoundsOf(week).To > stamp.At)
        {
            return null;
        }

        var content = await ContentAsync(db, week, cancel);
        db.FrozenWeeks.Add(new FrozenWeek(Report, week, stamp.At, content.Write(), last));
        foreach (var (report, writeAsync) in Others)
        {
            db.FrozenWeeks.Add(new FrozenWeek(report, week, stamp.At, await writeAsync(db, week, cancel), await LastAsync(db, report, cancel)));
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return week;
    }

    private static Task<FrozenWeek?> LastAsync(CrmDbContext db, string report, CancellationToken cancel) =>
        db.FrozenWeeks.AsNoTracking().Where(row => row.Report == report).OrderByDescending(row => row.Week).FirstOrDefaultAsync(cancel);

    private static async Task<FrozenContent> ContentAsync(CrmDbContext db, IsoWeek week, CancellationToken cancel)
    {
        var asked = new PromotionQuestion(Viewer.Program, week);
        List<PromotionFlow> flows = [];
        foreach (var by in Enum.GetValues<LedgerGrouping>())
        {
            flows.Add(await LeadPromotion.FlowAsync(db, asked with { By = by }, cancel));
        }

        var (from, to) = db.Company.Time.BoundsOf(week);
        return new FrozenContent
        {
            Report = Report, Week = week.ToString(), TimeZone = db.Company.Time.Zone.Id, From = from, To = to,
            Figures = Enum.GetValues<FlowFigure>(), Flows = [.. flows.Select(FrozenFlow.Of)], Trend = flows[0].Trend, Stays = flows[0].Stays,
            Matrix = await LeadPromotion.MatrixAsync(db, asked, cancel), Confirmations = await db.ConfirmationCountsAsync(week, cancel),
        };
    }
}
