using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

/// <summary>What a sheet says of itself: by which role it appraises, and where a figure rests on too few cases (product text, section 9).</summary>
public sealed class SheetMarksSpecs
{
    private static readonly Closing Closing = new(CloseReason.NoBudget, null, null, null);

    [Theory]
    [EveryDatabase("en", WorldPeople.GeneralManager, "General manager", true)]
    [EveryDatabase("zh-CN", WorldPeople.GeneralManager, "总经理", true)]
    [EveryDatabase("en", WorldPeople.Rep, "Sales · East 1 · East", false)]
    public async Task A_sheet_is_headed_by_a_role_of_the_person_and_says_where_no_weights_are_for_it(DatabaseKind kind, string language, string whose, string head, bool hasNone)
    {
        await using var world = await World.CreateAsync(kind);
        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/appraisal/{(await world.PersonAsync(whose)).Id}?period=2026-Q2");

        Assert.Contains(head, page.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Equal(hasNone, page.Document.QuerySelector("main [data-weights]") is not null);
        Assert.Equal(!hasNone, page.Find("main .page-head").TextContent.Contains("Sales", StringComparison.Ordinal));
    }

    [Theory]
    [EveryDatabase("en", "n = 1 small sample, not ranked")]
    [EveryDatabase("zh-CN", "n = 1 样本过小，不计入")]
    public async Task Days_of_too_few_stays_are_marked_as_the_success_rate_is(DatabaseKind kind, string language, string mark)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Left at once", verbs: (project, stamp) => project.Abandon(Closing, stamp));
        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync($"/appraisal/{(await world.PersonAsync(WorldPeople.Rep)).Id}?period=2026-Q4");
        var rows = page.Document.QuerySelectorAll("main table.figures tbody tr").Where(row => row.Children.Length == 8).ToList();

        Assert.All(new[] { 6, 7 }, column => Assert.Contains(mark, rows[0].Children[column].TextContent, StringComparison.Ordinal));
        Assert.All(rows.Skip(1), row => Assert.DoesNotContain("n =", row.TextContent, StringComparison.Ordinal));
    }
}
