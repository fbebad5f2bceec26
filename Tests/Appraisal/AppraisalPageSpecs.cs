using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

public sealed class AppraisalPageSpecs
{
    private const string Quarter = "period=2026-Q2";

    [Theory, EveryDatabase]
    public async Task A_person_opens_his_score_down_to_the_contract_and_the_rule(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var visitor = world.Visit(WorldPeople.Rep);

        var sheet = await visitor.GetAsync($"/appraisal/me?{Quarter}");
        var points = await visitor.GetAsync(Link(sheet, "Points"));
        var rule = await visitor.GetAsync(points.Find("main tbody a[href^='/appraisal/scheme/']").GetAttribute("href") ?? "");
        var contract = await visitor.GetAsync(points.Find("main tbody a[href^='/contracts/']").GetAttribute("href") ?? "");

        Assert.Contains("113,000.00", sheet.Find(".key-figures").TextContent, StringComparison.Ordinal);
        Assert.Contains("16.95", points.Find("main tfoot").TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (rule.Status, contract.Status));
        foreach (var metric in Enum.GetValues<AppraisalMetric>())
        {
            Assert.Equal((metric, HttpStatusCode.OK), (metric, (await visitor.GetAsync(sheet.Address.Replace("/me", $"/{(await world.PersonAsync(WorldPeople.Rep)).Id}/{metric}", StringComparison.Ordinal))).Status));
        }
    }

