using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports;

/// <summary>When and as what a week was frozen.</summary>
public sealed record FrozenSeal(DateTime At, string Hash, string PreviousHash)
{
    /// <summary>In which the week was cut; another one than the company's now has other bounds.</summary>
    public string? TimeZone { get; init; }

    public static FrozenSeal Of(FrozenWeek week, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(week);
        return new(week.FrozenAt, week.Hash, week.PreviousHash) { TimeZone = timeZone };
    }
}

/// <summary>更正项: a figure of a frozen week that would be another one today.</summary>
public sealed record Adjustment(string Key, string? Name, FlowFigure Figure, PromotionFigure Frozen, PromotionFigure Now);

/// <summary>An event of the week, or from before it, that was recorded after the week was frozen.</summary>
public sealed record LateEvent(
    long EventId, long LeadId, string Number, DateTime At, DateTime RecordedAt, LeadEventKind Kind, LeadStatus? From, LeadStatus To, string? Recorder);

/// <summary>A week's flow as it is to be shown: frozen where it was frozen, with what would be different now.</summary>
/// <param name="Seal">Null while the week is live, and for parts of the leads, which are always counted anew.</param>
public sealed record PromotionOfWeek(PromotionFlow Flow, FrozenSeal? Seal, IReadOnlyList<Adjustment> Adjustments)
{
    private static readonly KeysetOrder<EventOfLead, LateEvent> Latest =
        new(row => row.EventId, new KeysetLeg<EventOfLead, LateEvent, DateTime>(x => x.Row.At, row => row.At));

    public static async Task<PromotionOfWeek> OfAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel = default)
    {
        var now = await LeadPromotion.FlowAsync(db, asked, cancel);
        if (await FrozenAsync(db, asked, cancel) is not { } frozen)
        {
            return new PromotionOfWeek(await LeadPromotion.BesideLastYearAsync(db, now, asked, cancel), null, []);
        }

        var content = FrozenContent.Parse(frozen.Content);
        var flow = content.Flow(asked.By);
        return new PromotionOfWeek(await LeadPromotion.BesideLastYearAsync(db, flow, asked, cancel), FrozenSeal.Of(frozen, content.TimeZone), [.. Differences(flow, now)]);
    }

    public static async Task<(IReadOnlyList<MatrixCell> Cells, FrozenSeal? Seal)> MatrixAsync(
        CrmDbContext db, PromotionQuestion asked, CancellationToken cancel = default) =>
        await FrozenAsync(db, asked, cancel) is { } frozen && FrozenContent.Parse(frozen.Content) is var content
            ? (content.Matrix, FrozenSeal.Of(frozen, content.TimeZone))
            : (await LeadPromotion.MatrixAsync(db, asked, cancel), null);

    /// <summary>What was recorded of the week, or of the time before it, after it was frozen.</summary>
    public static Task<KeysetPage<LateEvent>> LateAsync(
        CrmDbContext db, PromotionQuestion asked, FrozenSeal seal, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        var to = db.Company.Time.BoundsOf(asked.Week).To;
        var late = db.EventsOfLeads().Where(x => x.Row.RecordedAt > x.Row.At && x.Row.RecordedAt > seal.At && x.Row.At < to);
        return Latest.PageAsync(late, rows => rows.Select(x => new LateEvent(
            x.Row.Id, x.Row.LeadId, x.Lead.Number, x.Row.At, x.Row.RecordedAt, x.Row.Kind, x.Row.From, x.Row.To,
            db.People.Where(person => person.Id == x.Row.ActorId).Select(person => person.Name).FirstOrDefault())), descending: true, cursor, size, cancel);
    }

    private static async Task<FrozenWeek?> FrozenAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel)
    {
        var week = asked.Week.Monday;
        return asked.IsOfEverything
            ? await db.FrozenWeeks.AsNoTracking().SingleOrDefaultAsync(row => row.Report == WeeklyFreeze.Report && row.Week == week, cancel)
            : null;
    }

    private static IEnumerable<Adjustment> Differences(PromotionFlow frozen, PromotionFlow now)
    {
        var before = frozen.Lines.Append(frozen.Total).DistinctBy(line => line.Key).ToDictionary(line => line.Key);
        var after = now.Lines.Append(now.Total).DistinctBy(line => line.Key).ToDictionary(line => line.Key);
        return
            from key in before.Keys.Union(after.Keys)
            let was = before.GetValueOrDefault(key)
            let line = after.GetValueOrDefault(key)
            from figure in Enum.GetValues<FlowFigure>()
            where figure != FlowFigure.Stirred
            let one = was?[figure] ?? default
            let other = line?[figure] ?? default
            where (one.Leads, one.Amount) != (other.Leads, other.Amount)
            select new Adjustment(key, was?.Name ?? line?.Name, figure, one, other);
    }
}
