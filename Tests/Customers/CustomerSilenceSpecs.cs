using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerSilenceSpecs
{
    [Theory, EveryDatabase]
    public async Task A_night_puts_to_sleep_who_is_silent_longer_than_the_category_allows_and_nobody_twice(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var key = await world.CustomerAsync("Key", change: facts => facts with { Category = CategoryScheme.Key });
        var general = await world.CustomerAsync("General");
        var unknown = await world.CustomerAsync("Of a category that is no more", change: facts => facts with { Category = "Gone" });
        var lost = await world.CustomerAsync("Lost", change: facts => facts with { Category = CategoryScheme.Key }, verbs: c => c.GiveUp("Bankrupt", world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(100));
        await using var db = world.Open();

        var first = await db.LetFallAsleepAsync(world.By(null));
        var second = await db.LetFallAsleepAsync(world.By(null));

        Assert.Equal((1, 0), (first, second));
        var asleep = await world.ReadAsync(key.Id);
        Assert.Equal((CustomerStatus.Dormant, CustomerStatus.Prospect, CustomerCause.Silence), (asleep.Status, asleep.Standing, asleep.History[^1].Cause));
        Assert.Equal(CustomerStatus.Prospect, (await world.ReadAsync(general.Id)).Status);
        Assert.Equal(CustomerStatus.Lost, (await world.ReadAsync(lost.Id)).Status);
        world.Clock.Pass(TimeSpan.FromDays(300));
        Assert.Equal(2, await db.LetFallAsleepAsync(world.By(null)));
        Assert.Equal(CustomerStatus.Dormant, (await world.ReadAsync(unknown.Id)).Status);
    }

    [Theory, EveryDatabase]
    public async Task More_than_one_batch_falls_asleep_in_one_night(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        db.Customers.AddRange(Enumerable.Range(0, 501).Select(n => new Customer(new CustomerFacts { Name = $"Customer {n}" }, null, null, world.By(null), CustomerOrigin.Form)));
        await db.SaveChangesAsync();
        world.Clock.Pass(TimeSpan.FromDays(366));

        Assert.Equal(501, await db.LetFallAsleepAsync(world.By(null)));
    }

    [Theory, EveryDatabase]
    public async Task The_rep_s_home_names_his_customers_beyond_their_visit_cycle(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Neglected", change: facts => facts with { Category = CategoryScheme.Key });
        await world.CustomerAsync("Ordinary");
        await world.CustomerAsync("A colleague's", WorldPeople.Colleague, facts => facts with { Category = CategoryScheme.Key });
        world.Clock.Pass(TimeSpan.FromDays(31));

        var home = await world.Visit(WorldPeople.Rep).GetAsync("/");

        var card = home.Document.QuerySelector("section[aria-labelledby='silent']")?.TextContent;
        Assert.Contains("Neglected", card, StringComparison.Ordinal);
        Assert.DoesNotContain("Ordinary", card, StringComparison.Ordinal);
        Assert.DoesNotContain("colleague", card, StringComparison.Ordinal);
    }
}
