using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The opportunities behind a figure, one page of them.</summary>
/// <param name="Rows">How many stand behind the figure.</param>
/// <param name="Total">Null where the figure is a number of opportunities, whatever they are worth.</param>
/// <param name="Back">The report that the figure is of.</param>
public sealed record HitsPage(
    string Title, string Back, string Report, OrganisationFacts Names, PageAddress Address, int Page, IReadOnlyList<PipelineHit> Hits, long Rows, Money? Total)
{
    private const int Size = 50;

    /// <summary>By what it is narrowed, in words.</summary>
    public IReadOnlyList<(string Word, string Value)> Narrowed { get; init; } = [];

    /// <summary>What the figure counts of each; null for its amount.</summary>
    public ForecastFigure? Counted { get; init; }

    private const int MostPages = 1_000_000;

    public string? First => Page > 2 ? Address.Without("page").ToString() : null;

    public string? Previous => Page > 1 ? Address.With("page", Page - 1).ToString() : null;

    public string? Next => (long)Page * Size < Rows ? Address.With("page", Page + 1).ToString() : null;

    /// <param name="marks">All that stands behind the figure, in the order of the list; who sees no amounts does not see which is the bigger either.</param>
    /// <param name="span">The instants that they are meant by.</param>
    public static async Task<HitsPage> OfAsync(
        CrmDbContext db, Viewer viewer, HitsHead head, IReadOnlyList<PipelineMark> marks, int page, PipelineHitSpan span, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(marks);
        var number = Math.Clamp(page, 1, MostPages);
        var listed = viewer.Sees(SensitiveField.Amount) ? marks : [.. marks.OrderBy(mark => mark.OpportunityId)];
        var hits = await PipelineHits.OfAsync(db, viewer, [.. listed.Skip((number - 1) * Size).Take(Size)], span, cancel);
        return new(head.Title, head.Back, head.Report, head.Names, head.Address, number, hits, marks.Count, marks.Any(mark => mark.Amount != 0) ? new Money(marks.Sum(mark => mark.Amount)) : null)
        {
            Narrowed = head.Narrowed,
        };
    }
}

/// <summary>What stands above such a list.</summary>
public sealed record HitsHead(string Title, string Back, string Report, OrganisationFacts Names, PageAddress Address)
{
    /// <summary>By what it is narrowed, in words.</summary>
    public IReadOnlyList<(string Word, string Value)> Narrowed { get; init; } = [];
}
