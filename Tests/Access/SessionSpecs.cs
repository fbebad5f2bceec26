using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class SessionSpecs
{
    [Theory, EveryDatabase]
    public async Task One_sees_where_one_is_signed_in_and_ends_any_of_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var here = await world.SignedInAsync(WorldPeople.Rep);
        var elsewhere = world.Visit();
        elsewhere.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 MicroMessenger/8.0");
        await elsewhere.SignInAsync((await world.PersonAsync(WorldPeople.Rep)).Email ?? "");
        var page = await here.GetAsync("/me");

        Assert.Contains("WeChat on iPhone", page.Text);
        Assert.Contains("this browser", page.Find(".session b").TextContent, StringComparison.OrdinalIgnoreCase);
        await here.SendAsync(page, "form[action^='/me/sessions/'][action$='/end']");

        Assert.True(await here.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task Nobody_ends_another_one_s_session(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.SignedInAsync(WorldPeople.Rep);
        var other = await world.SignedInAsync(WorldPeople.Colleague);
        await using var db = world.Open();
        var account = await db.Users.SingleAsync(user => user.Email == "sam.sales@example.com");
        var session = await db.Set<SignInSession>().SingleAsync(row => row.AccountId == account.Id);
        var token = (await other.GetAsync("/me")).Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";

        var refused = await other.PostAsync($"/me/sessions/{Domain.Access.Secret.HashOf(session.Id)[..16]}/end", [new("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.True(await rep.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task What_changes_the_ways_in_asks_again_who_one_is(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        world.Clock.Pass(TimeSpan.FromMinutes(11));
        var page = await visitor.GetAsync("/me/second-factor");

        var asked = await visitor.SendAsync(page, "form[action='/me/second-factor']");
        Assert.StartsWith("/me/confirmation", asked.Location?.ToString());
        var form = await visitor.FollowAsync(asked);
        var wrong = await visitor.SendAsync(form, "form[action='/me/confirmation']", ("Form.Present", "guess"));
        var shown = await visitor.SendAsync(form, "form[action='/me/confirmation']", ("Form.Present", Passwords.Good));
        var done = await visitor.SendAsync(page, "form[action='/me/second-factor']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(HttpStatusCode.Redirect, shown.Status);
        Assert.Equal("/me/second-factor", done.Location?.ToString());
    }

    [Theory]
    [InlineData("/me/address", "form[action='/me/address']")]
    [InlineData("/me/tokens", "form[action='/me/tokens']")]
    [InlineData("/me/passkeys", "form[action='/me/passkeys']")]
    public async Task Address_tokens_and_passkeys_too(string address, string form)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        world.Clock.Pass(TimeSpan.FromMinutes(11));

        var asked = await visitor.SendAsync(await visitor.GetAsync(address), form, ("Email", "sam@new.example"), ("Form.Name", "x"), ("Form.Scopes", "Lead.Read"));

        Assert.StartsWith("/me/confirmation", asked.Location?.ToString());
    }
}
