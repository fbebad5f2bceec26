using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The weekly promotion as one page shows it: the head is common, of the parts one is there.</summary>
public sealed record PipelinePage(PipelineLook Look, PipelineQuestion Asked, OrganisationFacts Names, PageAddress Address, PipelineText Text)
{
    public const string Path = "/reports/opportunity-promotion";

    /// <summary>More of them are too heavy for a phone; the rest is one click away.</summary>
    public const int MostRows = 10;

    private static readonly PipelineFigure[] Moves = [PipelineFigure.MovedIn, PipelineFigure.MovedOut];

    public PipelineOfWeek? Waterfall { get; init; }

    public IReadOnlyList<PipelineCell>? Matrix { get; init; }

    public PipelineWeek? Paths { get; init; }

    public FrozenSeal? Seal { get; init; }

    /// <summary>Of the same week a year before; null where it is not asked.</summary>
    public PipelineLine? LastYear { get; init; }

    public IsoWeek Week => Asked.Week;

    public bool IsOfHorizons => Look.Part == PipelinePart.Horizons;

    public PageAddress Start => Address.Without("page");

    public bool MayExport => Asked.Viewer.May(RecordType.Opportunity, AccessAction.Export) && Look.Part != PipelinePart.Lists;

    /// <summary>Moves take a column only where there are any; without them the balance reads shorter.</summary>
    public IEnumerable<PipelineFigure> Columns => PipelineFlow.Figures.Where(figure => !Moves.Contains(figure)
        || Waterfall?.Sums.Lines.Append(Waterfall.Sums.Total).Any(line => line[figure].Count != 0) == true);

    public IEnumerable<(string Name, PipelineLine Line)> Rows => Waterfall is null ? [] : Text.Sorted(Waterfall.Sums, StringComparer.CurrentCulture);

    public IEnumerable<(string Name, PipelineLine Line)> ShownRows => HiddenRows > 0 ? Rows.Take(MostRows) : Rows;

    public int HiddenRows => Look.All || Waterfall is null || Asked.By == PipelineGrouping.Total ? 0 : Math.Max(0, Waterfall.Sums.Lines.Count - MostRows);

    /// <summary>Where every figure of this report leads to; which one is said behind.</summary>
    public PageAddress Behind => Start.At(Path + "/opportunities").Without("part", "all", "group", "figure", "from", "to", "list").With("week", Week);

    public string Open(string key, PipelineFigure figure) => Behind.With("by", Asked.By).With("group", key).With("figure", figure).ToString();

    public string Open(PipelineCell cell) => Behind.With("part", Look.Part).With("from", cell.From).With("to", cell.To).ToString();

    public string Open(PipelineList list) => Behind.With("list", list).ToString();

    /// <summary>The same report of this group alone.</summary>
    public string Only(string key) => Start.With("week", Week).With(Asked.By.ToString().ToLowerInvariant(), key).ToString();

    /// <summary>What was recorded of the week after it was frozen.</summary>
    public string Late => Start.At(Path + "/late").Without("part", "all").With("week", Week).ToString();

    public string InWeek(IsoWeek week) => Start.With("week", week).ToString();

    public PipelineNumber? NowOf(string key, PipelineFigure figure) =>
        Waterfall?.Adjustments.FirstOrDefault(adjustment => adjustment.Key == key && adjustment.Figure == figure)?.Now;

    /// <summary>What the product is called that it is narrowed to.</summary>
    public string? Product { get; init; }

    public string NameOf(PipelineSlice slice)
    {
        ArgumentNullException.ThrowIfNull(slice);
        return Text.Group(slice.Grouping, slice.Key, slice.Grouping == PipelineGrouping.Product && slice.Key == Look.Product ? Product : Names.NameOf(slice));
    }

    /// <summary>By what it is narrowed, in words.</summary>
    public IReadOnlyList<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. Asked.Filter.Select(slice => (words.Of(slice.Grouping), NameOf(slice)))];
    }
}

/// <summary>What was recorded late of a frozen week, and how far that explains its adjustments.</summary>
public sealed record PipelineLatePage(PipelinePage Report, IReadOnlyList<PipelineReconciled> Figures, KeysetPage<PipelineLateEvent> Events)
{
    public PageAddress Start => Report.Address.Without("after", "before");

    public IEnumerable<(string Name, PipelineReconciled Figure)> Rows => Figures
        .Select(figure => (Name: Report.Text.Group(figure.Key == LedgerKey.Total ? PipelineGrouping.Total : Report.Asked.By, figure.Key, figure.Name), Figure: figure))
        .OrderBy(row => row.Figure.Key != LedgerKey.Total).ThenBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.Figure.Figure);

    /// <summary>With its sign: a difference.</summary>
    public static string Signed(long number) => number > 0 ? $"+{Show.Number(number)}" : Show.Number(number);

    public bool HasOthers => Figures.Any(figure => figure.Other != default);
}
