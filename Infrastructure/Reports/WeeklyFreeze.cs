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

    /// <summary>Frozen with it in the same transaction and from the same moment, each a chain of its own; a report that is new begins its chain with the week that is due.</summary>
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
        while (await NextAsync(db, stamp, first, end, cancel) is { } week)
        {
            if (await KeepAsync(db, week, await db.ReadAsync(() => ContentsAsync(db, week, cancel), cancel), stamp, cancel))
            {
                frozen.Add(week);
            }
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

    /// <summary>Null when nothing is due.</summary>
    private static async Task<IsoWeek?> NextAsync(CrmDbContext db, Stamp stamp, IsoWeek? first, IsoWeek end, CancellationToken cancel)
    {
        var last = await LastAsync(db, Report, cancel);
        var week = last is null ? first ?? IsoWeek.Of(stamp.Today).Previous : new IsoWeek(last.Week).Next;
        return week > end || db.Company.Time.BoundsOf(week).To > stamp.At ? null : week;
    }

    /// <summary>Of two programs that try, one waits and finds the week frozen.</summary>
    private static Task<bool> KeepAsync(CrmDbContext db, IsoWeek week, IReadOnlyDictionary<string, string> contents, Stamp stamp, CancellationToken cancel) =>
        db.WriteAsync(async () =>
        {
            await db.HoldRollupsAsync(cancel);
            foreach (var (report, content) in contents)
            {
                var last = await LastAsync(db, report, cancel);
                if (last is null || last.Week < week.Monday)
                {
                    db.FrozenWeeks.Add(new FrozenWeek(report, week, stamp.At, content, last));
                }
            }

            var kept = await db.SaveChangesAsync(cancel) > 0;
            db.ChangeTracker.Clear();
            return kept;
        }, cancel);

    private static Task<FrozenWeek?> LastAsync(CrmDbContext db, string report, CancellationToken cancel) =>
        db.FrozenWeeks.AsNoTracking().Where(row => row.Report == report).OrderByDescending(row => row.Week).FirstOrDefaultAsync(cancel);

    /// <summary>All as of one moment: it is read before anything is written, as nobody who writes shall wait for it.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> ContentsAsync(CrmDbContext db, IsoWeek week, CancellationToken cancel)
    {
        var contents = new Dictionary<string, string> { [Report] = (await ContentAsync(db, week, cancel)).Write() };
        foreach (var (report, writeAsync) in Others)
        {
            contents[report] = await writeAsync(db, week, cancel);
        }

        return contents;
    }

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
