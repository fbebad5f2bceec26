using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class TidyingSpecs
{
    [Theory, EveryDatabase]
    public async Task What_was_kept_for_a_while_goes_and_what_still_counts_stays(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var old = await world.SignedInAsync(WorldPeople.Rep);
        await world.Visit().SignInAsync("nobody@example.com", "guess");
        world.Clock.Pass(TimeSpan.FromDays(8));
        var fresh = await world.SignedInAsync(WorldPeople.Manager);
        var admin = world.Visit(WorldPeople.Administrator);
        await admin.SendAsync(await admin.GetAsync("/people/new"), "main form.card", ("Name", "Newcomer"));
        await using var db = world.Open();

        await db.TidyAccessAsync(world.Clock.GetUtcNow().UtcDateTime);

        Assert.True(await fresh.IsSignedInAsync());
        Assert.False(await old.IsSignedInAsync());
        Assert.Equal(1, await db.Set<SignInSession>().CountAsync());
        Assert.Equal(1, await db.Set<FormPost>().CountAsync());
        Assert.False(await db.Set<SignInThrottle>().AnyAsync(throttle => throttle.Subject == "account:NOBODY@EXAMPLE.COM"));
    }
}
