using SiCrm.Tests.Architecture;

namespace SiCrm.Tests.Browser;

/// <summary>What holds for each page that the program has, as a browser shows it.</summary>
public class EveryPageSpecs(Site site)
{
    [Fact]
    public async Task The_pages_are_found_by_their_routes()
    {
        var seen = await site.EveryPage.SeenAsync(new Look("light", "en", Look.Desk));

        Assert.Contains(seen, sight => sight.Visit == new Visit("/sign-in", null));
    }

    [Fact]
    public async Task No_page_is_left_out_for_want_of_an_example()
    {
        Chromium.SkipWithout();

        Assert.Empty(await site.UnvisitedAsync());
    }

    [Theory, ClassData(typeof(Looks))]
    public Task Nobody_meets_a_barrier(string theme, string language, int width) =>
        HoldsAsync(new Look(theme, language, width), sight => sight.Barriers);

    [Theory, ClassData(typeof(Looks))]
    public Task Nobody_reads_a_key_in_the_place_of_its_words(string theme, string language, int width) =>
        HoldsAsync(new Look(theme, language, width), sight => sight.Wordless);

    [Theory, ClassData(typeof(Looks)), ClassData(typeof(SmallLooks))]
    public Task The_browser_has_nothing_to_complain_of(string theme, string language, int width) =>
        HoldsAsync(new Look(theme, language, width), sight => sight.Complaints);

    [Theory, ClassData(typeof(Looks)), ClassData(typeof(SmallLooks))]
    public Task No_page_has_to_be_pushed_sideways(string theme, string language, int width) =>
        HoldsAsync(new Look(theme, language, width), sight => sight.Overhang);

    [Theory, ClassData(typeof(SmallLooks))]
    [InlineData("dark", "zh-CN", Look.Phone)]
    public Task What_can_be_pressed_is_as_large_as_a_finger(string theme, string language, int width) =>
        HoldsAsync(new Look(theme, language, width), sight => sight.SmallTargets);

    private async Task HoldsAsync(Look look, Func<Sight, IReadOnlyList<string>> troubles) =>
        Rule.Holds(
            from sight in await site.EveryPage.SeenAsync(look)
            from trouble in troubles(sight)
            select $"{sight.Place}: {trouble}");
}
