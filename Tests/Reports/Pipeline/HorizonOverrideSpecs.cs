using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Reports.Frame;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class HorizonOverrideSpecs
{
    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateOnly Said = new(2026, 2, 10);

    [Theory]
    [InlineData("2026-03-01", OpportunityState.Won, "2026-03-20", "2026-04-01", Horizon.Current, OverrideVerdict.ProposalRight)]
    [InlineData("2026-03-01", OpportunityState.Won, "2026-05-20", "2026-06-01", Horizon.Next, OverrideVerdict.Neither)]
    [InlineData("2026-03-01", OpportunityState.Won, "2026-07-01", "2026-07-02", Horizon.Cultivation, OverrideVerdict.OverrideRight)]
    [InlineData("2026-05-01", OpportunityState.Won, "2026-06-30", "2026-07-02", Horizon.Next, OverrideVerdict.ProposalRight)]
    [InlineData("2026-03-01", OpportunityState.Lost, "2026-02-20", "2026-02-21", Horizon.Cultivation, OverrideVerdict.OverrideRight)]
    [InlineData("2026-03-01", OpportunityState.Abandoned, "2026-02-20", "2026-02-21", Horizon.Cultivation, OverrideVerdict.OverrideRight)]
    [InlineData("2026-03-01", OpportunityState.Open, null, "2026-06-30", null, OverrideVerdict.Pending)]
    [InlineData("2026-03-01", OpportunityState.Open, null, "2026-07-01", Horizon.Cultivation, OverrideVerdict.OverrideRight)]
    [InlineData("2026-09-01", OpportunityState.Won, "2026-09-02", "2026-10-01", Horizon.Cultivation, OverrideVerdict.Both)]
    [InlineData("2026-09-01", OpportunityState.Won, "2026-03-02", "2026-10-01", Horizon.Current, OverrideVerdict.Neither)]
    [InlineData(null, OpportunityState.Open, null, "2026-03-01", null, OverrideVerdict.Pending)]
    public void Who_was_right_is_known_by_the_period_in_which_it_was_signed(
        string? expected, OpportunityState state, string? ended, string today, Horizon? came, OverrideVerdict verdict)
    {
        var said = new HorizonOverride(1, 2, Time.StartOf(Said).AddHours(9), 7, "their budget",
            new OpportunityStanding(1, OpportunityState.Open, 7, 1, 1, 100, Day(expected), true),
            new OverrideOutcome(state, Day(ended) is { } day ? Time.StartOf(day).AddHours(9) : null));
        var judged = said.Judge(Time, day => FiscalSpan.Of(day, 3, 1), Day(today) ?? default);
        Assert.Equal((Horizon.Cultivation, came, verdict), (judged.Said, judged.Came, judged.Verdict));
    }

    [Theory, EveryDatabase]
    public async Task A_word_against_the_rule_is_judged_by_what_came_and_every_number_opens(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await HeldAsync(world);
        await using var db = world.Open();
        var asked = new ForecastQuestion(Viewer.Program, new DateOnly(2026, 11, 18));
        Assert.Equal(
            [OverrideVerdict.OverrideRight, OverrideVerdict.OverrideRight, OverrideVerdict.ProposalRight, OverrideVerdict.Pending],
            (await HorizonOverrides.OfAsync(db, asked)).Select(row => row.Verdict).Order());
        Assert.Empty(await HorizonOverrides.OfAsync(db, asked with { AsOf = new DateOnly(2026, 1, 1) }));

        var manager = world.Visit(WorldPeople.GeneralManager);
        var page = await manager.GetAsync("/reports/sales-forecast/overrides");
        Assert.Contains("66.7%", page.Find("tbody tr:last-child").TextContent);
        var links = page.Document.QuerySelectorAll(".figures td.num > a:not([href*='/ratio?'])").ToList();
        Assert.True(links.Count > 5, $"{links.Count}");
        foreach (var link in links)
        {
            var opened = await manager.GetAsync(link.GetAttribute("href")!);
            var rows = opened.Document.QuerySelectorAll("table tbody tr").Length.ToString(CultureInfo.InvariantCulture);
            Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), rows));
            Assert.Equal($"In all: {link.TextContent}", opened.Find(".figure-total strong").TextContent);
        }

        var rates = page.Document.QuerySelectorAll(".figures td.num > a[href*='/ratio?']");
        Assert.Equal(4, rates.Length);
        foreach (var rate in rates)
        {
            await RatioSpecs.OpensAsync(manager, rate);
        }

        var file = await manager.GetAsync("/reports/sales-forecast/overrides/export.csv");
        Assert.Contains("Total,4,2,1,0,0,1,0.6667,0.3333", file.Text);
        var chinese = await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync("/reports/sales-forecast/overrides");
        Assert.Contains("改判准确率", chinese.Text);
    }

    [Theory, EveryDatabase]
    public async Task A_rep_sees_the_overrides_of_his_own_opportunities_only(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await HeldAsync(world);
        var own = await world.Visit(WorldPeople.Rep).GetAsync("/reports/sales-forecast/overrides");
        Assert.Equal("3", own.Find("tbody tr:last-child td").TextContent.Trim());
        var none = await world.Visit(WorldPeople.Stranger).GetAsync("/reports/sales-forecast/overrides");
        Assert.Equal("0", none.Find("tbody tr:last-child td").TextContent.Trim());
        Assert.Contains("Nobody has overridden the rule", none.Text);
    }

    /// <summary>Held in February: one is signed in time, one lost, one open for long; one of the manager's was held this month, one released at once.</summary>
    private static async Task HeldAsync(World world)
    {
        var (rep, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Manager));
        await using var db = world.Open();
        for (var i = 0; i < 5; i++)
        {
            var owner = i > 2 ? manager : rep;
            var stamp = i > 2 ? world.By(owner) : On(Said);
            var opportunity = new Opportunity(
                $"H-{i}", $"Held {i}", null, null, null, new Money(100 * (i + 1)), stamp.Today.AddDays(30), owner.Id, owner.TeamId, stamp, owner.RegionId);
            opportunity.Hold("their budget", stamp);
            switch (i)
            {
                case 0: opportunity.WasWon(Time.StartOf(new DateOnly(2026, 3, 20)), new Money(100), On(new DateOnly(2026, 3, 20))); break;
                case 1: opportunity.WasLost(Time.StartOf(new DateOnly(2026, 3, 20)), On(new DateOnly(2026, 3, 20))); break;
                case 4: opportunity.Release(stamp); break;
            }

            db.Opportunities.Add(opportunity);
        }

        await db.SaveChangesAsync();

        Stamp On(DateOnly day) => world.By(rep) with { At = Time.StartOf(day).AddHours(9), Today = day };
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
