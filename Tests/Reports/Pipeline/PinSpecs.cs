using System.Net;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class PinSpecs
{
    [Theory, EveryDatabase]
    public async Task A_manager_follows_a_project_with_a_reason_and_takes_it_off_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var small = await world.OpenedAsync("Small one");
        var (manager, path) = (world.Visit(WorldPeople.Manager), $"/opportunities/{small.Id}/pin");
        Assert.DoesNotContain("Small one", (await manager.GetAsync("/reports/key-projects")).Text);
        var page = await manager.GetAsync(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(page, $"form[action='{path}']", ("Form.Reason", " "))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(page, $"form[action='{path}']", ("Form.Reason", "A door into energy"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(page, $"form[action='{path}']", ("Form.Reason", "Again"))).Status);
        var list = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/key-projects");
        Assert.Contains("A door into energy", list.Text);
        Assert.Contains("Pinned", list.Find("tbody").TextContent);
        Assert.Contains("0.0%", list.Find("tbody").TextContent);
        await manager.SendAsync(await manager.GetAsync(path), $"form[action='{path}']", ("Form.Reason", "It is theirs now"));
        Assert.DoesNotContain("Small one", (await manager.GetAsync("/reports/key-projects")).Text);
        Assert.Contains("It is theirs now", (await manager.GetAsync(path)).Text);
    }

    [Theory, EveryDatabase]
    public async Task Who_does_not_decide_on_it_pins_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var foreign = await world.OpenedAsync("Western one", WorldPeople.Stranger);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Manager).GetAsync($"/opportunities/{foreign.Id}/pin")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await world.Visit(WorldPeople.Stranger).GetAsync($"/opportunities/{foreign.Id}/pin")).Status);
    }
}
