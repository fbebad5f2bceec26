using System.Text;
using System.Text.RegularExpressions;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>The home pages of the roles as a browser shows them; each role has cards of its own.</summary>
public sealed class HomeSpecs(Site site)
{
    /// <summary>From a dark screen too.</summary>
    [Fact]
    public async Task The_general_manager_s_home_prints_on_two_sheets_at_most()
    {
        Chromium.SkipWithout();
        await using var tab = await site.OpenAsync(WorldPeople.GeneralManager, new("dark", "zh-CN", Look.Desk));
        await tab.GoAsync("/");
        var paper = Encoding.Latin1.GetString(await tab.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.InRange(Regex.Count(paper, @"/Type\s*/Page\b", RegexOptions.None, TimeSpan.FromSeconds(5)), 1, 2);
    }

    [Theory]
    [InlineData(WorldPeople.GeneralManager)]
    [InlineData(WorldPeople.Manager)]
    [InlineData(WorldPeople.Rep)]
    [InlineData(WorldPeople.Coordinator)]
    [InlineData(WorldPeople.Presales)]
    [InlineData(WorldPeople.Administrator)]
    public async Task Nobody_meets_a_barrier_at_home(string person)
    {
        Chromium.SkipWithout();
        foreach (var look in (Look[])[new("light", "en", Look.Desk), new("dark", "en", Look.Desk), new("dark", "zh-CN", Look.Phone)])
        {
            await using var tab = await site.OpenAsync(person, look);
            await tab.GoAsync("/");
            Assert.Empty(await tab.BarriersAsync());
            Assert.Empty(tab.TakeComplaints());
            Assert.Empty(await tab.OverhangAsync());
            Assert.True(look.Width > Look.Phone || (await tab.SmallTargetsAsync()).Count == 0, string.Join('\n', await tab.SmallTargetsAsync()));
        }
    }
}