    [Theory]
    [InlineData(WorldPeople.Rep, WorldPeople.Colleague, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Manager, WorldPeople.Rep, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Manager, WorldPeople.Stranger, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.GeneralManager, WorldPeople.Stranger, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Rep, WorldPeople.Manager, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Manager, WorldPeople.GeneralManager, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Presales, WorldPeople.Presales, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Presales, WorldPeople.Stranger, HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Administrator, WorldPeople.Rep, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Coordinator, WorldPeople.Rep, HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.Coordinator, WorldPeople.Coordinator, HttpStatusCode.Forbidden)]
    public async Task Nobody_sees_a_colleague_s_sheet_by_guessing(string who, string whose, HttpStatusCode expected)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var (visitor, id) = (world.Visit(who), (await world.PersonAsync(whose)).Id);
        Assert.Equal(expected, (await visitor.GetAsync($"/appraisal/{id}?{Quarter}")).Status);
        Assert.Equal(expected, (await visitor.GetAsync($"/appraisal/{id}/Signed?{Quarter}")).Status);
        Assert.Equal(expected == HttpStatusCode.Forbidden ? expected : HttpStatusCode.NotFound, (await visitor.GetAsync($"/appraisal/999999?{Quarter}")).Status);
    }

    [Theory]
    [InlineData(WorldPeople.Rep, 1)]
    [InlineData(WorldPeople.Manager, 3)]
    [InlineData(WorldPeople.GeneralManager, 5)]
    public async Task The_report_tells_of_those_in_reach(string who, int rows)
    {
        await using var world = await SoldAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(who);
        Assert.Equal(rows, (await visitor.GetAsync($"/reports/performance?{Quarter}")).Document.QuerySelectorAll("main .table-scroll .figures tbody tr").Length);
        var file = (await visitor.GetAsync($"/reports/performance/export.csv?{Quarter}")).Text.Trim().Split("\r\n");
        Assert.Equal(rows + 2, file.Length);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/reports/performance/export.xlsx?{Quarter}&by=Region")).Status);
    }

    [Theory]
    [EveryDatabase("en", "before 113k")]
    [EveryDatabase("zh-CN", "11.3万")]
    public async Task Compared_it_tells_each_figure_of_the_period_before_and_of_the_year_before_and_opens_them(DatabaseKind kind, string language, string said)
    {
        await using var world = await SoldAsync(kind);
        var visitor = world.Visit(WorldPeople.Rep, language);

        var page = await visitor.GetAsync("/reports/performance?period=2026-Q3&compare=true");
        var compared = page.Document.QuerySelectorAll("main .table-scroll .figures tbody td small");
        Assert.Equal(4, compared.Length);
        Assert.Contains(said, compared[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("113,000.00", (await visitor.GetAsync(compared[0].QuerySelector("a")?.GetAttribute("href") ?? "")).Find("main tfoot").TextContent, StringComparison.Ordinal);
        Assert.Empty((await visitor.GetAsync("/reports/performance?period=2026-Q3")).Document.QuerySelectorAll("main .table-scroll .figures td small"));
        Assert.Contains("113000.00", (await visitor.GetAsync("/reports/performance/export.csv?period=2026-Q3&compare=true")).Text, StringComparison.Ordinal);
        Assert.Single((await visitor.GetAsync("/reports/performance?period=2026&compare=true")).Document.QuerySelectorAll("main .table-scroll .figures tbody td small")[0].QuerySelectorAll("a"));
    }

    [Fact]
    public async Task A_period_that_is_none_is_said_so()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        Assert.NotNull((await world.Visit(WorldPeople.Rep).GetAsync("/reports/performance?period=2026-Q9")).Document.QuerySelector(".flash-warning"));
        Assert.NotNull((await world.Visit(WorldPeople.Rep).GetAsync("/appraisal/me?period=tomorrow")).Document.QuerySelector(".flash-warning"));
    }

    [Theory, EveryDatabase]
    public async Task A_sheet_is_closed_appealed_against_and_decided(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var (manager, rep) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Rep));
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?{Quarter}";

        var silent = await manager.SendAsync(await manager.GetAsync(address), "main form", ("Closing.Comment", ""));
        var closed = await manager.SendAsync(await manager.GetAsync(address), "main form", ("Closing.Comment", "Good"));
        var appealed = await rep.SendAsync(await rep.GetAsync(address), "main form", ("Appeal.Change", "2.5"), ("Appeal.Reason", "The bid was mine"));
        Assert.Null((await rep.GetAsync(address)).Document.QuerySelector("main form[action*=decision]"));
        var decided = await manager.SendAsync(await manager.GetAsync(address), "main form[action*=decision]", ("IsAccepted", "true"), ("Words", "It was"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.All((Page[])[closed, appealed, decided], page => Assert.Equal(HttpStatusCode.Redirect, page.Status));
        await using var db = world.Open();
        var sheet = await db.AppraisalSheets.Include(row => row.Appeals).SingleAsync();
        Assert.True(sheet.IsIntact);
        Assert.Equal(sheet.Score + 2.5m, sheet.FinalScore);
        Assert.Contains("Good", (await rep.GetAsync(address)).Find("main blockquote").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "is closed already")]
    [EveryDatabase("zh-CN", "已结案")]
    public async Task Who_closes_what_was_closed_meanwhile_is_told_and_keeps_his_comment(DatabaseKind kind, string language, string said)
    {
        await using var world = await SoldAsync(kind);
        var visitor = world.Visit(WorldPeople.Manager, language);
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?{Quarter}";
        var opened = await visitor.GetAsync(address);
        await visitor.SendAsync(await visitor.GetAsync(address), "main form", ("Closing.Comment", "First"));
        var late = await visitor.SendAsync(opened, "main form[action*=closing]", ("Closing.Comment", "Words that took an hour"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains(said, late.Find("main .form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("Words that took an hour", late.Find("main textarea[readonly]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Who_closes_a_period_that_is_not_over_is_told_and_keeps_his_comment(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var (visitor, rep) = (world.Visit(WorldPeople.Manager), (await world.PersonAsync(WorldPeople.Rep)).Id);
        var opened = await visitor.GetAsync($"/appraisal/{rep}?{Quarter}");
        var token = opened.Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        var refused = await visitor.PostAsync($"/appraisal/{rep}/closing?period=2026-Q4", [new("__RequestVerificationToken", token), new("Closing.Comment", "Too soon")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEqual("", refused.Find("main .form-errors").TextContent.Trim());
        Assert.Equal("Too soon", refused.Find("main textarea[readonly]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Each_learns_what_he_waits_for(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var (manager, rep) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Rep));
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?{Quarter}";
        await manager.SendAsync(await manager.GetAsync(address), "main form", ("Closing.Comment", "Good"));
        Assert.Contains("Your appraisal of 2026-Q2 is closed", (await rep.GetAsync("/notifications")).Text);
        await rep.SendAsync(await rep.GetAsync(address), "main form", ("Appeal.Change", "2.5"), ("Appeal.Reason", "The bid was mine"));
        var told = await manager.GetAsync("/notifications");
        Assert.Contains("Sam Sales appeals against the appraisal of 2026-Q2: The bid was mine", told.Text);
        Assert.Contains("appeals against", (await manager.GetAsync("/")).Find("section[aria-labelledby=told]").TextContent);
        var visited = await manager.SendAsync(told, "main form[action$=visit]");
        Assert.Equal(address, visited.Location?.ToString());
        await manager.SendAsync(await manager.GetAsync(address), "main form[action*=decision]", ("IsAccepted", "false"), ("Words", "It was ours"));
        Assert.Contains("Your appeal against the appraisal of 2026-Q2 is refused: It was ours", (await rep.GetAsync("/notifications")).Text);
        Assert.DoesNotContain("appeal", (await world.Visit(WorldPeople.Colleague).GetAsync("/notifications")).Find("main").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task An_appeal_waits_on_the_homes_of_those_who_decide_until_one_of_them_has(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        await world.SignAsync(await world.CustomerAsync("Manager's buyer", WorldPeople.Manager), new DateOnly(2026, 5, 5), Money.FromMajor(50_000), (await world.ProductAsync("P-2")).Id);
        await world.TargetAsync(WorldPeople.Manager, 100_000);
        var (manager, rep, boss) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.GeneralManager));
        var own = $"/appraisal/{(await world.PersonAsync(WorldPeople.Manager)).Id}?{Quarter}";
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?{Quarter}";
        await manager.SendAsync(await manager.GetAsync(address), "main form", ("Closing.Comment", "Good"));
        await rep.SendAsync(await rep.GetAsync(address), "main form", ("Appeal.Change", "2.5"), ("Appeal.Reason", "The bid was mine"));
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        await boss.SendAsync(await boss.GetAsync(own), "main form", ("Closing.Comment", "Good"));
        await manager.SendAsync(await manager.GetAsync(own), "main form", ("Appeal.Change", "1"), ("Appeal.Reason", "So was the other"));

        Assert.Equal([address + "#appeals", own + "#appeals"], await WaitingAsync(boss, "/"));
        Assert.Equal([address + "#appeals", own + "#appeals"], await WaitingAsync(boss, "/approvals"));
        Assert.Equal([address + "#appeals"], await WaitingAsync(manager, "/"));
        Assert.Equal("1", (await manager.GetAsync("/")).Find("section[aria-labelledby=approvals] .home-count").TextContent);
        Assert.Contains("申诉", (await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync("/")).Find("section[aria-labelledby=approvals]").TextContent);
        await manager.SendAsync(await manager.GetAsync(address), "main form[action*=decision]", ("IsAccepted", "true"), ("Words", "It was"));
        Assert.Equal([own + "#appeals"], await WaitingAsync(boss, "/"));
        Assert.Empty(await WaitingAsync(manager, "/approvals"));
        Assert.DoesNotContain("appeals against", (await manager.GetAsync("/")).Find("main").TextContent);
        Assert.Contains("appeals against", (await boss.GetAsync("/")).Find("section[aria-labelledby=told]").TextContent);

        static async Task<IEnumerable<string?>> WaitingAsync(Visitor visitor, string path) =>
            (await visitor.GetAsync(path)).Document.QuerySelectorAll("section[aria-labelledby=approvals] li a, main tbody a").Select(link => link.GetAttribute("href")).Where(link => link?.StartsWith("/appraisal/", StringComparison.Ordinal) == true);
    }

    [Theory, EveryDatabase]
    public async Task A_decision_that_comes_too_late_keeps_its_words(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var (manager, rep, boss) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.GeneralManager));
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?{Quarter}";
        await manager.SendAsync(await manager.GetAsync(address), "main form", ("Closing.Comment", "Good"));
        await rep.SendAsync(await rep.GetAsync(address), "main form", ("Appeal.Change", "2.5"), ("Appeal.Reason", "The bid was mine"));
        var form = await boss.GetAsync(address);
        var silent = await boss.SendAsync(form, "main form[action*=decision]", ("IsAccepted", "true"), ("Words", " "));
        await manager.SendAsync(await manager.GetAsync(address), "main form[action*=decision]", ("IsAccepted", "true"), ("Words", "It was"));
        var late = await boss.SendAsync(form, "main form[action*=decision]", ("IsAccepted", "false"), ("Words", "I do not think so"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (silent.Status, late.Status));
        Assert.Contains("I do not think so", late.Find("#appeals ~ p, section[aria-labelledby=appeals]").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_manager_s_sheet_counts_his_own_part_and_leads_to_the_team_s(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind);
        var manager = world.Visit(WorldPeople.Manager);
        var sheet = await manager.GetAsync($"/appraisal/me?{Quarter}");
        Assert.DoesNotContain("113,000.00", sheet.Find(".key-figures").TextContent, StringComparison.Ordinal);
        Assert.Contains("113,000.00", (await manager.GetAsync(sheet.Find("main p.in-words a[href*='team=']").GetAttribute("href") ?? "")).Find("main tfoot").TextContent);
        Assert.Null((await world.Visit(WorldPeople.Rep).GetAsync($"/appraisal/me?{Quarter}")).Document.QuerySelector("main p.in-words a[href*='team=']"));
    }

    [Fact]
    public async Task Nobody_writes_on_a_sheet_beyond_his_reach()
    {
        await using var world = await SoldAsync(DatabaseKind.Sqlite);
        var (stranger, rep) = ((await world.PersonAsync(WorldPeople.Stranger)).Id, (await world.PersonAsync(WorldPeople.Rep)).Id);
        foreach (var (who, address) in ((string, string)[])
            [(WorldPeople.Manager, $"/appraisal/{stranger}/closing?{Quarter}"), (WorldPeople.Manager, $"/appraisal/{stranger}/appeals/1/decision?{Quarter}"), (WorldPeople.Colleague, $"/appraisal/{rep}/appeals?{Quarter}")])
        {
            var visitor = world.Visit(who);
            var token = (await visitor.GetAsync("/me")).Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(address, [new("__RequestVerificationToken", token), new("Closing.Comment", "x"), new("Words", "x")])).Status);
        }
    }

    [Theory]
    [InlineData(WorldPeople.Rep)]
    [InlineData(WorldPeople.Administrator)]
    public async Task Who_may_not_close_cannot(string who)
    {
        await using var world = await SoldAsync(DatabaseKind.Sqlite);
        var (visitor, id) = (world.Visit(who), (await world.PersonAsync(WorldPeople.Rep)).Id);
        Assert.Null((await visitor.GetAsync($"/appraisal/{id}?{Quarter}")).Document.QuerySelector("main form[action*=closing]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.PostAsync($"/appraisal/{id}/closing?{Quarter}", [])).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_scheme_is_tried_before_it_is_saved(DatabaseKind kind)
    {
        await using var world = await SoldAsync(kind, new DateOnly(2025, 5, 4));
        var boss = world.Visit(WorldPeople.GeneralManager);
        var page = await boss.GetAsync("/appraisal/scheme");
        var form = page.Document.QuerySelector("main form") as IHtmlFormElement ?? throw new InvalidOperationException();
        var fields = Visitor.FieldsOf(form).Where(field => field.Name != "Form.NewIndustry").Append(("Form.NewIndustry", "3")).Select(field => KeyValuePair.Create(field.Item1, field.Item2));

        var trial = await boss.PostAsync("/appraisal/scheme/trial", fields);
        await using (var db = world.Open())
        {
            Assert.Empty(await db.AppraisalSchemes.ToListAsync());
        }

        var wrong = await boss.SendAsync(page, "main form", ("Form.Weights[0].Weights[0]", "31"));
        var saved = await boss.SendAsync(page, "main form", ("Form.NewIndustry", "2"));

        Assert.Contains("16.95", trial.Find("main tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("33.90", trial.Find("main tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (wrong.Status, saved.Status));
        await using var read = world.Open();
        Assert.Equal(200, (await read.AppraisalSchemes.SingleAsync()).Factors.NewIndustry);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).PostAsync("/appraisal/scheme", [])).Status);
    }

    private static async Task<World> SoldAsync(DatabaseKind kind, DateOnly? day = null)
    {
        var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer", change: facts => facts with { Industry = "Bank" });
        await world.SignAsync(customer, day ?? new DateOnly(2026, 5, 4), Money.FromMajor(100_000), (await world.ProductAsync()).Id);
        await world.TargetAsync(WorldPeople.Rep, 100_000);
        return world;
    }

    private static string Link(Page page, string metric) => page.Find($"main a[href*='/{metric}?']").GetAttribute("href") ?? "";
}
