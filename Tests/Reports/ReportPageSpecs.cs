using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

public sealed class ReportPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const string Promotion = "/reports/lead-promotion?week=2026-W47";

    [Fact]
    public async Task The_catalogue_leads_to_every_report()
    {
        var visitor = (await WorldAsync()).Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync("/reports");
        var links = page.Document.QuerySelectorAll(".report-catalogue a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(
            [
                "/reports/lead-daily", "/reports/lead-promotion", "/reports/opportunity-promotion", "/reports/stage-funnel", "/reports/sales-forecast",
                "/reports/key-projects", "/reports/presales-cost",
                "/reports/sales-by-time", "/reports/regional-sales", "/reports/product-sales", "/reports/customer-purchases", "/reports/contract-execution",
                "/reports/neglect", "/reports/key-contacts", "/reports/continuity", "/reports/workload", "/reports/performance",
            ], links);
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link)).Status);
        }
    }

    [Theory]
    [InlineData("en", WorldPeople.GeneralManager, "Leads 2, Opportunities 5, Sales and contracts 5, Customers and care 3, People 2")]
    [InlineData("zh-CN", WorldPeople.GeneralManager, "线索 2, 商机 5, 销售与合同 5, 客户与关怀 3, 人员 2")]
    public async Task The_catalogue_is_grouped_under_headings(string language, string person, string groups)
    {
        var page = await (await WorldAsync()).Visit(person, language).GetAsync("/reports");

        Assert.Equal(groups, string.Join(", ", page.Document.QuerySelectorAll("main ul.report-catalogue").Select(list =>
            $"{page.Find($"h2#{list.GetAttribute("aria-labelledby")}").TextContent} {list.QuerySelectorAll("li").Length}")));
    }

    [Theory]
    [InlineData("owner", WorldPeople.Coordinator)]
    [InlineData("total", WorldPeople.Coordinator)]
    [InlineData("channel", WorldPeople.GeneralManager)]
    [InlineData("team", WorldPeople.Manager)]
    [InlineData("region", WorldPeople.Manager)]
    [InlineData("owner", WorldPeople.Rep)]
    public async Task Every_number_on_the_page_opens_to_as_many_leads(string by, string person)
    {
        var visitor = (await WorldAsync()).Visit(person);
        var page = await visitor.GetAsync($"{Promotion}&by={by}");
        var links = page.Document.QuerySelectorAll(".figures td.num > a, .key-figures a").Where(IsCount).ToList();
        Assert.True(links.Count > 5, page.Text);
        foreach (var link in links)
        {
            var opened = await visitor.GetAsync(link.GetAttribute("href")!);
            Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), Rows(opened)));
            Assert.Equal($"In all: {link.TextContent}", opened.Find(".figure-total strong").TextContent);
        }
    }

    [Fact]
    public async Task Many_groups_are_cut_for_a_phone_and_all_of_them_one_click_away()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 14; i++)
        {
            await world.LeadAsync(change: facts => facts with { Industry = $"Industry {i:00}" });
        }

        var visitor = world.Visit(WorldPeople.Coordinator);
        var cut = await visitor.GetAsync($"{Promotion}&by=industry");
        var all = await visitor.GetAsync(cut.Document.QuerySelector(".figures-key a")?.GetAttribute("href") ?? "");

        Assert.Equal(10, cut.Document.QuerySelectorAll(".figures tbody tr").Length);
        Assert.Equal(14, all.Document.QuerySelectorAll(".figures tbody tr").Length);
        Assert.Null(all.Document.QuerySelector(".figures-key a"));
        Assert.Equal(
            cut.Document.QuerySelector(".figures tfoot")?.TextContent, all.Document.QuerySelector(".figures tfoot")?.TextContent);
    }

    [Theory]
    [InlineData(WorldPeople.Coordinator)]
    [InlineData(WorldPeople.Manager)]
    public async Task Every_cell_of_the_matrix_opens_to_as_many_leads(string person)
    {
        var visitor = (await WorldAsync()).Visit(person);
        var links = (await visitor.GetAsync(Promotion + "&part=matrix")).Document.QuerySelectorAll(".figures td.num > a").ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var opened = await visitor.GetAsync(link.GetAttribute("href")!);
            Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), Rows(opened)));
            Assert.Equal($"In all: {link.TextContent}", opened.Find(".figure-total strong").TextContent);
        }
    }

    [Fact]
    public async Task A_manager_sees_his_team_only_and_a_lead_that_left_it_by_its_number_only()
    {
        var world = await WorldAsync();
        var page = await world.Visit(WorldPeople.Manager).GetAsync($"{Promotion}&by=owner");
        Assert.DoesNotContain(WorldPeople.Stranger, page.Text, StringComparison.Ordinal);
        var left = page.Document.QuerySelectorAll("tfoot a").Single(link => link.GetAttribute("href")!.Contains("figure=MovedOut", StringComparison.Ordinal));
        var opened = await world.Visit(WorldPeople.Manager).GetAsync(left.GetAttribute("href")!);
        Assert.DoesNotContain("Secret Company", opened.Text, StringComparison.Ordinal);
        Assert.Contains("Secret Company", (await world.Visit(WorldPeople.Coordinator).GetAsync(left.GetAttribute("href")!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stalled_leads_come_with_the_rule_that_will_take_them()
    {
        var visitor = (await WorldAsync()).Visit(WorldPeople.Coordinator);
        var page = await visitor.GetAsync("/reports/lead-promotion?week=2026-W49&part=stalled");
        Assert.Contains("No first contact", page.Find("tbody").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_speaks_Chinese()
    {
        var page = await (await WorldAsync()).Visit(WorldPeople.Coordinator, "zh-CN").GetAsync(Promotion);
        Assert.Equal("客户线索升迁状况表", page.Heading);
        Assert.Contains("期初", page.Find("thead").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("[Reports.", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports/lead-promotion?week=rubbish&by=nothing&part=7&owner=x&figure=none")]
    [InlineData("/reports/lead-promotion?week=9999-W99&industry=%00%0a&after=1.2.3")]
    [InlineData("/reports/lead-promotion/leads?figure=Stirred&group=12345678901234567890")]
    [InlineData("/reports/lead-promotion/leads?from=MovedIn&to=Captured")]
    [InlineData("/reports/lead-daily?date=yesterdayish&channel=Pigeon&outcome=9&after=0.x.y")]
    [InlineData("/reports/lead-daily?date=0001-01-01")]
    [InlineData("/reports/lead-daily?date=9999-12-31")]
    public async Task What_nobody_can_read_in_an_address_is_left_out(string address)
    {
        var page = await (await WorldAsync()).Visit(WorldPeople.Coordinator).GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Theory]
    [InlineData("/reports/lead-promotion/export.csv?week=2026-W47&by=owner", "Owner,Opening,Captured")]
    [InlineData("/reports/lead-promotion/export.csv?week=2026-W47&part=matrix", "From,To,Leads,Amount")]
    [InlineData("/reports/lead-promotion/export.csv?week=2026-W49&part=stalled", "Number,Company,Status")]
    [InlineData("/reports/lead-daily/export.csv?date=2026-11-18", "Number,Received at")]
    public async Task Each_part_is_a_file_too(string address, string head)
    {
        var visitor = (await WorldAsync()).Visit(WorldPeople.Coordinator);
        using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\uFEFF" + head, text, StringComparison.Ordinal);
        Assert.True(text.Split("\r\n").Length > 2);
        using var book = await visitor.Http.GetAsync(new Uri(address.Replace(".csv", ".xlsx", StringComparison.Ordinal), UriKind.Relative));
        Assert.Equal("PK", Encoding.ASCII.GetString(await book.Content.ReadAsByteArrayAsync(), 0, 2));
    }

    [Fact]
    public async Task The_daily_list_counts_what_it_lists()
    {
        var visitor = (await WorldAsync()).Visit(WorldPeople.Coordinator);
        var page = await visitor.GetAsync("/reports/lead-daily?date=2026-11-18");
        foreach (var link in page.Document.QuerySelectorAll(".key-figures a, .figures td a").Where(IsCount))
        {
            var opened = await visitor.GetAsync(link.GetAttribute("href")!.Split('#')[0]);
            var list = opened.Find("#leads").ParentElement!;
            var table = list.QuerySelector("#leads ~ .card table");
            var isEmpty = opened.Document.QuerySelector("#leads ~ .nothing-here") is not null && link.TextContent == "0";
            Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), isEmpty ? "0" : $"{table?.QuerySelectorAll("tbody tr").Length}"));
        }
    }

    [Fact]
    public async Task A_frozen_week_shows_what_would_be_different_now()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.LeadAsync(LeadStatus.Assigned);
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc));
        await using (var db = world.Open())
        {
            await db.FreezeWeeksAsync(world.By(null), IsoWeek.Of(2026, 47));
            world.Clock.Pass(TimeSpan.FromMinutes(5));
            db.Leads.Add(new Lead("LATE-1", new LeadFacts { Company = "Late" }, LeadOrigin.Import, world.By(null), World.Start));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Coordinator);
        var page = await visitor.GetAsync($"{Promotion}&by=channel");
        Assert.Contains("Frozen week", page.Find(".seal").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll(".adjusted"), link => link.TextContent == "now 2");
        Assert.Contains("LATE-1", (await visitor.GetAsync(page.Find(".flash a").GetAttribute("href")!)).Text, StringComparison.Ordinal);
    }

    private static string Rows(Page page) => page.Document.QuerySelectorAll("main tbody tr").Length.ToString(CultureInfo.InvariantCulture);

    /// <summary>A week of everything, in two teams, with a lead that goes from one to the other.</summary>
    private async Task<World> WorldAsync()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        await using var db = world.Open();
        if (await db.Leads.AnyAsync())
        {
            return world;
        }

        foreach (var status in Enum.GetValues<LeadStatus>())
        {
            await world.LeadAsync(status, change: facts => facts with { Amount = new Money(100_000), Industry = "Finance", Products = "Network\nERP" });
        }

        await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger);
        var secret = await world.LeadAsync(LeadStatus.Assigned, change: facts => facts with { Company = "Secret Company" });
        world.Clock.Pass(TimeSpan.FromHours(3));
        var moved = await db.Leads.ForChange().SingleAsync(lead => lead.Id == secret.Id);
        moved.AssignTo(await db.People.SingleAsync(person => person.Name == WorldPeople.Stranger), world.By(null), "he knows them");
        await db.SaveChangesAsync();
        return world;
    }

    /// <summary>Amounts and shares open as well, and say there what they are made of.</summary>
    private static bool IsCount(AngleSharp.Dom.IElement link) => link.TextContent.All(sign => char.IsDigit(sign) || sign == ',');
}
