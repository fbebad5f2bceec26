using System.Net;
using SiCrm.Tests.Access.Factor;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.SingleSignOn;

public sealed class SingleSignOnSpecs
{
    [Theory, EveryDatabase]
    public async Task Who_is_known_by_a_verified_address_is_in_and_where_he_wanted_to_go(DatabaseKind kind)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var world = await WithAsync(kind, provider);
        var visitor = world.Visit();

        Assert.Contains("Example ID", (await visitor.GetAsync("/sign-in")).Text);
        var done = await GoAsync(visitor, "?back=%2Fme");

        Assert.Equal("/me", done.Location?.ToString());
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Contains("company sign-in", (await visitor.GetAsync("/me")).Text);
    }

    [Theory, EveryDatabase]
    public async Task An_unverified_address_a_stranger_and_a_deactivated_person_stay_out(DatabaseKind kind)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var world = await WithAsync(kind, provider);
        var visitor = world.Visit();
        provider.IsVerified = false;
        Assert.Equal("/sign-in", (await GoAsync(visitor)).Location?.ToString());
        (provider.IsVerified, provider.Email) = (true, "nobody@example.com");
        Assert.Equal("/sign-in", (await GoAsync(visitor)).Location?.ToString());
        provider.Email = "sue.sales@example.com";
        var admin = world.Visit(WorldPeople.Administrator);
        var person = await world.PersonAsync(WorldPeople.Colleague);
        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/activity/end']");
        Assert.Equal("/sign-in", (await GoAsync(visitor)).Location?.ToString());
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task The_second_factor_is_asked_for_unless_the_provider_is_trusted_with_it(DatabaseKind kind)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var world = await WithAsync(kind, provider);
        await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        provider.Method = "mfa";

        Assert.Equal("/sign-in/code", (await GoAsync(world.Visit())).Location?.ToString());

        await using var trusting = await WithAsync(kind, provider);
        trusting.App.Configured["SingleSignOn:TrustSecondFactor"] = "true";
        await Authenticator.SetUpAsync(await trusting.SignedInAsync(WorldPeople.Rep), trusting.Clock);
        Assert.Equal("/", (await GoAsync(trusting.Visit())).Location?.ToString());
        provider.Method = "pwd";
        Assert.Equal("/sign-in/code", (await GoAsync(trusting.Visit())).Location?.ToString());
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_worth_nothing_in_another_browser(DatabaseKind kind)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var world = await WithAsync(kind, provider);
        var back = await ThereAsync(world.Visit(), "");
        var thief = world.Visit();

        var answer = await thief.GetAsync(back);

        Assert.Equal("/sign-in/single/refused", answer.Location?.ToString());
        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task Without_a_provider_nothing_is_offered()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit();
        Assert.Null((await visitor.GetAsync("/sign-in")).Document.QuerySelector("a[href^='/sign-in/single']"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/sign-in/single")).Status);
    }

    private static async Task<World> WithAsync(DatabaseKind kind, FakeProvider provider)
    {
        var world = await World.CreateAsync(kind);
        // The cookies of the way there and back tell by the wall clock when they end.
        world.Clock.MoveTo(TimeProvider.System.GetUtcNow().UtcDateTime);
        world.App.Configured["SingleSignOn:Authority"] = provider.Address;
        world.App.Configured["SingleSignOn:ClientId"] = "sicrm";
        world.App.Configured["SingleSignOn:ClientSecret"] = "secret";
        world.App.Configured["SingleSignOn:Name"] = "Example ID";
        return world;
    }

    /// <summary>To the provider, and the address at which it sends the browser back.</summary>
    private static async Task<string> ThereAsync(Visitor visitor, string back)
    {
        var away = await visitor.GetAsync("/sign-in/single" + back);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var there = await client.GetAsync(away.Location);
        return there.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException(there.StatusCode.ToString());
    }

    private static async Task<Page> GoAsync(Visitor visitor, string back = "") =>
        await visitor.FollowAsync(await visitor.GetAsync(await ThereAsync(visitor, back)));
}
