using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>The weekly promotion as one page shows it: the head is common, of the parts one is there.</summary>
public sealed record PromotionPage(PromotionLook Look, PromotionQuestion Asked, OrganisationFacts Names, PageAddress Address, Words Words)
{
    /// <summary>More of them are too heavy for a phone; the rest is one click away.</summary>
    public const int MostRows = 10;

    public const string Path = "/reports/lead-promotion";

    private static readonly string[] Place = ["after", "before"];

    private static readonly FlowFigure[] Balance =
    [
        FlowFigure.Opening, FlowFigure.Captured, FlowFigure.Reopened, FlowFigure.MovedIn, FlowFigure.MovedOut, FlowFigure.Converted,
        FlowFigure.Disqualified, FlowFigure.Revalued, FlowFigure.Closing,
    ];

    private static readonly FlowFigure[] Steps =
        [FlowFigure.Qualified, FlowFigure.Assigned, FlowFigure.Started, FlowFigure.Reclaimed, FlowFigure.Stalled, FlowFigure.Promoted];

    public PromotionOfWeek? Flow { get; init; }

    public IReadOnlyList<MatrixCell>? Matrix { get; init; }

    public FrozenSeal? Seal { get; init; }

    public KeysetPage<PromotionLead>? Stalled { get; init; }

    /// <summary>How many are stalled; counted for paper, which says how many of them it has.</summary>
    public long? StalledInAll { get; init; }

    public IReadOnlyList<ConfirmationCount> Confirmations { get; init; } = [];

    public DateTime Now { get; init; }

    public PromotionText Text => new(Words);

    public IsoWeek Week => Asked.Week;

    public PageAddress Start => Address.Without(Place);

    public bool MayExport => Asked.Viewer.May(RecordType.Lead, AccessAction.Export);

    /// <summary>Moves and revaluations take a column only where there are any; without them the balance reads shorter.</summary>
    public IReadOnlyList<FlowFigure> BalanceColumns => [.. Balance.Where(figure => figure is not (FlowFigure.MovedIn or FlowFigure.MovedOut or FlowFigure.Revalued)
        || Flow?.Flow.Lines.Any(line => line[figure].Leads != 0) == true)];

    public IReadOnlyList<FlowFigure> StepColumns => Steps;

    public IEnumerable<FlowFigure> Columns => BalanceColumns.Concat(Steps);

    public IEnumerable<(string Name, PromotionLine Line)> Rows => Flow is null || Asked.By == LedgerGrouping.Total
        ? []
        : Text.Sorted(Asked.By, Flow.Flow.Lines, StringComparer.CurrentCulture);

    public IEnumerable<(string Name, PromotionLine Line)> ShownRows => HiddenRows > 0 ? Rows.Take(MostRows) : Rows;

    public int HiddenRows => Look.All || Flow is null || Asked.By == LedgerGrouping.Total ? 0 : Math.Max(0, Flow.Flow.Lines.Count - MostRows);

    /// <summary>Where every figure of this report leads to; which one is said behind.</summary>
    public PageAddress LeadsBehind => Start.At("/reports/lead-promotion/leads").Without("part", "all").With("week", Week);

    /// <summary>The leads behind a figure.</summary>
    public string Open(string key, FlowFigure figure) => LeadsBehind.With("by", Asked.By).With("group", key).With("figure", figure).ToString();

    public string Open(MatrixCell cell) => LeadsBehind.With("from", cell.From).With("to", cell.To).ToString();

    /// <summary>Whether anything could be promoted.</summary>
    public static bool HasRate(PromotionLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line[FlowFigure.Opening].Leads + line[FlowFigure.Captured].Leads > 0;
    }

    /// <summary>How a group's promotion rate is made.</summary>
    public string Made(string key) => LeadsBehind.At(Path + "/ratio").Without("print").With("by", Asked.By).With("group", key).ToString();

    /// <summary>The leads that a group was asked about.</summary>
    public string OpenConfirmations(string key) => LeadsBehind.At(Path + "/confirmations").Without("print").With("by", Asked.By).With("group", key).ToString();

    /// <summary>The week of last year that it is compared with; null where nothing is known of it.</summary>
    public IsoWeek? LastYear => Flow?.Flow.Total.LastYearRate is null ? null : Week.YearBefore;

    /// <summary>The same report of this group alone.</summary>
    public string Only(string key) => Start.With("week", Week).With(Asked.By.ToString().ToLowerInvariant(), key).ToString();

    public string InWeek(IsoWeek week) => Start.With("week", week).ToString();

    /// <summary>The group's own name for a filter's key.</summary>
    public string NameOf(LeadSlice slice) => Text.Group(slice.Grouping, slice.Key, slice.Grouping switch
    {
        LedgerGrouping.Owner => Names.Person(LedgerKey.IdOf(slice.Key)),
        LedgerGrouping.Team => Names.Team(LedgerKey.IdOf(slice.Key)),
        LedgerGrouping.Region => Names.Region(LedgerKey.IdOf(slice.Key)),
        _ => slice.Key,
    });

    public (int Asked, int Silent) ConfirmationsOf(string key)
    {
        var id = LedgerKey.IdOf(key);
        var rows = Confirmations.Where(row => key == LedgerKey.Total || (Asked.By == LedgerGrouping.Owner ? row.OwnerId == id : row.TeamId == id)).ToList();
        return (rows.Sum(row => row.Asked), rows.Sum(row => row.Silent));
    }

    public bool HasConfirmations => Confirmations.Count > 0 && (Asked.By.Moves() || Asked.By == LedgerGrouping.Total);
}
