using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>What entered a stage and how it left, of a time that a funnel is compared with.</summary>
public sealed record FunnelCount(long Entered, long Forward, long Lost, long Abandoned, long MovedBack)
{
    public static readonly FunnelCount Nothing = new(0, 0, 0, 0, 0);

    /// <summary>Null where nothing left.</summary>
    public double? Success => Forward + Lost + Abandoned is > 0 and var left ? Forward / (double)left : null;

    /// <summary>Null for what is not counted.</summary>
    public long? this[FunnelFigure figure] => figure switch
    {
        FunnelFigure.Entered => Entered,
        FunnelFigure.Forward => Forward,
        FunnelFigure.Lost => Lost,
        FunnelFigure.Abandoned => Abandoned,
        FunnelFigure.MovedBack => MovedBack,
        _ => null,
    };
}

/// <summary>The same figures of the time right before, and of the same time a year before: counted by the database, stage by stage.</summary>
public sealed record FunnelComparison(IReadOnlyDictionary<int, FunnelCount> Before, IReadOnlyDictionary<int, FunnelCount> LastYear)
{
    public required (DateOnly From, DateOnly Until) DaysBefore { get; init; }

    public required (DateOnly From, DateOnly Until) YearBefore { get; init; }

    /// <summary>Right before a whole year lies the same time of last year.</summary>
    public bool IsSame => DaysBefore == YearBefore;

    public FunnelCount BeforeOf(int stageId) => Before.GetValueOrDefault(stageId, FunnelCount.Nothing);

    public FunnelCount LastYearOf(int stageId) => LastYear.GetValueOrDefault(stageId, FunnelCount.Nothing);

    public static async Task<FunnelComparison> OfAsync(CrmDbContext db, FunnelQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var (daysBefore, yearBefore) = (ReportSpan.Before(asked.From, asked.Until, db.Company.Settings.FiscalYearStart), ReportSpan.LastYear(asked.From, asked.Until));
        var before = await CountAsync(db, asked, daysBefore, cancel);
        return new(before, yearBefore == daysBefore ? before : await CountAsync(db, asked, yearBefore, cancel)) { DaysBefore = daysBefore, YearBefore = yearBefore };
    }

    private static async Task<IReadOnlyDictionary<int, FunnelCount>> CountAsync(
        CrmDbContext db, FunnelQuestion asked, (DateOnly From, DateOnly Until) days, CancellationToken cancel)
    {
        var (start, end) = (db.Company.Time.StartOf(days.From), db.Company.Time.StartOf(days.Until.AddDays(1)));
        var stages = db.Company.Facts.Stages.Open.Select(stage => stage.Id).ToList();
        var visits = FunnelReport.Visits(db, asked).Where(visit => stages.Contains(visit.StageId));
        if (asked.Category is { } category)
        {
            var opportunities = db.Opportunities.VisibleTo(asked.Viewer);
            visits = visits.Where(visit => opportunities.Any(row => row.Id == visit.OpportunityId && row.Customer != null && row.Customer.Category == category));
        }

        var entered = await visits.Where(visit => visit.EnteredAt >= start && visit.EnteredAt < end)
            .GroupBy(visit => visit.StageId).Select(stage => new { stage.Key, Count = stage.LongCount() }).ToDictionaryAsync(stage => stage.Key, stage => stage.Count, cancel);
        var left = (await visits.Where(visit => visit.LeftAt >= start && visit.LeftAt < end)
            .GroupBy(visit => new { visit.StageId, visit.LeftBy }).Select(stage => new { stage.Key.StageId, stage.Key.LeftBy, Count = stage.LongCount() }).ToListAsync(cancel))
            .ToLookup(row => row.StageId, row => (row.LeftBy, row.Count));
        return entered.Keys.Union(left.Select(stage => stage.Key)).ToDictionary(stage => stage, stage => Of(entered.GetValueOrDefault(stage), [.. left[stage]]));
    }

    private static FunnelCount Of(long entered, IReadOnlyCollection<(OpportunityEventKind? By, long Count)> left)
    {
        long Sum(FunnelFigure figure) => left.Where(row => StageFunnel.FigureOf(row.By) == figure).Sum(row => row.Count);
        return new(entered, Sum(FunnelFigure.Forward), Sum(FunnelFigure.Lost), Sum(FunnelFigure.Abandoned), Sum(FunnelFigure.MovedBack));
    }
}
