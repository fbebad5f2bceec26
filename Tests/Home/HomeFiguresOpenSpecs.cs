using System.Globalization;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Home;

/// <summary>What a figure of the home page opens adds up to it.</summary>
public sealed class HomeFiguresOpenSpecs
{
    private const string Finance = "Fay Finance";

    [Theory, EveryDatabase]
    public async Task The_rows_of_a_teams_result_make_its_total_also_when_somebody_has_left_the_team(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Left behind"), 1000);
        await world.ContractAsync(await world.CustomerAsync("Of the team", WorldPeople.Colleague), 2000);
        var west = (await world.PersonAsync(WorldPeople.Stranger)).TeamId;
        await using (var db = world.Open())
        {
            await db.WriteAsync(() => db.People.Where(person => person.Name == WorldPeople.Rep).ExecuteUpdateAsync(person => person.SetProperty(row => row.TeamId, west)));
        }

        var visitor = world.Visit(WorldPeople.Manager);
        var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=result]");
        var others = card.QuerySelectorAll("li").Single(row => row.TextContent.Contains("Signed by others", StringComparison.Ordinal));

        Assert.Equal(Amount(card.QuerySelector("dd small")), card.QuerySelectorAll("li small").Sum(Amount));
        Assert.Equal(("1,130.00", 3390m), (others.QuerySelector("small")?.GetAttribute("title"), Amount(card.QuerySelector("dd small"))));
        var opened = await visitor.GetAsync(others.QuerySelector("a")?.GetAttribute("href") ?? "");
        Assert.Equal("1,130.00", opened.Find("[data-sum=signed] b").TextContent.Trim());
        Assert.Contains("Left behind", Assert.Single(opened.Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains("East 1", opened.Find("main .chips").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("[Contracts.", (await world.Visit(WorldPeople.Manager, "zh-CN").GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Without_anybody_gone_a_teams_result_has_no_row_of_others(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"));
        Assert.DoesNotContain("Signed by others", (await world.Visit(WorldPeople.Manager).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_finance_received_and_invoiced_in_a_month_opens_to_the_same_sum(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer, 2000, new DateOnly(2026, 10, 5));
        await using (var db = world.Open())
        {
            db.Receipts.AddRange(
                Received("B-1", new DateOnly(2026, 11, 2), 500), Received("B-2", new DateOnly(2026, 11, 18), 300), Received("B-3", new DateOnly(2026, 10, 31), 70),
                Received("B-4", new DateOnly(2026, 11, 5), 100, isRefund: true));
            var known = await db.LoadAsync(contract.Id);
            known.Bill("I-1", new DateOnly(2026, 11, 3), Money.FromMajor(200), world.By(null));
            known.Bill("I-2", new DateOnly(2026, 10, 30), Money.FromMajor(40), world.By(null));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(Finance);
        var figures = (await visitor.GetAsync("/")).Document.QuerySelectorAll("section[aria-labelledby=money] dd").ToList();
        foreach (var (figure, sum, rows) in new[] { (figures[0], "700.00", 3), (figures[1], "200.00", 1) })
        {
            var opened = await visitor.GetAsync(figure.QuerySelector("a")?.GetAttribute("href") ?? "");
            Assert.Equal(sum, figure.QuerySelector("small")?.GetAttribute("title"));
            Assert.Equal(sum, opened.Find("main [data-sum]").TextContent.Trim());
            Assert.Equal(rows, opened.Document.QuerySelectorAll("main tbody tr").Length);
        }

        Assert.Contains("not matched yet", (await visitor.GetAsync("/")).Find("section[aria-labelledby=money]").TextContent, StringComparison.Ordinal);

        Receipt Received(string reference, DateOnly on, int amount, bool isRefund = false) => new(reference, customer.Id, on, Money.FromMajor(amount), isRefund, null, world.By(null));
    }

    [Theory, EveryDatabase]
    public async Task Receipts_within_days_keep_them_from_page_to_page(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        await using (var db = world.Open())
        {
            db.Receipts.AddRange(Enumerable.Range(1, 60).Select(i => new Receipt($"B-{i}", customer.Id, new DateOnly(2026, 11, 1), Money.FromMajor(10), false, null, world.By(null))));
            db.Receipts.Add(new Receipt("Earlier", customer.Id, new DateOnly(2026, 10, 1), Money.FromMajor(10), false, null, world.By(null)));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Administrator);
        var first = await visitor.GetAsync("/receipts?from=2026-11-01&to=2026-11-30");
        var next = first.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href") ?? "").Single(link => link.Contains("after=", StringComparison.Ordinal));
        var second = await visitor.GetAsync(next);

        Assert.Equal((50, 10), (Rows(first), Rows(second)));
        Assert.All([first, second], page => Assert.Contains("In all: 60", page.Find("main").TextContent, StringComparison.Ordinal));
        Assert.All([first, second], page => Assert.Equal("600.00", page.Find("main [data-sum]").TextContent.Trim()));
        Assert.Null((await visitor.GetAsync("/receipts")).Document.QuerySelector("main [data-sum]"));
        Assert.Contains("到账期间", (await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync("/receipts?from=2026-11-01")).Text, StringComparison.Ordinal);
        Assert.Contains("No receipts like that", (await visitor.GetAsync("/receipts?from=2026-11-02")).Text, StringComparison.Ordinal);
        Assert.Contains("could not be read", (await visitor.GetAsync("/receipts?from=someday")).Text, StringComparison.Ordinal);

        static int Rows(Page page) => page.Document.QuerySelectorAll("main tbody tr").Length;
    }

    [Theory]
    [EveryDatabase("en", "Target exceeded by")]
    [EveryDatabase("zh-CN", "超出目标")]
    public async Task More_than_the_target_is_said_so_and_opens_where_it_is_made_up(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000);
        await using (var db = world.Open())
        {
            await db.SetTargetAsync(TargetOf.Company, null, FiscalSpan.Of(ContractWorld.Today, 3, 1), Money.FromMajor(1000), null, world.By(null));
        }

        await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var gap = (await visitor.GetAsync("/")).Document.QuerySelectorAll("section[aria-labelledby=forecast] dl > div")
            .Single(figure => figure.TextContent.Contains(said, StringComparison.Ordinal));

        var opened = await visitor.GetAsync(gap.QuerySelector("a")?.GetAttribute("href") ?? "");
        var (exceeded, weighted) = (opened.Find("main [data-sum=gap] a").TextContent.Trim(), opened.Find("main [data-sum=weighted] a"));
        Assert.Equal(exceeded, gap.QuerySelector("small")?.GetAttribute("title"));
        Assert.Equal(Written(exceeded), Written(weighted.TextContent) + 130m);
        Assert.NotEqual(0m, Written(weighted.TextContent));
        Assert.Contains(weighted.TextContent.Trim(), (await visitor.GetAsync(weighted.GetAttribute("href") ?? "")).Find("main").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Opportunities_past_their_expected_date_open_as_many_also_where_others_have_an_overdue_step(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var past = await world.OpenedAsync("Past");
        var late = await world.OpenedAsync("Step only");
        await using (var db = world.Open())
        {
            await db.WriteAsync(() => db.Opportunities.Where(row => row.Id == past.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpectedOn, ContractWorld.Today.AddDays(-1))));
            await db.WriteAsync(() => db.Opportunities.Where(row => row.Id == late.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.NextDueOn, ContractWorld.Today.AddDays(-1))));
        }

        var visitor = world.Visit(WorldPeople.Manager);
        var sign = (await visitor.GetAsync("/")).Document.QuerySelectorAll("section[aria-labelledby=alerts] li").Single(row => row.TextContent.Contains("expected date", StringComparison.Ordinal));

        Assert.Equal("1", sign.QuerySelector(".home-side")?.TextContent);
        Assert.Contains("Past", Assert.Single((await visitor.GetAsync(sign.QuerySelector("a")?.GetAttribute("href") ?? "")).Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Next action due or overdue")]
    [EveryDatabase("zh-CN", "下一步行动今天到期或已逾期")]
    public async Task Leads_due_today_open_with_those_that_are_overdue(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var day in (DateOnly[])[ContractWorld.Today, ContractWorld.Today.AddDays(-3), ContractWorld.Today.AddDays(3)])
        {
            var lead = await world.LeadAsync(LeadStatus.Working);
            await using var db = world.Open();
            await db.WriteAsync(() => db.Leads.Where(one => one.Id == lead.Id).ExecuteUpdateAsync(one => one.SetProperty(row => row.NextDueOn, day)));
        }

        var visitor = world.Visit(WorldPeople.Rep, language);
        var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=due]");
        var list = await visitor.GetAsync(card.QuerySelector("a[href^='/leads?']")?.GetAttribute("href") ?? "");

        Assert.Equal((2, 2), (card.QuerySelectorAll(".home-rows li").Length, list.Document.QuerySelectorAll("main tbody tr").Length));
        Assert.Contains(said, list.Find("main .chips").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "2 payments of 2 contracts")]
    [EveryDatabase("zh-CN", "2 份合同的 2 笔款项")]
    public async Task What_is_to_be_invoiced_soon_opens_the_contracts_of_as_many_payments(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await world.ContractAsync(await world.CustomerAsync("Soon"));
        var (soon, later) = (
            await world.ContractAsync(await world.CustomerAsync("Soon too"), 2000, ContractWorld.Today.AddDays(-40)),
            await world.ContractAsync(await world.CustomerAsync("Later"), 3000, ContractWorld.Today.AddDays(-15)));
        await using (var db = world.Open())
        {
            // What was due already is invoiced.
            (await db.LoadAsync(soon.Id)).Bill("F-1", ContractWorld.Today, Money.FromMajor(678), world.By(null));
            (await db.LoadAsync(later.Id)).Bill("F-2", ContractWorld.Today, Money.FromMajor(1017), world.By(null));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(Finance, language);
        var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=invoices]");
        var list = await visitor.GetAsync(card.QuerySelector("a[href^='/contracts?']")?.GetAttribute("href") ?? "");

        Assert.Equal((2, 2), (card.QuerySelectorAll(".home-rows li").Length, list.Document.QuerySelectorAll("main tbody tr").Length));
        Assert.Contains(said, list.Find("main [data-count]").TextContent, StringComparison.Ordinal);
        Assert.Contains("– 2026-12-18", list.Find("main .chips").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "2 change orders to 1 contract.")]
    [EveryDatabase("zh-CN", "1 份合同的 2 张变更单")]
    public async Task Change_orders_open_the_contracts_that_they_changed(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var manager = await world.HireAsync("Paul Projects");
        var (changed, other) = (await world.ContractAsync(await world.CustomerAsync("Changed")), await world.ContractAsync(await world.CustomerAsync("As it was")));
        await world.AppointAsync(changed, manager);
        await world.AppointAsync(other, manager);
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(changed.Id);
            row.Amend(ContractWorld.Today, "One more", [row.Lines[0].Terms], [], null, world.By(null));
            row.Amend(ContractWorld.Today, "And another", [row.Lines[0].Terms], [], null, world.By(null));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit("Paul Projects", language);
        var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=change-orders]");
        var list = await visitor.GetAsync(card.QuerySelector("a[href^='/contracts?']")?.GetAttribute("href") ?? "");

        Assert.Equal(2, card.QuerySelectorAll(".home-rows li").Length);
        Assert.Contains("Changed", Assert.Single(list.Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains(said, list.Find("main [data-count]").TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-09-19 – 2026-11-18", list.Find("main .chips").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "3 payments, in all")]
    [EveryDatabase("zh-CN", "共 3 笔")]
    public async Task Overdue_payments_state_their_number_and_sum(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, ContractWorld.Today.AddDays(-100));
        await world.ContractAsync(await world.CustomerAsync("Other"), 1000, ContractWorld.Today.AddDays(-20));
        var visitor = world.Visit(Finance, language);
        var figure = (await visitor.GetAsync("/")).Document.QuerySelectorAll("section[aria-labelledby=money] dd")[2];
        var opened = await visitor.GetAsync(figure.QuerySelector("a")?.GetAttribute("href") ?? "");
        var total = opened.Find("main [data-total]");

        Assert.Equal((figure.QuerySelector("small")?.GetAttribute("title"), 3), (total.QuerySelector("b")?.TextContent.Trim(), opened.Document.QuerySelectorAll("main tbody tr").Length));
        Assert.Contains(said, total.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", 152_340_000, "1.52亿")]
    [InlineData("zh-CN", 5_377_000, "537.7万")]
    [InlineData("zh-CN", 150_000_000, "1.5亿")]
    [InlineData("en", 152_340_000, "152.3M")]
    public void A_hundred_million_is_told_as_closely_as_ten_thousands_beside_it(string language, long amount, string expected)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            Assert.Equal(expected, Figures.Compact(Money.FromMajor(amount), new Words()));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static decimal Written(string amount) => decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static decimal Amount(IElement? figure) => decimal.Parse(figure?.GetAttribute("title") ?? "", CultureInfo.InvariantCulture);
}
