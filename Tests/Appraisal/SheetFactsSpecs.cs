using System.Globalization;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Appraisal;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Appraisal;

/// <summary>What the figures of a sheet and of the report open.</summary>
public sealed class SheetFactsSpecs
{
    private static readonly Closing Closing = new(CloseReason.NoBudget, null, null, null);

    [Theory, EveryDatabase]
    public async Task A_figure_of_a_stage_opens_what_was_in_that_stage_alone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Left at once", verbs: (project, stamp) => project.Abandon(Closing, stamp));
        await world.OpenedAsync("Went on", verbs: (project, stamp) =>
        {
            _ = new Qualification(project, new QualificationAnswers(GateAnswer.Yes, "a hospital", GateAnswer.Yes, "done twice", GateAnswer.Yes, "in their plan", null, null), stamp);
            project.MoveTo(OpportunityWorld.Stages.Of(StageKind.Qualified), OpportunityWorld.Stages, null, stamp);
            project.Abandon(Closing, stamp);
        });
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var address = $"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}";
        var sheet = await visitor.GetAsync($"{address}?period=2026-Q4");
        var links = sheet.Document.QuerySelectorAll("main a[href*='/Success?'][href*='figure=']").ToList();
        var counts = new Dictionary<string, int>();
        foreach (var link in links)
        {
            var (page, figure) = (await visitor.GetAsync(link.GetAttribute("href") ?? ""), (link.GetAttribute("href") ?? "").Split("figure=")[1]);
            Assert.Equal(link.TextContent, Rows(page).ToString(CultureInfo.InvariantCulture));
            Assert.Contains($"In all: {Rows(page)}", page.Find("main").TextContent, StringComparison.Ordinal);
            Assert.Contains(figure, page.Find("main .chips").TextContent, StringComparison.Ordinal);
            counts[figure] = counts.GetValueOrDefault(figure) + Rows(page);
        }

        Assert.Equal((3, 1, 0, 2), (counts["Entered"], counts["Forward"], counts["Lost"], counts["Abandoned"]));
        Assert.Equal(3, Rows(await visitor.GetAsync($"{address}/Success?period=2026-Q4")));

        static int Rows(Page page) => page.Document.QuerySelectorAll("main tbody tr").Length;
    }

    [Theory]
    [InlineData(SheetFactKind.Care, "Done", false, "done after its day")]
    [InlineData(SheetFactKind.Plan, "Done", false, "done after its day")]
    [InlineData(SheetFactKind.Care, "Done", true, null)]
    [InlineData(SheetFactKind.Care, "Skipped", false, null)]
    [InlineData(SheetFactKind.Lead, "Reclaimed", false, null)]
    public void What_was_done_and_does_not_count_says_why(SheetFactKind kind, string state, bool isGood, string? why) =>
        Assert.Equal(why, MetricText.WhyNot(new SheetFact(kind, 1, new DateOnly(2026, 11, 18), "", "Buyer") { Event = state, IsGood = isGood }, new Words()));

    [Theory, EveryDatabase]
    public async Task A_target_of_the_report_opens_what_it_is_made_of_and_a_grouped_one_says_which_team_counts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.TargetAsync(WorldPeople.Rep, 100_000);
        var visitor = world.Visit(WorldPeople.GeneralManager);
        var link = (await visitor.GetAsync("/reports/performance?period=2026-Q2")).Find("main tbody a[href^='/targets/parts']").GetAttribute("href") ?? "";

        Assert.Contains("100,000.00", (await visitor.GetAsync(link)).Find("main").TextContent, StringComparison.Ordinal);
        foreach (var by in (string[])["Team", "Region"])
        {
            var grouped = await visitor.GetAsync($"/reports/performance?period=2026-Q2&by={by}");
            Assert.All(grouped.Document.QuerySelectorAll("main .figures tbody th"), name => Assert.NotEqual("–", name.TextContent.Trim()));
            foreach (var row in grouped.Document.QuerySelectorAll("main .figures tbody tr").ToList())
            {
                var opened = await visitor.GetAsync(row.Children[0].QuerySelector("a")?.GetAttribute("href") ?? "");
                Assert.Equal(row.Children[3].TextContent.Trim(), opened.Find("main .figures tfoot tr").Children[3].TextContent.Trim() is { Length: > 0 } target ? target : "–");
                Assert.Contains(row.Children[0].TextContent.Trim(), opened.Find("main ul.chips").TextContent, StringComparison.Ordinal);
            }
        }

        Assert.Contains("team and region that they are in now", (await visitor.GetAsync("/reports/performance?period=2026-Q2&by=Team")).Find("main").TextContent, StringComparison.Ordinal);
    }
}
