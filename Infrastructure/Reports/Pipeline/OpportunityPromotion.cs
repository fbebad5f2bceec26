using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>The waterfall: a line for each group that there is anything to say of, and one for all.</summary>
public sealed record PipelineSums(PipelineGrouping By, IReadOnlyList<PipelineLine> Lines, PipelineLine Total);

/// <summary>The matrices and lists of one week.</summary>
public sealed record PipelineWeek(IReadOnlyList<PipelinePath> Paths, PipelineSpan Span)
{
    public IReadOnlyList<PipelineCell> Stages => PipelinePaths.Stages(Paths);

    public IReadOnlyList<PipelineCell> Horizons => PipelinePaths.Horizons(Paths, Span);

    public IEnumerable<PipelinePath> In(PipelineList list) => Paths.Where(path => path.IsIn(list, Span));
}

/// <summary>
/// 机会升迁状况表 <c>opportunity-promotion</c>: what became of the opportunities within an ISO week. In every row
/// opening + new + reopened + increased − decreased − won − lost − abandoned + moved in − moved out = closing, in number and to the
/// cent, and closing is the next week's opening (product text, section 5).
/// </summary>
public static class OpportunityPromotion
{
    /// <param name="past">Where weeks that are over are kept; null: they are read anew.</param>
    public static Task<PipelineSums> SumsAsync(CrmDbContext db, PipelineQuestion asked, PipelinePast? past = null, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var bounds = Enumerable.Range(0, asked.Weeks + 1).Select(i => db.Company.Time.BoundsOf(asked.FirstWeek.Plus(i)).From).ToList();
        var (opening, moves) = await (past?.OfAsync(db, asked, bounds, cancel) ?? PipelineCount.OfAsync(db, bounds, asked.View, cancel));
        return await SumsOfAsync(db, PipelineWaterfall.Of(opening, moves, asked.Weeks, asked.View), asked, cancel);
    }, cancel);

    /// <summary>The cells of one of the matrices; what did not change within the week is summed up by the database.</summary>
    public static Task<IReadOnlyList<PipelineCell>> MatrixAsync(CrmDbContext db, PipelineQuestion asked, bool ofHorizons, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var span = SpanOf(db, asked.Week);
        var stock = (await PipelineStocks.StandingAsync(db, span.From, span.To, asked.View, isPlaced: true, cancel))
            .Where(alike => asked.View.Has(alike.Standing, alike.Opportunity));
        var rows = await PipelineHistory.ReadAsync(
            db, [PipelineHistory.Changed(db, span.From, span.To), PipelineHistory.Happened(db, span.From, span.To)], asked.View, cancel);
        var paths = PipelinePaths.Of(rows, span, asked.View);
        return ofHorizons ? PipelinePaths.Horizons(paths, span, stock) : PipelinePaths.Stages(paths, stock);
    }, cancel);

    public static Task<PipelineWeek> WeekAsync(CrmDbContext db, PipelineQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var span = SpanOf(db, asked.Week);
        return new PipelineWeek(PipelinePaths.Of(await PipelineHistory.ReadAsync(db, span.From, span.To, asked.View, cancel), span, asked.View), span);
    }, cancel);

    /// <summary>The same for the lists beside the matrices, which ask what was done as well.</summary>
    public static Task<PipelineWeek> ListsAsync(CrmDbContext db, PipelineQuestion asked, CancellationToken cancel = default) => db.ReadAsync(async () =>
    {
        var week = await WeekAsync(db, asked, cancel);
        var workedOn = await PipelineWork.OfAsync(db, week.Span, cancel);
        return week with { Paths = [.. week.Paths.Select(path => workedOn.Contains(path.OpportunityId) ? path with { IsWorkedOn = true } : path)] };
    }, cancel);

    /// <summary>The entries of a figure, exactly as many and as much as it says.</summary>
    public static Task<IReadOnlyList<PipelineEntry>> EntriesAsync(
        CrmDbContext db, PipelineQuestion asked, PipelineFigure figure, string? group, CancellationToken cancel = default) => db.ReadAsync<IReadOnlyList<PipelineEntry>>(async () =>
    {
        var (from, to) = db.Company.Time.BoundsOf(asked.Week);
        var at = figure == PipelineFigure.Closing ? to : from;
        var rows = await PipelineHistory.ReadAsync(db, at, figure is PipelineFigure.Opening or PipelineFigure.Closing ? at : to, asked.View, cancel);
        return [.. rows.SelectMany(row => Entries(row, asked.View, figure, at)).Where(entry => entry.Figure == figure && (group is null || entry.Group == group))];
    }, cancel);

    internal static PipelineSpan SpanOf(CrmDbContext db, IsoWeek week) =>
        PipelineSpan.Of(week, db.Company.Time, day => db.Company.Settings.FiscalSpanOf(day));

    private static IEnumerable<PipelineEntry> Entries(OpportunityMovement row, PipelineView view, PipelineFigure figure, DateTime at) =>
        figure is not (PipelineFigure.Opening or PipelineFigure.Closing) ? row.At < at ? [] : PipelineFlow.Of(row, view)
        : PipelineFlow.Standing(row, view, figure) is { } entry ? [entry]
        : [];

    private static async Task<PipelineSums> SumsOfAsync(
        CrmDbContext db, IReadOnlyList<IReadOnlyList<PipelineRow>> rows, PipelineQuestion asked, CancellationToken cancel)
    {
        var groups = rows.Where(weeks => weeks.Any(row => !row.IsEmpty)).ToList();
        var total = Enumerable.Range(0, asked.Weeks)
            .Select(i => groups.Aggregate(new PipelineRow(LedgerKey.Total), (sum, weeks) => sum.Add(weeks[i]))).ToList();
        var names = await PipelineNames.OfAsync(db, asked.By, groups.Select(weeks => weeks[^1].Key), cancel);
        return new PipelineSums(
            asked.By,
            [.. groups.Where(weeks => !weeks[^1].IsEmpty).Select(weeks => PipelineLine.Of(names.GetValueOrDefault(weeks[^1].Key), weeks))],
            PipelineLine.Of(null, total));
    }
}
