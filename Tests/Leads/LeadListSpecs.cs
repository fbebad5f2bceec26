using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadListSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("/leads?state=All", 6)]
    [EveryDatabase("/leads", 5)]
    [EveryDatabase("/leads?status=Working&status=New", 2)]
    [EveryDatabase("/leads?owner=none", 3)]
    [EveryDatabase("/leads?min=50万", 1)]
    [EveryDatabase("/leads?max=500000&state=All", 1)]
    [EveryDatabase("/leads?channel=Event", 1)]
    [EveryDatabase("/leads?industry=Finance", 1)]
    [EveryDatabase("/leads?from=2026-11-18&to=2026-11-18&state=All", 6)]
    [EveryDatabase("/leads?to=2026-11-17&state=All", 0)]
    [EveryDatabase("/leads?q=发展银行", 1)]
    [EveryDatabase("/leads?q=6829%207732", 4)]
    [EveryDatabase("/leads?q=%2B86(10)68297732", 4)]
    [EveryDatabase("/leads?reclaim=30", 2)]
    [EveryDatabase("/leads?due=Missing", 5)]
    public async Task A_filter_shows_what_it_says(DatabaseKind kind, string address, int rows)
    {
        var world = await SixLeadsAsync(kind);

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(rows, page.Document.QuerySelectorAll("tbody tr").Length);
    }

    private async Task<World> SixLeadsAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (db.Leads.Any())
        {
            return world;
        }

        await world.LeadAsync(LeadStatus.New, change: facts => facts with { Channel = LeadChannel.Event });
        await world.LeadAsync(LeadStatus.Qualified, change: facts => facts with { Company = "上海浦东发展银行股份有限公司", Phone = null });
        await world.LeadAsync(LeadStatus.Assigned, change: facts => facts with { Amount = Money.FromMajor(1_000_000), Industry = "Finance" });
        await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Amount = Money.FromMajor(10) });
        await world.LeadAsync(LeadStatus.Reclaimed);
        await world.LeadAsync(LeadStatus.Disqualified);
        return world;
    }
}
