using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Home;

public sealed class SignedDaysSpecs
{
    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager)]
    [EveryDatabase(WorldPeople.Manager)]
    [EveryDatabase(WorldPeople.Rep)]
    public async Task What_was_signed_by_day_and_region_is_what_the_lines_in_reach_say(DatabaseKind kind, string person)
    {
        await using var world = await World.CreateAsync(kind);
        var mine = await world.ContractAsync(await world.CustomerAsync("Mine"), 1000, ContractWorld.Today.AddDays(-400));
        await world.ContractAsync(await world.CustomerAsync("Mine too"), 700);
        await world.ContractAsync(await world.CustomerAsync("Another's", WorldPeople.Stranger), 300, ContractWorld.Today.AddDays(-3));
        await world.ContractAsync(await world.CustomerAsync("Draft"), 50, isDraft: true);
        await using var db = world.Open();
        var contract = await db.LoadAsync(mine.Id);
        contract.Amend(ContractWorld.Today.AddDays(-1), "More of it", [contract.Lines[0].Terms], [], null, world.By(null));
        contract.Amend(ContractWorld.Today, "Less of it", [], [contract.Lines[0].Terms], null, world.By(null));
        await db.SaveChangesAsync();
        var viewer = await world.ViewerAsync(person);
        var (from, until) = (ContractWorld.Today.AddDays(-500), ContractWorld.Today);

        var days = await SignedDays.Of(db, viewer, HomePart.SignedByDay, from, until).ToListAsync();

        var lines = await db.ContractLines.AsNoTracking().VisibleTo(viewer).SignedWithin(from, until).ToListAsync();
        Assert.Equal(
            lines.GroupBy(line => (line.SignedOn, line.RegionId ?? 0)).Select(day => (day.Key, day.Sum(line => line.InTax.Minor))).Order(),
            days.GroupBy(day => (day.On, day.Key)).Select(day => (day.Key, day.Sum(row => row.Amount))).Order());
        Assert.True(lines.Count >= 4);
    }
}
