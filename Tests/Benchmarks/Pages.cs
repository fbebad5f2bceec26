using System.Text.RegularExpressions;

namespace SiCrm.Benchmarks;

/// <summary>One page that is asked for again and again.</summary>
/// <param name="Path">The address of the n-th request.</param>
internal sealed record BenchmarkPage(string Name, SignedIn Visitor, Func<int, string> Path)
{
    public BenchmarkPage(string name, SignedIn visitor, string path)
        : this(name, visitor, _ => path)
    {
    }
}

/// <summary>The pages that people live in, with the large data set behind them.</summary>
internal static partial class Pages
{
    public const string List = "list, first page";

    /// <summary>Who else has a home of his own once there are contracts: presales, project manager, finance, coordinator.</summary>
    public static readonly IReadOnlyList<string> Seats = ["presales", "project", "finance", "coordinator"];

    private const int Deep = 1_000;

    /// <summary>What there is once the leads were sold: asked for by who sees everything, by a manager, and by a rep.</summary>
    public static async Task<IReadOnlyList<BenchmarkPage>> SoldAsync(SignedIn all, SignedIn manager, SignedIn rep)
    {
        var (customers, own) = (Ids(await all.ReadAsync("/customers"), "customers"), Ids(await rep.ReadAsync("/customers"), "customers"));
        var (opportunities, contracts) = (Ids(await all.ReadAsync("/opportunities"), "opportunities"), Ids(await all.ReadAsync("/contracts"), "contracts"));
        var week = Week().Match(await all.ReadAsync("/reports/opportunity-promotion")).Value;
        var year = "from=2026-01-01&to=2026-12-31";
        return
        [
            new("home, general manager", all, "/"),
            new("home, a manager", manager, "/"),
            new("home, a rep", rep, "/"),
            new("customers", all, "/customers"),
            new("customers, a manager", manager, "/customers"),
            new("customers, a rep", rep, "/customers"),
            new("customers, one category", all, "/customers?category=Key"),
            new("search everything, two Chinese characters", all, "/search?q=%E6%81%92%E8%BF%9C"),
            new("customer", all, n => $"/customers/{customers[n % customers.Count]}"),
            new("customer, a rep", rep, n => $"/customers/{own[n % own.Count]}"),
            new("contacts", all, "/contacts"),
            new("contacts, a rep", rep, "/contacts"),
            new("opportunities", all, "/opportunities"),
            new("opportunities, a rep", rep, "/opportunities"),
            new("board", all, "/opportunities/board"),
            new("board, a rep", rep, "/opportunities/board"),
            new("opportunity", all, n => $"/opportunities/{opportunities[n % opportunities.Count]}"),
            new("calendar, a month", rep, "/calendar"),
            new("contracts", all, "/contracts"),
            new("contract", all, n => $"/contracts/{contracts[n % contracts.Count]}"),
            new("overdue", all, "/contracts/overdue"),
            new("report neglect", all, "/reports/neglect"),
            new("report key-contacts", all, "/reports/key-contacts"),
            new("report opportunity-promotion", all, $"/reports/opportunity-promotion?week={week}"),
            new("report stage-funnel", all, "/reports/stage-funnel"),
            new("report sales-forecast", all, "/reports/sales-forecast"),
            new("report key-projects", all, "/reports/key-projects"),
            new("report regional-sales", all, $"/reports/regional-sales?{year}"),
            new("report product-sales", all, $"/reports/product-sales?{year}"),
            new("report customer-purchases", all, $"/reports/customer-purchases?{year}"),
            new("report sales-by-time", all, $"/reports/sales-by-time?{year}"),
            new("report contract-execution", all, $"/reports/contract-execution?{year}"),
            .. from report in (string[])["regional-sales", "product-sales", "customer-purchases", "sales-by-time", "contract-execution"]
               select new BenchmarkPage($"report {report}, all columns", all, $"/reports/{report}?{year}&all=true"),
            new("report performance, a year", all, "/reports/performance?period=2026"),
            new("report performance, a quarter", all, "/reports/performance?period=2026-Q2"),
            new("own sheet, a rep", rep, "/appraisal/me?period=2026-Q2"),
            new("report workload", all, "/reports/workload"),
            new("report presales-cost", all, "/reports/presales-cost?from=2026-01-01&until=2026-12-31"),
        ];
    }

    public static async Task<IReadOnlyList<BenchmarkPage>> OfAsync(SignedIn desk, SignedIn manager, SignedIn rep, SignedIn friend)
    {
        var (ids, own) = (Ids(await desk.ReadAsync("/leads?state=all")), Ids(await rep.ReadAsync("/leads?state=all")));
        var week = Week().Match(await desk.ReadAsync("/reports/lead-promotion")).Value;
        return
        [
            new(List, desk, "/leads"),
            new("list, first page, a manager who sees his team", manager, "/leads"),
            new("list, first page, a rep who sees his own", rep, "/leads"),
            new("list, first page, a rep with shared leads", friend, "/leads"),
            new("list, by amount, a rep with shared leads", friend, "/leads?sort=Amount"),
            new("list, one status by amount", desk, "/leads?status=Working&sort=Amount"),
            new("list, one region by company", desk, "/leads?region=1&sort=Company"),
            new("list, page 1,000", desk, await DeepAsync(desk)),
            new("search, two Chinese characters", desk, "/leads?q=%E6%81%92%E8%BF%9C&state=all"),
            new("lead", desk, n => $"/leads/{ids[n % ids.Count]}"),
            new("lead, a rep", rep, n => $"/leads/{own[n % own.Count]}"),
            new("triage queue", desk, "/desk/triage"),
            new("stale leads", desk, "/desk/stale"),
            new("home, coordinator", desk, "/"),
            new("home, a rep", rep, "/"),
            new("my leads, a rep", rep, "/my/leads"),
            new("lead-promotion, company", desk, $"/reports/lead-promotion?week={week}"),
            new("lead-promotion, by owner", desk, $"/reports/lead-promotion?week={week}&by=owner"),
            new("lead-daily", desk, "/reports/lead-daily"),
        ];
    }

    /// <summary>The first leads of somebody's list.</summary>
    public static async Task<IReadOnlyList<string>> SomeAsync(SignedIn visitor) => Ids(await visitor.ReadAsync("/leads?state=all"));

    /// <summary>The records of a list.</summary>
    public static IReadOnlyList<string> Ids(string list, string kind = "leads") =>
        [.. Record().Matches(list).Where(match => match.Groups[1].Value == kind).Select(match => match.Groups[2].Value).Distinct()];

    private static async Task<string> DeepAsync(SignedIn desk)
    {
        var address = "/leads?state=all";
        for (var page = 1; page < Deep; page++)
        {
            var next = Next().Match(await desk.ReadAsync(address));
            if (!next.Success)
            {
                break;
            }

            address = System.Net.WebUtility.HtmlDecode(next.Groups[1].Value);
        }

        return address;
    }

    [GeneratedRegex("href=\"/([a-z]+)/(\\d+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Record();

    [GeneratedRegex("href=\"(/leads\\?[^\"]*after=[^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Next();

    [GeneratedRegex("20\\d\\d-W\\d\\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Week();
}
