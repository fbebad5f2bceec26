using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>What is asked for: a period, a grouping, and whose projects; without days the fiscal year so far.</summary>
public sealed record PresalesCostFilter
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The last day by the name that older links have for it.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>A week, month, quarter or year instead of two days: <c>2026-W30</c>, <c>2026-05</c>, <c>2026-Q2</c>, <c>2026</c>.</summary>
    [StringLength(20)]
    public string? Period { get; init; }

    /// <summary>The same, as weekly reports name it.</summary>
    [StringLength(20)]
    public string? Week { get; init; }

    public PresalesCostGrouping By { get; init; }

    public long? Region { get; init; }

    public long? Team { get; init; }

    public long? Owner { get; init; }

    /// <summary>Of projects that are to sell this product, by its number or its code.</summary>
    [StringLength(ProductLengths.Code)]
    public string? Product { get; init; }

    /// <summary>Of customers that are of this category now, by its code; named as in the reports of sales.</summary>
    [StringLength(CustomerLengths.Category)]
    public string? CustomerCategory { get; init; }

    /// <summary>What is meant by both.</summary>
    internal OfWhat Of { get; init; } = OfWhat.All;

    /// <summary>For paper.</summary>
    public bool Print { get; init; }

    /// <summary>With what the product and the category are called.</summary>
    internal async Task<PresalesCostFilter> NamedAsync(CrmDbContext db, Viewer viewer, CancellationToken cancel) =>
        this with { Of = await OfWhat.ReadAsync(db, viewer, Product, CustomerCategory, cancel) };

    /// <summary>Without numbers that are nobody's; the page says which.</summary>
    public PresalesCostFilter Known(ModelStateDictionary state, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        state.LeaveOutFar(("from", From), ("to", To), ("until", Until));
        if (Named is { Length: > 0 } named && ReportPeriods.SpanOf(named, 1) is null && state.GetFieldValidationState("period") != ModelValidationState.Invalid)
        {
            state.AddModelError("period", words["Reports.PeriodNotRead", named]);
        }

        return this with
        {
            Region = state.Known("region", Region, names.Region, words),
            Team = state.Known("team", Team, names.Team, words),
            Owner = state.Known("owner", Owner, names.Person, words),
            Product = state.Known("product", Product, Of.Product?.Name, words),
            CustomerCategory = state.Known("customerCategory", CustomerCategory, Of.Category, words),
        };
    }

    private DateOnly? Last => To ?? Until;

    private string? Named => string.IsNullOrEmpty(Period) ? Week : Period;

    public PresalesCostQuestion Asked(CompanySettings settings, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (ReportPeriods.SpanOf(Named ?? "", settings.FiscalYearStart) is var (day, end))
        {
            return (this with { From = day, To = end, Period = null, Week = null }).Asked(settings, today);
        }

        var start = FiscalSpan.Of(today, 12, settings.FiscalYearStart).From;
        var from = From is { } first ? ReportSpan.Sane(first) : (Last is { } ends && ends < start ? new DateOnly(ends.Year, 1, 1) : start);
        var until = Last is { } last ? ReportSpan.Sane(last) : today < from ? from : today;
        ReportSpan.CanAsk(from, until).ThrowIfRefused();
        return new PresalesCostQuestion
        {
            From = from,
            Until = until,
            By = By,
            Region = Region,
            Team = Team,
            Owner = Owner,
            Product = Of.Product?.Id,
            ProductIs = Of.Product?.Name,
            CustomerCategory = Of.Code,
            CategoryIs = Of.Category,
            FiscalStart = settings.FiscalYearStart,
        };
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

    public static string Hours(long minutes) => PresalesCostTables.Hours(minutes).ToString("#,##0.##", CultureInfo.InvariantCulture);

    public PresalesCostQuestion Asked => Report.Asked;

    public PresalesCostFilter Filter { get; init; } = new();

    public IEnumerable<PeriodChip> Periods { get; init; } = [];

    /// <summary>The product and the category that it is asked for, with those that it can be asked for.</summary>
    public OfWhat Sold { get; init; } = OfWhat.All;

    /// <summary>Whose projects he can ask for.</summary>
    public IReadOnlyDictionary<long, string> Owners { get; init; } = new Dictionary<long, string>();

    /// <summary>How the ratio of cost to margin is made.</summary>
    public string Made => $"/reports/presales-cost/ratio?{Query(Asked)}";

    /// <summary>What a sheet says of itself.</summary>
    public string Sheet(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var narrowed = Asked.Narrowed(Names, words).Select(one => $"{one.Word}: {one.Value}");
        return string.Join(" · ", [$"{Show.Day(Asked.From)} – {Show.Day(Asked.Until)}", words[$"Reports.PresalesCostGrouping.{Asked.By}"], .. narrowed]);
    }

    /// <summary>Margin less presales cost tells the one from the other.</summary>
    public bool SeesResult { get; init; }

    public string Name(string? key, Words words) => Name(Asked.By, key, Names, words);

    public static string Name(PresalesCostGrouping by, string? key, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        var id = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var name = by switch
        {
            PresalesCostGrouping.Person => names.Person(id),
            PresalesCostGrouping.Region => names.Region(id),
            _ => key,
        };
        return string.IsNullOrEmpty(name) ? words["Reports.NotKnown"] : name;
    }

    /// <summary>Right before a year, or its first days, lies the same time of last year.</summary>
    public bool IsCompareSame => Asked.DaysBefore == Asked.YearBefore;

    /// <summary>What the same group cost in the time right before, and in the same time a year before, with the lines of the ledger.</summary>
    public ComparedFigures CostBefore(Words words, string? key) => Before(words, key, line => line.Cost) with
    {
        BeforeLink = Open(key, null, Asked.DaysBefore),
        LastYearLink = Open(key, null, Asked.YearBefore),
    };

    public ComparedFigures ResultBefore(Words words, string? key) => Before(words, key, line => line.Result);

    /// <param name="key">Null for all together.</param>
    private ComparedFigures Before(Words words, string? key, Func<PresalesCostLine, Money> figure)
    {
        string Of(PresalesCostReport? one) => Reports.Figures.Compact(figure((key is null ? one?.Total : one?.Find(key.Length == 0 ? null : key)) ?? PresalesCostLine.Nothing), words);
        return new(Of(Report.Before), Of(Report.LastYear), IsCompareSame);
    }

    /// <summary>What became of the projects that the money went into.</summary>
    public Chart Drawn(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ChartHead Head(string name, string? stack = null) => new(words[$"Reports.{name}"], stack, words[$"Reports.Means.{name}"]);
        return Chart.OfFirst("bars", words["Reports.Chart.PresalesCost"],
            [new(words[$"Reports.PresalesCostGrouping.{Asked.By}"]), Head("CostOfWon", "cost"), Head("CostOfLost", "cost"), Head("CostOfOpen", "cost"), Head("CostTotal")],
            [.. Report.Lines.Select(line => new ChartRow(Name(line.Key, words), Open(line.Key ?? ""), Cells(line)))], words);

        IReadOnlyList<ChartCell> Cells(PresalesCostLine line)
        {
            var key = line.Key ?? "";
            ChartCell Cell(Money cost, string state) => ChartCell.Of(cost, words, Open(key, state));
            return [Cell(line.Won, "Won"), Cell(line.Lost, "Lost"), Cell(line.Open, "Open"), ChartCell.Told(Reports.Figures.Compact(line.Cost, words), Open(key))];
        }
    }

    public string Export(string format) => $"/reports/presales-cost/export.{format}?{Query(Asked)}";

    /// <summary>The ledger's lines behind a figure.</summary>
    public string Open(string? key, string? state = null) => Open(key, state, (Asked.From, Asked.Until));

    /// <summary>The projects behind a margin, and behind what presales leave of it.</summary>
    public string Projects(string? key) => ProjectsOf(Asked) + OfGroup(key);

    public static string ProjectsOf(PresalesCostQuestion asked) => $"/reports/presales-cost/projects?{Query(asked)}";

    /// <summary>The projects behind a line of the post-mortems.</summary>
    public string Ended(PostMortemGrouping judged, string? key) => EndedOf(Asked, judged, key);

    public static string EndedOf(PresalesCostQuestion asked, PostMortemGrouping judged, string? key) =>
        $"/reports/presales-cost/ended?{Query(asked)}&judged={judged}" + (key is null ? "" : $"&key={Uri.EscapeDataString(key)}");

    /// <summary>How the share that was won is made.</summary>
    public string EndedMade(PostMortemGrouping judged, string? key) => Ended(judged, key).Replace("/ended?", "/ended/ratio?", StringComparison.Ordinal);

    /// <summary>The report as it was asked for.</summary>
    public static string Of(PresalesCostQuestion asked) => $"/reports/presales-cost?{Query(asked)}";

    private static string Query(PresalesCostQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var whose = new[] { ("region", asked.Region), ("team", asked.Team), ("owner", asked.Owner), ("product", asked.Product) }.Where(one => one.Item2 is not null);
        return $"from={Show.Day(asked.From)}&to={Show.Day(asked.Until)}&by={asked.By}"
            + string.Concat(whose.Select(one => string.Create(CultureInfo.InvariantCulture, $"&{one.Item1}={one.Item2}")))
            + (asked.CustomerCategory is { } category ? $"&customerCategory={Uri.EscapeDataString(category)}" : "");
    }

    private static string OfGroup(string? key) => key is null ? "" : $"&key={Uri.EscapeDataString(key)}&of=Group";

    private string Open(string? key, string? state, (DateOnly From, DateOnly Until) days) =>
        $"/reports/presales-cost/entries?{Query(Asked.Within(days))}" + OfGroup(key) + (state is null ? "" : $"&state={state}");
}

/// <summary>A page of the ledger's lines, with the sum of all of them.</summary>
/// <param name="Projects">Number and name by id.</param>
public sealed record PresalesEntriesPage(
    PresalesCostQuestion Asked, KeysetPage<PresalesEntry> Page, PageAddress Address, Money Total, int Count,
    IReadOnlyDictionary<long, (string Number, string Name)> Projects, OrganisationFacts Names)
{
    public const int Size = 500;

    public long Minutes { get; init; }

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    private PageAddress Start => Address.Without("after", "before");
}
