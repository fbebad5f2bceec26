using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>The home pages of the roles as a browser shows them; each role has cards of its own.</summary>
public sealed class HomeSpecs(Site site)
{
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
        foreach (var look in (Look[])[new("light", "en", Look.Desk), new("dark", "zh-CN", Look.Phone)])
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
