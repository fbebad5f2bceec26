using System.Globalization;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Workload;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Workload;

/// <summary>The report as one page shows it: a row for each person, a column for each week.</summary>
public sealed record WorkloadPage(WorkloadQuestion Asked, IReadOnlyList<Colleague> People, IReadOnlyList<WorkloadCell> Cells, DateOnly Today)
{
    private static readonly string[] Parts = ["planned", "pipeline", "capacity"];

    private readonly Dictionary<(long, IsoWeek), WorkloadCell> _cells = Cells.ToDictionary(cell => (cell.PersonId, cell.Week));

    public long? Team { get; init; }

    /// <summary>Him alone; null: everybody.</summary>
    public long? Who { get; init; }

    /// <summary>The teams of those whose time the viewer may look at.</summary>
    public IReadOnlyDictionary<long, string> Teams { get; init; } = new Dictionary<long, string>();

    /// <summary>There is somebody whose time the viewer may not look at.</summary>
    public bool IsPart { get; init; }

    /// <summary>How many more there are than the page shows.</summary>
    public int Others { get; init; }

    public WorkloadCell this[Colleague person, IsoWeek week] => _cells[(person.Id, week)];

    public string Previous => Address(Asked.From.Plus(-Asked.Weeks));

    public string Next => Address(Asked.From.Plus(Asked.Weeks));

    public string Export => $"/reports/workload/export.csv?week={Asked.From}&weeks={Asked.Weeks}{Narrowed}";

    public string ExportBook => $"/reports/workload/export.xlsx?week={Asked.From}&weeks={Asked.Weeks}{Narrowed}";

    /// <summary>His calendar where it holds all of it; else how it is made.</summary>
    public static string Open(WorkloadCell cell) => cell.Pipeline > 0 ? $"/reports/workload/load?who={cell.PersonId}&week={cell.Week}" : Calendar(cell);

    public static string Calendar(WorkloadCell cell) => $"/calendar?view=Week&on={Show.Day(cell.Week.Monday)}&who={cell.PersonId}";

    /// <summary>How full a week is, told by its look and in its words.</summary>
    public static string Look(WorkloadCell cell) => cell.Load switch { null => "load-none", > 1m => "load-over", > 0.8m => "load-full", > 0.3m => "load-some", _ => "load-free" };

    public string Everybody => (this with { Who = null }).Address(Asked.From);

    public string Only(Colleague person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (this with { Who = person.Id }).Address(Asked.From);
    }

    /// <summary>Of many who has most to do in all of the weeks, of one his weeks; null where they have no working day.</summary>
    public Chart? Drawn(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        List<(string Name, string Link, WorkloadCell All)> all =
        [
            .. People is [var alone]
                ? Asked.All.Select(week => (week.ToString(), Open(this[alone, week]), this[alone, week]))
                : People.Select(person => (person.Name, Only(person), WorkloadCell.Sum([.. Asked.All.Select(week => this[person, week])]))).OrderByDescending(row => row.Item3.Load),
        ];
        List<ChartRow> rows =
        [
            .. from row in all
               where row.All.Load is not null
               select new ChartRow(row.Name, null, [new ChartCell(Percent(row.All.Load), Show.Percent(row.All.Load), row.Link), .. Hours(row.All)]),
        ];
        return rows.Count == 0 ? null : Chart.OfFirst("funnel", words[People.Count == 1 ? "Reports.Chart.WorkloadByWeek" : "Reports.Chart.Workload"],
            [
                new(words[People.Count == 1 ? "Reports.Week" : "Reports.Column.person"]), new(words["Reports.Column.load_percent"], null, words["Reports.Means.Workload"]),
                .. Parts.Select(column => new ChartHead(words[$"Reports.Column.{column}_hours"])),
            ],
            rows, words, People.Count == 1 ? WorkloadQuestion.Most : Chart.MostBars);
    }

    private static IEnumerable<ChartCell> Hours(WorkloadCell cell) => new[] { cell.Planned, cell.Pipeline, cell.Capacity }.Select(minutes => ChartCell.Told(ClockText.Hours(minutes)));

    private static string Percent(decimal? load) => Math.Round(100 * (load ?? 0), 1).ToString(CultureInfo.InvariantCulture);

    private string Narrowed => (Team is { } team ? $"&team={team}" : "") + (Who is { } who ? $"&who={who}" : "");

    private string Address(IsoWeek from) => $"/reports/workload?week={from}&weeks={Asked.Weeks}{Narrowed}";
}

/// <summary>The report as a table: one line for each person and week.</summary>
public sealed class WorkloadTables(OrganisationFacts names)
{
    public static readonly IReadOnlyList<string> Columns =
        ["person", "team", "region", "week", "capacity_hours", "planned_hours", "logged_hours", "pipeline_hours", "load_percent"];

    public ExportTable Workload(IEnumerable<WorkloadCell> cells) => new("workload", Columns, cells.Select(cell =>
    {
        var person = names.People.GetValueOrDefault(cell.PersonId);
        return (IReadOnlyList<object?>)
        [
            person?.Name, names.Team(person?.TeamId), names.Region(person?.RegionId), cell.Week.ToString(), Hours(cell.Capacity), Hours(cell.Planned), Hours(cell.Logged),
            Hours(cell.Pipeline), cell.Load is { } load ? Math.Round(100 * load, 1) : null,
        ];
    }).ToAsyncEnumerable());

    private static decimal Hours(int minutes) => Math.Round(decimal.Divide(minutes, 60), 2);
}
