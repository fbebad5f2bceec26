using System.Net;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class DeskPermissionSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private static readonly string[] WholeDesk = ["/desk/triage", "/desk/reclaim", "/desk/reclaim-policy", "/desk/rules", "/desk/appeals"];
    private static readonly string[] Assigning = ["/desk/stale", "/desk/allocations"];

    [Theory]
    [EveryDatabase(WorldPeople.Coordinator, true, true)]
    [EveryDatabase(WorldPeople.Administrator, true, true)]
    [EveryDatabase(WorldPeople.Manager, false, true)]
    [EveryDatabase(WorldPeople.Rep, false, false)]
    [EveryDatabase(WorldPeople.Presales, false, false)]
    [EveryDatabase(WorldPeople.GeneralManager, false, false)]
    public async Task Who_runs_the_desk_reaches_it_and_others_do_not(DatabaseKind kind, string person, bool runs, bool assigns)
    {
        var visitor = (await worlds.OnAsync(kind)).Visit(person);

        foreach (var (paths, may) in new[] { (WholeDesk, runs), (Assigning, assigns) })
        {
            foreach (var path in paths)
            {
                Assert.Equal((path, may ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (path, (await visitor.GetAsync(path)).Status));
            }
        }
    }

    [Theory]
    [EveryDatabase(WorldPeople.Coordinator)]
    [EveryDatabase(WorldPeople.Administrator)]
    [EveryDatabase(WorldPeople.Manager)]
    [EveryDatabase(WorldPeople.Rep)]
    [EveryDatabase(WorldPeople.Presales)]
    [EveryDatabase(WorldPeople.GeneralManager)]
    public async Task Every_role_has_a_home_that_says_what_it_is_responsible_for(DatabaseKind kind, string person)
    {
        foreach (var language in new[] { "en", "zh-CN" })
        {
            var page = await (await worlds.OnAsync(kind)).Visit(person, language).GetAsync("/");

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("[Home.", page.Text);
            Assert.NotEmpty(page.Find(".duty span").TextContent.Trim());
        }
    }

    [Theory, EveryDatabase]
    public async Task A_sales_manager_neither_previews_nor_sees_what_is_not_his_teams(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var theirs = await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger);
        var manager = world.Visit(WorldPeople.Manager);

        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/desk/hand-outs/new?Ids={theirs.Id}")).Status);
        Assert.DoesNotContain(theirs.Number, (await manager.GetAsync("/desk/stale")).Text);
    }

    [Theory, EveryDatabase]
    public async Task Another_managers_allocation_does_not_exist(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var (desk, stamp, colleague) = (
            await world.ViewerAsync(WorldPeople.Coordinator), await world.StampAsync(WorldPeople.Coordinator), await world.PersonAsync(WorldPeople.Colleague));
        await using var db = world.Open();
        var outcome = await db.HandOutAsync(desk, [new PlannedMove(lead.Id, lead.Version, colleague.Id, null)], null, stamp);

        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Manager).GetAsync($"/desk/allocations/{outcome.Allocation!.Id}")).Status);
    }
}
