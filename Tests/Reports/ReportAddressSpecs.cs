using System.Net;
using AngleSharp.Dom;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>What the address of a report says: what cannot be meant is told, two times that are one are told once, and paper has its own.</summary>
public sealed class ReportAddressSpecs
{
    [Theory]
    [EveryDatabase("lead-promotion?week=abc")]
    [EveryDatabase("opportunity-promotion?week=2017-W60")]
    [EveryDatabase("lead-promotion/leads?week=abc&by=Owner&figure=Closing")]
    [EveryDatabase("opportunity-promotion/opportunities?week=2017-W60&by=Owner&figure=Closing")]
    [EveryDatabase("stage-funnel/opportunities?from=0001-01-01&stage=1&figure=Open")]
    [EveryDatabase("workload?week=abc")]
    [EveryDatabase("workload?weeks=99")]
    [EveryDatabase("lead-daily?date=0001-01-01")]
    [EveryDatabase("stage-funnel?from=0001-01-01")]
    [EveryDatabase("sales-forecast?asOf=2899-01-01")]
    [EveryDatabase("sales-by-time?from=0001-01-01&to=1900-02-01")]
    [EveryDatabase("presales-cost?from=0001-01-01&until=1900-02-01")]
    [EveryDatabase("performance?period=2026-Q9")]
    public async Task A_time_that_no_report_can_be_about_is_told_and_left_out(DatabaseKind kind, string address)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var (language, said) in new[] { ("en", "could not be read and was left out"), ("zh-CN", "地址中有无法识别的内容，已忽略") })
        {
            var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/reports/{address}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(said, page.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("stage-funnel?from=0001-01-01", "0001-01-01")]
    [EveryDatabase("lead-daily?date=0001-01-01", "0001-01-01")]
    [EveryDatabase("presales-cost?from=1700-01-01&until=1900-02-01", "1700-01-01")]
    [EveryDatabase("opportunity-promotion?week=2017-W60", "2017-W60")]
    [EveryDatabase("opportunity-promotion?week=2030-W01", "2030-W01 lies in the future")]
    [EveryDatabase("lead-promotion?week=2030-W01", "2030-W01 lies in the future")]
    [EveryDatabase("sales-forecast?asOf=2030-01-01", "2030-01-01 lies in the future")]
    public async Task What_of_an_address_is_left_out_or_still_to_come_is_named(DatabaseKind kind, string address, string named)
    {
        await using var world = await World.CreateAsync(kind);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/{address}");
        Assert.Contains(named, string.Join(" ", page.Document.QuerySelectorAll("main [role=alert]").Select(alert => alert.TextContent)), StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("/reports/sales-by-time?owner=99999", "99999")]
    [EveryDatabase("/reports/regional-sales?region=99999", "99999")]
    [EveryDatabase("/reports/product-sales?team=99999", "99999")]
    [EveryDatabase("/reports/sales-by-time/money?of=Invoiced&owner=99999", "99999")]
    [EveryDatabase("/reports/contract-execution/milestones?of=Due&region=99999", "99999")]
    [EveryDatabase("/reports/regional-sales/basis?region=1&owner=99999", "99999")]
    [EveryDatabase("/reports/performance/parts?of=Signed&period=zzz", "zzz")]
    [EveryDatabase("/contracts?buyers=garbage", "garbage")]
    [EveryDatabase("/targets?period=zzz", "zzz")]
    [EveryDatabase("/appraisal/me?period=zzz", "zzz")]
    [EveryDatabase("/reports/performance?period=zzz", "zzz")]
    [EveryDatabase("/reports/key-projects?atLeast=-5", "-5")]
    public async Task What_nobody_is_called_by_and_what_nobody_can_read_is_named(DatabaseKind kind, string address, string named)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"));
        foreach (var (language, said) in new[] { ("en", "left out"), ("zh-CN", "已忽略") })
        {
            var told = (await world.Visit(WorldPeople.GeneralManager, language).GetAsync(address)).Find("main [role=alert]").TextContent;
            Assert.Contains(said, told, StringComparison.Ordinal);
            Assert.Contains(named, told, StringComparison.Ordinal);
        }
    }

    [Theory]
    [EveryDatabase("/contracts?q=&status=&region=&manager=")]
    [EveryDatabase("/reports/sales-by-time?from=&to=&region=&team=&owner=")]
    [EveryDatabase("/reports/key-projects?atLeast=&team=&region=")]
    public async Task What_a_form_sends_empty_is_not_left_out(DatabaseKind kind, string address)
    {
        await using var world = await World.CreateAsync(kind);
        Assert.Null((await world.Visit(WorldPeople.GeneralManager).GetAsync(address)).Document.QuerySelector("main [role=alert]"));
    }

    [Theory]
    [EveryDatabase("en", "Owner: Sam Sales")]
    [EveryDatabase("zh-CN", "Sam Sales")]
    public async Task A_report_says_whose_figures_it_shows_and_its_form_keeps_him(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        var rep = await world.PersonAsync(WorldPeople.Rep);
        foreach (var report in (string[])["sales-by-time", "regional-sales", "customer-purchases", "contract-execution", "product-sales"])
        {
            var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/reports/{report}?owner={rep.Id}");
            Assert.Contains(said, page.Find("main ul.chips").TextContent, StringComparison.Ordinal);
            Assert.Equal(rep.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("select[name=owner] option[selected]").GetAttribute("value"));
        }
    }

    [Theory]
    [EveryDatabase("sales-forecast", "asOf")]
    [EveryDatabase("sales-forecast/overrides", "asOf")]
    [EveryDatabase("stage-funnel", "from")]
    [EveryDatabase("stage-funnel", "until")]
    public async Task A_day_is_typed_in_the_form_that_every_language_reads(DatabaseKind kind, string report, string day)
    {
        await using var world = await World.CreateAsync(kind);
        var field = (await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync($"/reports/{report}")).Find($"main form [name={day}]");

        Assert.Equal("text", field.GetAttribute("type"));
        Assert.True(field.HasAttribute("data-day"));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\d$", field.GetAttribute("value"));
    }

    [Theory]
    [EveryDatabase("/reports/sales-by-time?from=2026-05-01&to=2026-01-01")]
    [EveryDatabase("/reports/sales-by-time/money?of=Invoiced&from=2026-05-01&to=2026-01-01")]
    [EveryDatabase("/reports/contract-execution/milestones?of=Due&from=2026-05-01&to=2026-01-01")]
    [EveryDatabase("/reports/regional-sales/basis?region=1&from=2026-05-01&to=2026-01-01")]
    [EveryDatabase("/reports/stage-funnel?from=2026-05-01&until=2026-01-01")]
    public async Task Days_in_the_wrong_order_are_said_to_be_just_that(DatabaseKind kind, string address)
    {
        await using var world = await World.CreateAsync(kind);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync(address);
        var told = Assert.Single(page.Document.QuerySelectorAll("main [role=alert]")).TextContent;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.DoesNotContain("could not be read", told, StringComparison.Ordinal);
        Assert.DoesNotContain("“", told, StringComparison.Ordinal);
        Assert.NotEqual("", told.Trim());
    }

    [Theory, EveryDatabase]
    public async Task Of_a_whole_year_the_funnel_is_compared_once_and_says_why(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var year = (await visitor.GetAsync("/reports/stage-funnel?from=2026-01-01&until=2026-12-31")).Find("main");
        var half = (await visitor.GetAsync("/reports/stage-funnel?from=2026-07-01&until=2026-12-31")).Find("main");

        Assert.Contains("which is both the time right before", year.TextContent, StringComparison.Ordinal);
        Assert.Contains("year before 0", year.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("last year 0", year.TextContent, StringComparison.Ordinal);
        Assert.Contains("before 0 · last year 0", half.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("which is both the time right before", half.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_the_funnel_is_compared_with_opens_as_many(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("One");
        await world.OpenedAsync("Other", WorldPeople.Stranger);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var page = await visitor.GetAsync("/reports/stage-funnel?from=2026-12-01&until=2026-12-31");
        var links = page.Document.QuerySelectorAll("table.figures small a").ToList();

        Assert.Contains(links, link => link.TextContent == "before 2");
        foreach (var link in links.Take(20))
        {
            Assert.Equal($"In all: {link.TextContent.Split(' ')[^1]}", (await visitor.GetAsync(link.GetAttribute("href") ?? "")).Find(".figure-total strong").TextContent);
        }
    }

    [Theory, EveryDatabase]
    public async Task Last_year_to_this_day_is_the_same_on_the_home_page_and_in_the_report_that_it_opens(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        foreach (var day in (DateOnly[])[new(2025, 3, 1), new(2025, 11, 18), new(2025, 11, 19), new(2025, 12, 1), new(2026, 5, 1)])
        {
            await world.ContractAsync(customer, 1000, day);
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var home = await visitor.GetAsync("/");
        var card = home.Find("main section[aria-labelledby=sales]");
        var figure = card.QuerySelectorAll(".home-figures a")[1];
        var report = await visitor.GetAsync(card.QuerySelector(".home-figures a")?.GetAttribute("href") ?? "");

        Assert.Contains("Last year to this day", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("2,260.00", figure.QuerySelector("small")?.GetAttribute("title"));
        Assert.Equal("2,260.00", (await visitor.GetAsync(figure.GetAttribute("href") ?? "")).Find("[data-sum=signed] b").TextContent.Trim());
        Assert.Equal("2,260.00", report.Find("table.figures tfoot").Children[0].Children[5].TextContent.Trim());
        Assert.Contains("2025-01-01 – 2025-11-18", report.Find("main").TextContent, StringComparison.Ordinal);
        var whole = await visitor.GetAsync("/reports/sales-by-time");
        Assert.Equal("4,520.00", whole.Find("table.figures tfoot").Children[0].Children[5].TextContent.Trim());
        Assert.Contains("The period is not over", whole.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Equal("2,260.00", (await visitor.GetAsync(whole.Find("main .figures-key a").GetAttribute("href") ?? "")).Find("table.figures tfoot").Children[0].Children[5].TextContent.Trim());
    }

    [Theory]
    [EveryDatabase("contract-execution")]
    [EveryDatabase("customer-purchases")]
    public async Task On_paper_columns_stand_in_blocks_that_each_begin_with_the_names(DatabaseKind kind, string report)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, new DateOnly(2026, 3, 1));
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var screen = await visitor.GetAsync($"/reports/{report}?from=2026-01-01&to=2026-12-31&all=true");
        var paper = await visitor.GetAsync(screen.Find("main a[href*='print=true']").GetAttribute("href") ?? "");
        var blocks = paper.Document.QuerySelectorAll("table.figures").ToList();
        var heads = screen.Document.QuerySelectorAll("table.figures thead th").Select(head => head.TextContent).ToList();

        Assert.True(blocks.Count > 1);
        Assert.All(blocks, block => Assert.Equal(heads[0], Heads(block)[0]));
        Assert.All(blocks, block => Assert.Equal(screen.Find("table.figures tbody th").TextContent, block.QuerySelector("tbody th")?.TextContent));
        Assert.Equal(heads.Skip(1), blocks.SelectMany(block => Heads(block).Skip(1)));
        Assert.Equal(
            screen.Document.QuerySelectorAll("table.figures tbody td").Select(cell => cell.TextContent), blocks.SelectMany(block => block.QuerySelectorAll("tbody td")).Select(cell => cell.TextContent));
        Assert.Contains("As of", paper.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains("数据截至", (await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync($"/reports/{report}?all=true&print=true&from=2026-01-01&to=2026-12-31")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Single(screen.Document.QuerySelectorAll("table.figures"));
        Assert.Null(screen.Document.QuerySelector(".sheet-head"));
        Assert.All(blocks, block => Assert.Contains("2026-01-01 – 2026-12-31", block.QuerySelector("thead .sheet-head")?.TextContent, StringComparison.Ordinal));

        static List<string> Heads(IElement block) => [.. block.QuerySelectorAll("thead th").Select(head => head.TextContent)];
    }
}
