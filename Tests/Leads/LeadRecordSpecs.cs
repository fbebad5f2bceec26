using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadRecordSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task A_page_is_there_for_exactly_those_whose_scope_reaches_the_lead(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var own = await world.LeadAsync(LeadStatus.Working, WorldPeople.Rep);
        var foreign = await world.LeadAsync(LeadStatus.Assigned, WorldPeople.Stranger);
        var pool = await world.LeadAsync();
        var sees = new Dictionary<string, long[]>
        {
            [WorldPeople.Rep] = [own.Id], [WorldPeople.Colleague] = [], [WorldPeople.Manager] = [own.Id], [WorldPeople.Stranger] = [foreign.Id],
            [WorldPeople.Presales] = [], [WorldPeople.Coordinator] = [own.Id, foreign.Id, pool.Id],
            [WorldPeople.GeneralManager] = [own.Id, foreign.Id, pool.Id], [WorldPeople.Administrator] = [own.Id, foreign.Id, pool.Id],
        };
        foreach (var (person, visible) in sees)
        {
            foreach (var id in (long[])[own.Id, foreign.Id, pool.Id, 999_999])
            {
                foreach (var tab in (string[])["", "/facts", "/decisions"])
                {
                    var page = await world.Visit(person).GetAsync($"/leads/{id}{tab}");
                    Assert.True(page.Status == (visible.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound), $"{person} {id}{tab}: {page.Status}");
                }
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task The_number_leads_to_the_page(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = new Lead($"L-2026-{(int)kind + 77:00000}", new LeadFacts { Company = "x" }, LeadOrigin.Api, world.By(null));
        await using var db = world.Open();
        db.Leads.Add(lead);
        await db.SaveChangesAsync();

        Assert.Equal($"/leads/{lead.Id}", (await world.Visit(WorldPeople.Coordinator).GetAsync($"/leads/{lead.Number}")).Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync($"/leads/{lead.Number}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_timeline_tells_everything_once_the_newest_first_however_it_is_paged(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            var tracked = await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id);
            for (var i = 0; i < 40; i++)
            {
                tracked.Log(LeadActivityKind.Call, $"call {i:00}", world.By(rep));
                tracked.Edit(tracked.Facts with { Amount = Money.FromMajor(i), Industry = $"i{i}" }, world.By(rep));
            }

            await db.SaveChangesAsync();
        }

        await using var reader = world.Open();
        var all = (await reader.TimelineAsync(lead.Id, null, 1000)).Rows;
        var paged = new List<LeadHappening>();
        for (string? before = null; paged.Count == 0 || before is not null;)
        {
            var page = await reader.TimelineAsync(lead.Id, before, 7);
            paged.AddRange(page.Rows);
            before = page.Next?.ToString();
        }

        var whole = await world.ReadAsync(lead);
        Assert.Equal(whole.History.Count + whole.Changes.Count + whole.Activities.Count, all.Count);
        Assert.Equal(all.Select(Key), paged.Select(Key));
        Assert.Equal(all.OrderByDescending(row => row.At).Select(row => row.At), all.Select(row => row.At));
    }

    [Fact]
    public async Task Values_show_where_they_come_from()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();
        var tracked = await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id);
        tracked.Edit(tracked.Facts with { Industry = "Finance" }, world.By(await world.PersonAsync(WorldPeople.Manager)));
        await db.SaveChangesAsync();

        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/leads/{lead.Id}/facts");

        var rows = page.Document.QuerySelectorAll("tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.TextContent);
        Assert.Contains(WorldPeople.Manager, rows["Industry"], StringComparison.Ordinal);
        Assert.Contains(WorldPeople.Coordinator, rows["Company"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_hostile_lead_is_text_on_every_tab(string language)
    {
        const string hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working, change: facts => facts with
        {
            Company = hostile,
            ContactName = hostile,
            Need = hostile,
            Industry = hostile,
            Campaign = hostile,
            Products = hostile,
        });
        await using var db = world.Open();
        var tracked = await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id);
        tracked.Log(LeadActivityKind.Note, hostile, world.By(await world.PersonAsync(WorldPeople.Rep)), hostile);
        tracked.Edit(tracked.Facts with { Need = hostile + "2" }, world.By(null));
        await db.SaveChangesAsync();

        foreach (var tab in (string[])["", "/facts", "/decisions", "/disqualification", "/assignment", "/activities/new"])
        {
            var page = await world.Visit(WorldPeople.Coordinator, language).GetAsync($"/leads/{lead.Id}{tab}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("main script, main img, [onerror]"));
        }
    }

    private static (DateTime, long?, long?, long?) Key(LeadHappening row) => (row.At, row.Event?.Id, row.Activity?.Id, row.Change?.Id);
}
