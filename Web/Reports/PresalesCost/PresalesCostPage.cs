using System.Globalization;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>The period and the grouping as they are asked for; without them the fiscal year so far.</summary>
public sealed class PresalesCostFilter
{
    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public PresalesCostGrouping By { get; set; }

    public PresalesCostQuestion Asked(CompanySettings settings, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var start = FiscalSpan.Of(today, 12, settings.FiscalYearStart).From;
        var from = From is { } first ? ReportSpan.Sane(first) : (Until < start ? new DateOnly(Until.Value.Year, 1, 1) : start);
        var until = Until is { } last ? ReportSpan.Sane(last) : today < from ? from : today;
        ReportSpan.CanAsk(from, until).ThrowIfRefused();
        return new PresalesCostQuestion { From = from, Until = until, By = By };
    }
}

public sealed record PresalesCostPage(
    PresalesCostReport Report, PostMortemLines PostMortems, OrganisationFacts Names)
{
    /// <summary>The figures whose meaning it tells, by their words.</summary>
    public static readonly IReadOnlyList<string> Told =
    [
        "SignedMargin", "CostOfWon", "CostOfLost", "CostOfOpen", "CostTotal", "PresalesHours", "PresalesResult",
        "EndedProjects", "PredictedRate", "CameRate", "Bias", "Brier", "PredictedMargin", "CameMargin", "PresalesBudget", "PresalesSpent",
    ];

    public PresalesCostQuestion Asked => Report.Asked;

    /// <summary>Margin less presales cost tells the one from the other.</summary>
    public bool SeesResult { get; init; }

    public string Name(string? key, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var id = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var name = Asked.By switch
        {
            PresalesCostGrouping.Person => Names.Person(id),
            PresalesCostGrouping.Region => Names.Region(id),
            _ => key,
        };
        return string.IsNullOrEmpty(name) ? words["Reports.NotKnown"] : name;
    }

    /// <summary>Right before a whole year lies the same time of last year.</summary>
    public bool IsCompareSame => DaysBefore == YearBefore;

    private (DateOnly From, DateOnly Until) DaysBefore => ReportSpan.Before(Asked.From, Asked.Until);

    private (DateOnly From, DateOnly Until) YearBefore => ReportSpan.LastYear(Asked.From, Asked.Until);

    /// <summary>What the same group cost in the time right before, and in the same time a year before, with the lines of the ledger.</summary>
    public ComparedFigures CostBefore(Words words, string? key) => Before(words, key, line => line.Cost) with
    {
        BeforeLink = Open(key, null, DaysBefore),
        LastYearLink = Open(key, null, YearBefore),
    };

    public ComparedFigures ResultBefore(Words words, string? key) => Before(words, key, line => line.Result);

    /// <param name="key">Null for all together.</param>
    private ComparedFigures Before(Words words, string? key, Func<PresalesCostLine, Money> figure)
    {
        string Of(PresalesCostReport? one) => Reports.Figures.Compact(figure((key is null ? one?.Total : one?.Find(key.Length == 0 ? null : key)) ?? PresalesCostLine.Nothing), words);
        return new(Of(Report.Before), Of(Report.LastYear), IsCompareSame);
    }

    public string Export(string format) => $"/reports/presales-cost/export.{format}?from={Show.Day(Asked.From)}&until={Show.Day(Asked.Until)}&by={Asked.By}";

    /// <summary>The ledger's lines behind a figure.</summary>
    public string Open(string? key, string? state = null) => Open(key, state, (Asked.From, Asked.Until));

    /// <summary>The projects behind a margin, and behind what presales leave of it.</summary>
    public string Projects(string? key) => $"/reports/presales-cost/projects?{Days(Asked)}" + OfGroup(key);

    /// <summary>The projects behind a line of the post-mortems.</summary>
    public string Ended(PostMortemGrouping judged, string? key) => $"/reports/presales-cost/ended?{Days(Asked)}&judged={judged}" + (key is null ? "" : $"&key={Uri.EscapeDataString(key)}");

    /// <summary>The report as it was asked for.</summary>
    public static string Of(PresalesCostQuestion asked) => $"/reports/presales-cost?{Days(asked)}";

    private static string Days(PresalesCostQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return $"from={Show.Day(asked.From)}&until={Show.Day(asked.Until)}&by={asked.By}";
    }

    private static string OfGroup(string? key) => key is null ? "" : $"&key={Uri.EscapeDataString(key)}&of=Group";

    private string Open(string? key, string? state, (DateOnly From, DateOnly Until) days) => string.Create(CultureInfo.InvariantCulture,
        $"/reports/presales-cost/entries?from={Show.Day(days.From)}&until={Show.Day(days.Until)}&by={Asked.By}")
        + OfGroup(key) + (state is null ? "" : $"&state={state}");
}

/// <summary>Lines of the ledger with their sum.</summary>
/// <param name="Projects">Number and name by id.</param>
public sealed record PresalesEntriesPage(
    PresalesCostQuestion Asked, IReadOnlyList<PresalesEntry> Entries, Money Total, int Count, IReadOnlyDictionary<long, (string Number, string Name)> Projects, OrganisationFacts Names)
{
    public long Minutes { get; init; }

    public const int Most = 500;
}
