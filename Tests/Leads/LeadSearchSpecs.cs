using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadSearchSpecs
{
    private const int Leads = 112;

    [Theory]
    [EveryDatabase("恒远")]
    [EveryDatabase("data cent")]
    public async Task A_common_word_finds_every_lead_once_page_by_page(DatabaseKind kind, string words)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < Leads; i++)
        {
            await world.LeadAsync(change: facts => facts with { Company = "恒远数据", Need = i % 2 == 0 ? "Data centre" : "Centre of data" });
            world.Clock.Pass(TimeSpan.FromMinutes(i % 2));
        }

        await world.LeadAsync(change: facts => facts with { Company = "远恒数据", Need = "Another" });
        var visitor = world.Visit(WorldPeople.Coordinator);
        var (found, address) = (new List<string>(), (string?)$"/leads?q={Uri.EscapeDataString(words)}");
        while (address is not null)
        {
            var page = await visitor.GetAsync(address);
            found.AddRange(page.Document.QuerySelectorAll("tbody a[id]").Select(link => link.Id ?? ""));
            address = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Leads, found.Count);
        Assert.Equal(Leads, found.Distinct().Count());
    }
}
