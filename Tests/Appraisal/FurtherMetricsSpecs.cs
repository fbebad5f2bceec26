using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>Collection, presales cost and the weekly word about leads: told of everybody, weighed where a scheme says so.</summary>
public sealed class FurtherMetricsSpecs
{
    private const string Quarter = "period=2026-Q4";

    private static readonly FiscalSpan Period = new(new DateOnly(2026, 10, 1), 3, 1);

    [Theory]
    [EveryDatabase("en", "answered after the week's end", "no word")]
    [EveryDatabase("zh-CN", "当周结束后才答复", "未答复")]
    public async Task Weekly_questions_about_leads_count_as_the_weekly_report_counts_them_and_open_their_leads(DatabaseKind kind, string language, string late, string silent)
    {
        await using var world = await AskedAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var counted = Assert.Single(await db.ConfirmationCountsAsync(IsoWeek.Of(2026, 48)));
        var figures = (await AppraiseAsync(world, Period)).Of(rep.Id);

        Assert.Equal((5, 3), (counted.Asked, counted.Answered));
        Assert.Equal((counted.Answered, counted.Asked), (figures.ConfirmationsKept, figures.ConfirmationsCounted));
        Assert.Null((await AppraiseAsync(world, new FiscalSpan(new DateOnly(2026, 10, 1), 1, 1))).Of(rep.Id).Confirmation);

        var visitor = world.Visit(WorldPeople.Manager, language);
        var sheet = await visitor.GetAsync($"/appraisal/{rep.Id}?{Quarter}");
        var page = await visitor.GetAsync(sheet.Find("main a[href*='/Confirmation?']").GetAttribute("href") ?? "");
        Assert.Equal(5, page.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains(late, page.Find("main tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(silent, page.Find("main tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("60", page.Find(".key-figures").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(page.Find("main tbody a[href^='/leads/']").GetAttribute("href") ?? "")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_week_counts_once_it_is_over_and_in_the_period_of_its_Sunday(DatabaseKind kind)
    {
        await using var world = await AskedAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        using var cache = new AppraisalCache();
        await using var db = world.Open();
        var (sunday, november, december) = (new DateOnly(2026, 11, 29), new FiscalSpan(new DateOnly(2026, 11, 1), 1, 1), new FiscalSpan(new DateOnly(2026, 12, 1), 1, 1));

        Assert.Equal(0, (await db.AppraiseAsync(cache, november, sunday)).Of(rep.Id).ConfirmationsCounted);
        Assert.Equal(5, (await db.AppraiseAsync(cache, november, sunday.AddDays(1))).Of(rep.Id).ConfirmationsCounted);
        Assert.Equal(0, (await db.AppraiseAsync(cache, december, new DateOnly(2027, 1, 4))).Of(rep.Id).ConfirmationsCounted);
    }

    [Theory, EveryDatabase]
    public async Task Presales_cost_counts_with_what_is_logged_after_signing_also_where_the_facts_are_kept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.LogAsync(id, 480);
        await world.SignProjectAsync(id);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        using var cache = new AppraisalCache();
        await using var db = world.Open();
        Assert.Equal(Money.FromMajor(2_000), (await db.AppraiseAsync(cache, Period, ContractWorld.Today)).Of(rep.Id).Presales);

        await world.LogAsync(id, 240);
        var appraisal = await db.AppraiseAsync(cache, Period, ContractWorld.Today);
        Assert.Equal((Money.FromMajor(3_000), Money.FromMajor(3_000)), (appraisal.Of(rep.Id).Presales, appraisal.Company.Presales));

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var sheet = await visitor.GetAsync($"/appraisal/{rep.Id}?{Quarter}");
        var ratio = await visitor.GetAsync(sheet.Find("main a[href*='of=Presales']").GetAttribute("href") ?? "");
        Assert.Contains("3,000.00", ratio.Find("main").TextContent, StringComparison.Ordinal);
        var parts = await visitor.GetAsync(ratio.Find("main a[href*='/PresalesRatio?']").GetAttribute("href") ?? "");
        Assert.Contains("3,000.00", parts.Find("main tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains("3,000.00", parts.Find("main tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "Collection rate")]
    [EveryDatabase("zh-CN", "回款率")]
    public async Task All_columns_tell_how_each_person_worked_on_the_page_and_in_the_file_and_none_of_groups(DatabaseKind kind, string language, string column)
    {
        await using var world = await AskedAsync(kind);
        await world.SignAtRandomAsync(7, 10);
        var visitor = world.Visit(WorldPeople.GeneralManager, language);
        var (few, all) = (await visitor.GetAsync("/reports/performance?period=2026-Q4"), await visitor.GetAsync("/reports/performance?period=2026-Q4&all=true"));

        Assert.DoesNotContain(column, Heads(few));
        Assert.Equal(Heads(few).Count + 9, Heads(all).Count);
        Assert.Contains(column, Heads(all));
        var row = all.Document.QuerySelectorAll(".table-scroll tbody tr").Single(one => one.Children[0].TextContent.Contains(WorldPeople.Rep, StringComparison.Ordinal));
        var cell = row.QuerySelector("a[href*='/Confirmation?']");
        Assert.Equal("60.0%", cell?.TextContent.Replace(" %", "%", StringComparison.Ordinal).Trim());
        Assert.Contains(cell?.TextContent.Trim() ?? "?", (await visitor.GetAsync(cell?.GetAttribute("href") ?? "")).Find(".key-figures").TextContent, StringComparison.Ordinal);
        Assert.Contains(column, (await visitor.GetAsync("/reports/performance/export.csv?period=2026-Q4&all=true")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(column, (await visitor.GetAsync("/reports/performance/export.csv?period=2026-Q4")).Text, StringComparison.Ordinal);
        Assert.Equal(Heads(few).Count, Heads(await visitor.GetAsync("/reports/performance?period=2026-Q4&all=true&by=Team")).Count);

        static List<string> Heads(Page page) => [.. page.Document.QuerySelectorAll(".table-scroll thead th").Select(head => head.TextContent.Trim())];
    }

    /// <summary>What a sheet did not keep is not told of it, rather than as nothing.</summary>
    [Fact]
    public void A_sheet_that_was_closed_before_presales_cost_was_told_says_nothing_of_it()
    {
        var figures = SheetContent.FiguresOf("""{"personId":1,"figures":{"signed":100,"exTax":90,"margin":40,"received":0,"target":null,"pointUnits":0,"contracts":1},"company":{}}""");
        Assert.Equal((new Money(40), null, null), (figures.Margin, figures.Presales, figures.PresalesRatio));
    }

    private static async Task<CompanyAppraisal> AppraiseAsync(World world, FiscalSpan period)
    {
        using var cache = new AppraisalCache();
        await using var db = world.Open();
        return await db.AppraiseAsync(cache, period, world.By(null).Today);
    }

    /// <summary>Five leads that stood still: one moved on, one given back, one alive in time, one alive on Monday, one without a word.</summary>
    private static async Task<World> AskedAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var leads = new List<Lead>();
        for (var i = 0; i < 5; i++)
        {
            leads.Add(await world.LeadAsync(LeadStatus.Working));
        }

        world.PassDays(9);
        await using (var db = world.Open())
        {
            await db.AskForConfirmationsAsync(world.By(null));
        }

        var rep = await world.StampAsync(WorldPeople.Rep);
        await world.ChangeAsync(leads[0], (lead, _) => lead.Log(LeadActivityKind.Call, "hello", rep with { At = rep.At.AddHours(1) }));
        await world.ChangeAsync(leads[1], (lead, _) => lead.GiveBack(GiveBackReason.Overloaded, null, rep with { At = rep.At.AddHours(1) }));
        await SayAsync(world, leads[2]);
        world.PassDays(3);
        await using (var db = world.Open())
        {
            await db.CloseConfirmationsAsync(world.By(null));
        }

        await SayAsync(world, leads[3]);
        return world;
    }

    private static async Task SayAsync(World world, Lead lead)
    {
        var stamp = await world.StampAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var (asked, loaded) = (await db.WeeklyConfirmations.SingleAsync(row => row.LeadId == lead.Id), await db.Leads.Include(row => row.History).SingleAsync(row => row.Id == lead.Id));
        asked.SayAlive(loaded, "Send the offer", stamp.Today.AddDays(4), stamp);
        await db.SaveChangesAsync();
    }
}
