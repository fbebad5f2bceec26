using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class SetUpSpecs
{
    [Theory, EveryDatabase]
    public async Task The_printed_address_makes_the_first_administrator_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var visitor = world.Visit();
        await visitor.GetAsync("/sign-in");
        await using var db = world.Open();
        var token = await db.OfferSetUpAsync() ?? "";

        var page = await visitor.GetAsync("/set-up?token=" + token);
        var done = await visitor.SendAsync(page, "form[action='/set-up']", ("Name", "Ada"), ("Email", "ada@example.com"),
            ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good));

        Assert.Equal("/", done.Location?.ToString());
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(Role.Administrator, (await db.People.SingleAsync()).Roles.Single());
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().GetAsync("/set-up?token=" + token)).Status);
        await using var later = world.Open();
        Assert.Null(await later.OfferSetUpAsync());
    }

    [Theory, EveryDatabase]
    public async Task Only_its_hash_is_kept_and_a_new_start_makes_the_old_one_worthless(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await world.Visit().GetAsync("/sign-in");
        await using var db = world.Open();
        var old = await db.OfferSetUpAsync() ?? "";
        var token = await db.OfferSetUpAsync() ?? "";

        Assert.Equal(64, token.Length);
        Assert.DoesNotContain(await db.Settings.AsNoTracking().ToListAsync(), setting => setting.Value.Contains(token, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().GetAsync("/set-up?token=" + old)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().GetAsync("/set-up")).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit().GetAsync("/set-up?token=" + token)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_password_keeps_the_rest_and_the_token(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        var visitor = world.Visit();
        await visitor.GetAsync("/sign-in");
        await using var db = world.Open();
        var page = await visitor.GetAsync("/set-up?token=" + await db.OfferSetUpAsync());

        var again = await visitor.SendAsync(page, "form[action='/set-up']", ("Name", "Ada"), ("Email", "ada@example.com"),
            ("Password", "password1234"), ("PasswordAgain", "password1234"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal("Ada", again.Find("[name=Name]").GetAttribute("value"));

        var done = await visitor.SendAsync(again, "form[action='/set-up']", ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good));
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_hold_the_address_one_is_appointed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await world.Visit().GetAsync("/sign-in");
        await using var db = world.Open();
        var token = await db.OfferSetUpAsync();

        // All hold the form before the first sends it: whoever came later would find no page at all.
        var forms = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            var visitor = world.Visit();
            return (Visitor: visitor, Page: await visitor.GetAsync("/set-up?token=" + token));
        }));
        await Task.WhenAll(forms.Select((form, i) => form.Visitor.SendAsync(form.Page, "form[action='/set-up']", ("Name", "Ada"),
            ("Email", $"ada{i}@example.com"), ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good))));

        Assert.Equal(1, await db.People.CountAsync());
    }
}
