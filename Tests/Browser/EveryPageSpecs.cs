using SiCrm.Tests.Architecture;

namespace SiCrm.Tests.Browser;

/// <summary>What holds for each page that the program has, as a browser shows it.</summary>
public class EveryPageSpecs(Site site)
{
    [Theory, ClassData(typeof(Looks))]
    public async Task Nobody_meets_a_barrier(string theme, string language, int width) =>
        Rule.Holds(await VisitAllAsync(new Look(theme, language, width), tab => tab.BarriersAsync()));

    [Theory, ClassData(typeof(Looks))]
    public async Task The_browser_has_nothing_to_complain_of(string theme, string language, int width) =>
        Rule.Holds(await VisitAllAsync(new Look(theme, language, width), tab => Task.FromResult(tab.Complaints)));

    [Theory]
    [InlineData("en", 320)]
    [InlineData("zh-CN", 320)]
    [InlineData("en", 360)]
    [InlineData("en", 1280)]
    public async Task No_page_has_to_be_pushed_sideways(string language, int width) =>
        Rule.Holds(await VisitAllAsync(new Look("light", language, width), async tab =>
            await tab.OverhangAsync() is > 0 and var pixels ? [$"{tab.Page.Url} {tab.Look}: {pixels} px"] : []));

    private async Task<List<string>> VisitAllAsync(Look look, Func<Tab, Task<IReadOnlyList<string>>> inspect)
    {
        var found = new List<string>();
        Chromium.SkipWithout();
        foreach (var visits in (await site.PagesAsync()).GroupBy(visit => visit.Person))
        {
            await using var tab = await site.OpenAsync(visits.Key, look);
            foreach (var visit in visits)
            {
                await tab.GoAsync(visit.Address);
                found.AddRange((await inspect(tab)).Except(found).Select(trouble => $"{visit.Person ?? "nobody"}: {trouble}"));
            }
        }
        return found;
    }
}
