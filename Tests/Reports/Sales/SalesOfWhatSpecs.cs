using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>The reports of sales of one product of the catalogue, and of customers of one category (product text, section 10).</summary>
public sealed class SalesOfWhatSpecs
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    private static readonly string[] Categories = [CategoryScheme.Key, CategoryScheme.Target, CategoryScheme.General];

    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager)]
    [EveryDatabase(WorldPeople.Rep)]
    public async Task Products_and_categories_of_customers_make_the_whole_of_every_report(DatabaseKind kind, string person)
    {
        await using var world = await FilledAsync(kind);
        await using var db = world.Open();
        var asked = new SalesQuestion(await world.ViewerAsync(person), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)) { Further = true };
        var (whole, products, categories) = (await SumsAsync(db, asked), new Sums(), new Sums());
        foreach (var product in await db.Products.Select(row => row.Id).ToListAsync())
        {
            products += await SumsAsync(db, asked with { Product = product });
        }

        foreach (var category in Categories)
        {
            var one = await SumsAsync(db, asked with { CustomerCategory = category });
            Assert.NotEqual(0, one.Regions);
            categories += one;
        }

        Assert.True(whole is { Regions: not 0, Before: not 0, Quantity: not 0, Contracts: not 0, Amount: not 0, Paid: not 0 });
        Assert.Equal(whole, categories);
        // A contract of two products counts as a whole for each of them.
        Assert.Equal(whole, products with { Contracts = whole.Contracts, Amount = whole.Amount, Paid = whole.Paid });
        Assert.True(products.Contracts >= whole.Contracts && products.Amount > whole.Amount);
    }

    [Theory, EveryDatabase]
    public async Task What_counts_whole_contracts_counts_those_that_hold_a_line_of_the_product(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind);
        await using var db = world.Open();
        var asked = new SalesQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var contracts = await db.Contracts.AsNoTracking().Include(contract => contract.Lines).Where(contract => contract.SignedOn >= asked.From && contract.SignedOn <= asked.To).ToListAsync();
        foreach (var product in await db.Products.Select(row => row.Id).ToListAsync())
        {
            var holding = contracts.Where(contract => contract.Lines.Any(line => line.ProductId == product && line.SignedOn is not null)).ToList();
            var total = await ContractExecution.TotalAsync(db, asked with { Product = product }, ContractWorld.Today);
            Assert.Equal((holding.Count, holding.Sum(contract => contract.AmountInTax.Minor), holding.Sum(contract => contract.Received.Minor)), (total.Contracts, total.Amount.Minor, total.Received.Minor));
        }
    }

    [Theory]
    [EveryDatabase("regional-sales", "product=S-CARE")]
    [EveryDatabase("regional-sales", "customerCategory=Key")]
    [EveryDatabase("product-sales", "product=S-CARE")]
    [EveryDatabase("product-sales", "customerCategory=Key&split=CustomerCategory")]
    [EveryDatabase("customer-purchases", "product=P-Hardware")]
    [EveryDatabase("customer-purchases", "customerCategory=Key&product=S-CARE")]
    [EveryDatabase("sales-by-time", "product=S-CARE&step=Quarter")]
    [EveryDatabase("sales-by-time", "customerCategory=Target&step=Quarter")]
    [EveryDatabase("contract-execution", "product=S-CARE")]
    [EveryDatabase("contract-execution", "customerCategory=Key")]
    public async Task Every_figure_opens_what_it_adds_up(DatabaseKind kind, string report, string of)
    {
        await using var world = await FilledAsync(kind);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync($"/reports/{report}?{Year}&all=true&{of}");
        var heads = page.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent.Trim()).ToList();
        var (opened, told) = (new Dictionary<string, Page>(), 0);
        Assert.Null(page.Document.QuerySelector("main [role=alert]"));
        foreach (var (cell, head) in page.Document.QuerySelectorAll("table.figures tbody tr, table.figures tfoot tr").SelectMany(row => row.Children.Zip(heads)).Where(pair => IsAmount(pair.First.TextContent)))
        {
            if (cell.QuerySelector("a")?.GetAttribute("href") is { } href && href.Contains('?', StringComparison.Ordinal))
            {
                opened[href] = opened.GetValueOrDefault(href) ?? await visitor.GetAsync(href);
                var sums = opened[href].Document.QuerySelectorAll("[data-sum]").Select(sum => (sum.LastElementChild ?? sum).TextContent.Trim());
                Assert.True(opened[href].Status == HttpStatusCode.OK && sums.Contains(cell.TextContent.Trim()), $"{head} {cell.TextContent} opens {href} with {string.Join(" | ", sums)}");
                told += cell.TextContent.Trim() == "0.00" ? 0 : 1;
            }
        }

        Assert.True(told >= 4, $"{told}");
        // What a customer owes is of all that he bought.
        var narrowed = opened.Where(one => report != "customer-purchases" || !one.Key.Contains("first=true", StringComparison.Ordinal)).Select(one => one.Value);
        Assert.All(narrowed, list => Assert.Contains(of.StartsWith("product", StringComparison.Ordinal) ? "Product: Product" : "Customer category: ", list.Find("main").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase("en", "Product: Product S-CARE", "Customer category: Key")]
    [EveryDatabase("zh-CN", "产品S-CARE", "重点")]
    public async Task A_report_says_of_what_it_is_and_its_form_and_its_file_keep_it(DatabaseKind kind, string language, string product, string category)
    {
        await using var world = await FilledAsync(kind);
        await using var db = world.Open();
        var id = (await db.Products.SingleAsync(row => row.Code == "S-CARE")).Id.ToString(CultureInfo.InvariantCulture);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        foreach (var report in (string[])["sales-by-time", "regional-sales", "customer-purchases", "contract-execution", "product-sales", "presales-cost"])
        {
            // A product's number or its code, in whatever case.
            var (page, same) = (await visitor.GetAsync($"/reports/{report}?{Year}&product={id}&customerCategory=Key"), await visitor.GetAsync($"/reports/{report}?{Year}&product=s-care&customerCategory=Key"));
            Assert.All((Page[])[page, same], one =>
            {
                var chips = one.Find("main ul.chips").TextContent;
                Assert.Contains(product, chips, StringComparison.Ordinal);
                Assert.Contains(category, chips, StringComparison.Ordinal);
                Assert.Equal((id, "Key"), (one.Find("select[name=product] option[selected]").GetAttribute("value"), one.Find("select[name=customerCategory] option[selected]").GetAttribute("value")));
            });
            Assert.Equal(report != "presales-cost", page.Document.QuerySelector("[data-of-product]") is not null);
            var (all, some) = (await visitor.GetAsync($"/reports/{report}/export.csv?{Year}"), await visitor.GetAsync($"/reports/{report}/export.csv?{Year}&product={id}&customerCategory=Key"));
            Assert.Equal(HttpStatusCode.OK, some.Status);
            Assert.True(report == "presales-cost" || all.Text != some.Text, report);
        }
    }

    [Theory]
    [EveryDatabase("sales-by-time", "product=99999", "99999")]
    [EveryDatabase("regional-sales", "customerCategory=Nobody", "Nobody")]
    [EveryDatabase("contract-execution", "product=NO-SUCH", "NO-SUCH")]
    [EveryDatabase("presales-cost", "product=99999", "99999")]
    [EveryDatabase("presales-cost", "customerCategory=Nobody", "Nobody")]
    [EveryDatabase("sales-by-time/money", "of=Invoiced&product=99999", "99999")]
    [EveryDatabase("contract-execution/milestones", "of=Due&customerCategory=Nobody", "Nobody")]
    [EveryDatabase("regional-sales/basis", "region=1&product=99999", "99999")]
    [EveryDatabase("regional-sales/pipeline", "product=1", "1")]
    public async Task What_nothing_is_called_by_is_left_out_and_named(DatabaseKind kind, string report, string of, string named)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync($"/reports/{report}?{Year}&{of}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(named, page.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(report.Contains('/', StringComparison.Ordinal) || (await visitor.GetAsync($"/reports/{report}/export.csv?{Year}&{of}")).Location is not null);
    }

    [Theory, EveryDatabase]
    public async Task A_products_target_stands_beside_all_of_it_and_no_target_beside_a_part(DatabaseKind kind)
    {
        await using var world = await FilledAsync(kind);
        await using var db = world.Open();
        var product = (await db.Products.SingleAsync(row => row.Code == "S-CARE")).Id;
        await db.SetTargetAsync(TargetOf.Product, product, FiscalSpan.Of(ContractWorld.Today, 12, 1), Money.FromMajor(7_654), null, world.By(null));
        foreach (var (person, of, isTold) in new[]
        {
            (WorldPeople.GeneralManager, $"product={product}", true), (WorldPeople.GeneralManager, $"product={product}&customerCategory=Key", false),
            (WorldPeople.GeneralManager, $"product={product}&region=1", false), (WorldPeople.GeneralManager, "customerCategory=Key", false), (WorldPeople.Rep, $"product={product}", false),
        })
        {
            foreach (var report in (string[])["sales-by-time", "regional-sales"])
            {
                var page = await world.Visit(person).GetAsync($"/reports/{report}?{Year}&step=Year&all=true&gap=true&{of}");
                var place = page.Document.QuerySelectorAll("table.figures thead th").ToList().FindIndex(head => head.TextContent.Trim() == "Target");
                var target = page.Find("table.figures tfoot tr").Children[place];
                Assert.Equal((report, of, isTold ? "7,654.00" : ""), (report, of, target.TextContent.Trim()));
                Assert.DoesNotContain("Weighted pipeline", page.Find("table.figures thead").TextContent, StringComparison.Ordinal);
                Assert.Empty(page.Document.QuerySelectorAll("[data-sum=coverage]"));
                Assert.True(!isTold || (await world.Visit(person).GetAsync(target.QuerySelector("a")?.GetAttribute("href") ?? "")).Find("[data-sum=target]").TextContent.Trim() == "7,654.00");
            }
        }
    }

    [Theory]
    [InlineData("2026-01-01_2026-12-31_p5")]
    [InlineData("2026-01-01_2026-12-31_r3_t4_o5_p6_not_cKey")]
    [InlineData("2026-01-01_2026-12-31_cof_two_words")]
    public void Customers_are_asked_for_in_an_address_by_the_product_that_they_bought_and_by_their_category(string address) =>
        Assert.Equal(address, BuyersFilter.TryParse(address, CultureInfo.InvariantCulture, out var buyers) ? buyers.ToString() : null);

    [Theory]
    [InlineData("2026-01-01_2026-12-31_p")]
    [InlineData("2026-01-01_2026-12-31_p0x")]
    [InlineData("2026-01-01_2026-12-31_c")]
    public void What_is_neither_is_not_taken_for_it(string address) =>
        Assert.False(BuyersFilter.TryParse(address, CultureInfo.InvariantCulture, out _));

    /// <summary>Customers of every category.</summary>
    internal static async Task<World> FilledAsync(DatabaseKind kind)
    {
        var world = await FurtherFiguresOpenSpecs.FilledAsync(kind);
        await using var db = world.Open();
        for (var i = 0; i < Categories.Length; i++)
        {
            var (category, rest) = (Categories[i], i);
            await db.Customers.Where(customer => customer.Id % Categories.Length == rest).ExecuteUpdateAsync(set => set.SetProperty(customer => customer.Category, category));
        }

        return world;
    }

    private static async Task<Sums> SumsAsync(CrmDbContext db, SalesQuestion asked)
    {
        var (regions, before, lastYear) = await SalesReports.RegionsAsync(db, asked);
        var (products, purchases) = ((await SalesReports.ProductsAsync(db, asked)).Rows, await SalesReports.CustomersAsync(db, asked));
        var periods = await SalesReports.PeriodsAsync(db, asked, new CompanySettings());
        var total = await ContractExecution.TotalAsync(db, asked, ContractWorld.Today);
        var (_, received) = await SalesMoney.ByDayAsync(db, asked);
        var signed = regions.Sum(row => row.Signed.Minor);
        Assert.Equal((signed, signed, signed), (products.Sum(row => row.Signed.Minor), periods.Sum(row => row.Signed.Minor), purchases.Rows.Sum(row => row.Signed.Minor)));
        return new()
        {
            Regions = signed,
            ExTax = regions.Sum(row => row.ExTax.Minor),
            Cost = regions.Sum(row => row.Cost.Minor),
            Before = before.Minor,
            LastYear = lastYear.Minor,
            Quantity = products.Sum(row => row.Quantity),
            Contracts = purchases.Purchases,
            Amount = total.Amount.Minor,
            Paid = received.Values.Sum(amount => amount.Minor),
        };
    }

    private static bool IsAmount(string text) => decimal.TryParse(text.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out _) && text.Trim() is [.., '.', _, _];

    private readonly record struct Sums(long Regions, long ExTax, long Cost, long Before, long LastYear, long Quantity, long Contracts, long Amount, long Paid)
    {
        public static Sums operator +(Sums one, Sums other) => new(
            one.Regions + other.Regions, one.ExTax + other.ExTax, one.Cost + other.Cost, one.Before + other.Before, one.LastYear + other.LastYear, one.Quantity + other.Quantity,
            one.Contracts + other.Contracts, one.Amount + other.Amount, one.Paid + other.Paid);
    }
}
