using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>Which number of the report was opened: a figure of a group, a cell of a matrix, or a list.</summary>
public sealed record PipelineFigureLook
{
    [MaxLength(80)]
    public string? Group { get; init; }

    public PipelineFigure Figure { get; init; }

    [MaxLength(20)]
    public string? From { get; init; }

    [MaxLength(20)]
    public string? To { get; init; }

    public PipelineList? List { get; init; }

    public bool IsCell => From is not null && To is not null;

    public PipelineFigure Shown => Enum.IsDefined(Figure) ? Figure : PipelineFigure.Closing;

    /// <summary>A figure counts events; a list and a cell tell how an opportunity went from one end of the week to the other, and by which event.</summary>
    public PipelineHitSpan Span((DateTime From, DateTime To) week) => new(IsCell || List is not null ? week.From : null, week.To, List switch
    {
        PipelineList.Slipped or PipelineList.PulledIn => [OpportunityEventKind.Redated, OpportunityEventKind.Held, OpportunityEventKind.Released],
        PipelineList.MovedBack => [OpportunityEventKind.MovedBack],
        _ => null,
    });

    /// <summary>All that stands behind it, the biggest first.</summary>
    public async Task<IReadOnlyList<PipelineMark>> MarksAsync(CrmDbContext db, PipelinePage page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!IsCell && List is null)
        {
            var group = Group is null or LedgerKey.Total ? null : Group;
            return Ordered((await OpportunityPromotion.EntriesAsync(db, page.Asked, Shown, group, cancel))
                .Select(entry => new PipelineMark(entry.OpportunityId, entry.Seq, entry.Amount)));
        }

        var week = await (List is null ? OpportunityPromotion.WeekAsync(db, page.Asked, cancel) : OpportunityPromotion.ListsAsync(db, page.Asked, cancel));
        return Ordered(week.Paths.Where(path => Has(path, week.Span, page.IsOfHorizons))
            .Select(path => new PipelineMark(path.OpportunityId, null, path.End.Amount)));
    }

    public string Title(PipelinePage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        return List is { } list ? words["Pipeline.ListTitle", words.Of(list), page.Week]
            : IsCell ? words["Reports.CellTitle", Point(page, From), Point(page, To), page.Week]
            : words["Reports.FigureTitle", words.Of(Shown), Group is null or LedgerKey.Total ? words["Reports.Total"]
                : page.NameOf(new PipelineSlice(page.Asked.By, Group)), page.Week];
    }

    /// <summary>The part of the report that it was opened from.</summary>
    public string Back(PipelinePage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Start.At(PipelinePage.Path).Without("group", "figure", "from", "to", "list")
            .With("part", List is not null ? PipelinePart.Lists : page.Look.Part == PipelinePart.Waterfall ? null : page.Look.Part).ToString();
    }

    private static string Point(PipelinePage page, string? text) =>
        text?.Split('.') is [var edge, .. var place] && Enum.TryParse<PipelineEdge>(edge, ignoreCase: true, out var known)
            ? page.Text.Point(new PipelinePoint(known, place is [var number] && int.TryParse(number, out var id) ? id : 0), page.IsOfHorizons)
            : Show.Nothing;

    private static IReadOnlyList<PipelineMark> Ordered(IEnumerable<PipelineMark> marks) =>
        [.. marks.OrderByDescending(mark => mark.Amount).ThenBy(mark => mark.OpportunityId).ThenBy(mark => mark.Seq)];

    private bool Has(PipelinePath path, PipelineSpan span, bool ofHorizons)
    {
        if (List is { } list)
        {
            return path.IsIn(list, span);
        }

        var (from, to) = ofHorizons ? PipelinePaths.PointsOfHorizons(path, span) : PipelinePaths.PointsOfStages(path);
        return from.ToString().Equals(From, StringComparison.OrdinalIgnoreCase) && to.ToString().Equals(To, StringComparison.OrdinalIgnoreCase);
    }
}
