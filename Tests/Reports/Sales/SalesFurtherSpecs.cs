using System.Text.RegularExpressions;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>All columns of the reports of sales, and their rows told apart once more.</summary>
public sealed class SalesFurtherSpecs
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Theory]
    [EveryDatabase("regional-sales", "ProductCategory", "noCategory=true")]
    [EveryDatabase("regional-sales", "CustomerCategory", "customerCategory")]
    [EveryDatabase("regional-sales", "Industry", "industry=Bank")]
    [EveryDatabase("regional-sales", "Industry", "noIndustry=true")]
    [EveryDatabase("regional-sales", "Channel", "noLead=true")]
    [EveryDatabase("regional-sales", "CustomerAtSigning", "customerAtSigning=New")]
    [EveryDatabase("regional-sales", "ContractType", "type=Integration")]
    [EveryDatabase("customer-purchases", "ProductCategory", "noCategory=true")]
    [EveryDatabase("customer-purchases", "Year", "from=2026-01-01&to=2026-12-31")]
    [EveryDatabase("product-sales", "Quarter", "from=2026-01-01&to=2026-03-31")]
    [EveryDatabase("product-sales", "CustomerCategory", "customerCategory")]
    public async Task The_parts_of_a_row_are_its_sum_and_open_their_own_contracts(DatabaseKind kind, string report, string split, string opens)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("P-1");
        await world.ContractAsync(await world.CustomerAsync("Buyer", change: facts => facts with { Industry = "Bank" }), 1000, new DateOnly(2026, 3, 1), productId: product.Id);
        await world.ContractAsync(await world.CustomerAsync("Other buyer", WorldPeople.Stranger), 2000, new DateOnly(2026, 8, 1), productId: product.Id);
        var visitor = world.Visit(WorldPeople.GeneralManager);

        var plain = await visitor.GetAsync($"/reports/{report}?{Year}");
        var page = await visitor.GetAsync($"/reports/{report}?{Year}&split={split}");

        var (before, after) = (plain.Document.QuerySelectorAll("table.figures thead th").Length, page.Document.QuerySelectorAll("table.figures thead th").Length);
        Assert.True(after > before);
        foreach (var row in page.Document.QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr"))
        {
            var signed = row.Children[HeadingOf(page, "Signed")].TextContent;
            Assert.Equal(Amount(signed), row.Children.Skip(before).Sum(cell => Amount(cell.TextContent)));
        }

        Assert.All(page.Document.QuerySelectorAll("table.figures thead th span"), heading => Assert.DoesNotContain("Reports.", heading.GetAttribute("title"), StringComparison.Ordinal));

        var part = page.Document.QuerySelectorAll("table.figures tbody a").Where(link => link.TextContent != "0.00").Select(link => link.GetAttribute("href") ?? "").FirstOrDefault(href => href.Contains(opens, StringComparison.Ordinal));
        Assert.True((await visitor.GetAsync(part ?? "")).Document.QuerySelectorAll("main tbody tr").Length > 0);
    }

    [Theory, EveryDatabase]
    public async Task Execution_tells_how_old_the_overdue_is_and_its_three_margins(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, ContractWorld.Today.AddDays(-100));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true");

        // Due after 10 and after 60 days: 339.00 for 90 days, 678.00 for 40.
        foreach (var (column, expected) in new[]
        {
            ("Overdue", "1,017.00"), ("Overdue 1–30 days", "0.00"), ("Overdue 31–60 days", "678.00"), ("Overdue 61–90 days", "339.00"), ("Overdue over 90 days", "0.00"),
            ("Retention money", "113.00"), ("Uninvoiced", "1,130.00"), ("Receivable", "0.00"), ("Planned cost", "500.00"), ("Margin as planned", "500.00"), ("Margin to date", "No costs yet"),
        })
        {
            foreach (var part in (string[])["tbody", "tfoot"])
            {
                Assert.Equal((column, expected), (column, page.Document.QuerySelectorAll($"table.figures {part} tr").Single().Children[HeadingOf(page, column)].TextContent.Trim()));
            }
        }
    }

    [Theory]
    [EveryDatabase("en", "contract-execution", "Margin at completion")]
    [EveryDatabase("en", "regional-sales", "Planned margin")]
    [EveryDatabase("en", "customer-purchases", "Planned margin")]
    [EveryDatabase("zh-CN", "contract-execution", "完工毛利")]
    [EveryDatabase("zh-CN", "product-sales", "计划毛利")]
    public async Task A_margin_says_whether_it_is_the_planned_one_or_the_one_at_completion(DatabaseKind kind, string language, string report, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/reports/{report}?{Year}&all=true");
        Assert.Single(page.Document.QuerySelectorAll("table.figures thead th span"), head => head.TextContent is "Margin" or "毛利" && head.GetAttribute("title")?.StartsWith(said, StringComparison.Ordinal) == true);
    }

    [Theory]
    [EveryDatabase("regional-sales", "By number")]
    [EveryDatabase("product-sales", "With service")]
    [EveryDatabase("customer-purchases", "Next expected")]
    [EveryDatabase("sales-by-time", "Received")]
    [EveryDatabase("contract-execution", "Warranty until")]
    public async Task All_columns_stand_there_and_in_the_file_when_they_are_asked_for(DatabaseKind kind, string report, string column)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager);

        Assert.Equal(-1, HeadingOf(await visitor.GetAsync($"/reports/{report}?{Year}"), column));
        Assert.NotEqual(-1, HeadingOf(await visitor.GetAsync($"/reports/{report}?{Year}&all=true"), column));
        var (few, all) = (await visitor.GetAsync($"/reports/{report}/export.csv?{Year}"), await visitor.GetAsync($"/reports/{report}/export.csv?{Year}&all=true"));
        Assert.DoesNotContain(column, few.Text, StringComparison.Ordinal);
        Assert.Contains(column, all.Text, StringComparison.Ordinal);
        Assert.All((Page[])[few, all], file => Assert.Single(file.Text.TrimEnd().Split('\n').Select(CellsOf).Distinct()));

        static int CellsOf(string line) => Regex.Replace(line, "\"[^\"]*\"", "").Count(sign => sign == ',');
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, null, 0)]
    [InlineData(null, null, 0, 0)]
    [InlineData(30, 60, 0, 30)]
    [InlineData(20, 60, 0, 10, 40)]
    [InlineData(15, 45, 0, 0, 10, 30)]
    public void The_next_purchase_is_expected_after_the_usual_interval(int? interval, int? next, params int[] days)
    {
        var first = new DateOnly(2026, 1, 1);
        var rhythm = PurchaseRhythm.Of(days.Select(first.AddDays));
        Assert.Equal((days.Length, interval, next), (rhythm.Purchases, rhythm.IntervalDays, rhythm.NextExpected?.DayNumber - first.DayNumber));
    }

    [Fact]
    public void More_contracts_and_larger_ones_are_together_the_whole_difference()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var (now, before) = (new Money(random.Next(-1000, 1_000_000)), new Money(random.Next(1, 1_000_000)));
            var effect = SalesEffect.Of(random.Next(0, 40), now, random.Next(1, 40), before) ?? throw new InvalidOperationException();
            Assert.Equal(now - before, effect.Volume + effect.Size);
        }

        Assert.Equal(new SalesEffect(new Money(100), new Money(50)), SalesEffect.Of(3, new Money(350), 2, new Money(200)));
        Assert.Null(SalesEffect.Of(3, new Money(350), 0, Money.Zero));
    }

    [Fact]
    public void What_hangs_on_few_is_told()
    {
        var parts = new[] { 50, 10, 10, 10, 10, 10 }.Select(part => new Money(part)).ToList();
        Assert.Equal((0.9m, 0.3m), (Concentration.TopFive(parts), Concentration.Index(parts)));
        Assert.Equal(1m, Concentration.Index([new Money(7)]));
        Assert.Equal(0m, Concentration.Index([]));
    }

    private static int HeadingOf(Page page, string name) =>
        page.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList().IndexOf(name);

    private static decimal Amount(string text) => decimal.Parse(text.Trim(), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture);
}
