using System.Net;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class MeSpecs
{
    [Theory, EveryDatabase]
    public async Task A_new_password_signs_out_everywhere_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var here = await world.SignedInAsync(WorldPeople.Rep);
        var elsewhere = world.Visit();
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";
        await elsewhere.SignInAsync(email);

        var changed = await here.SendAsync(await here.GetAsync("/me"), "form[action='/me/password']",
            ("PasswordForm.Present", Passwords.Good), ("PasswordForm.Password", "seven brown kettles"), ("PasswordForm.PasswordAgain", "seven brown kettles"));

        Assert.Equal(("/me", null), (changed.Location?.ToString(), changed.Heading));
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
        world.Clock.Pass(TimeSpan.FromMinutes(2));
        Assert.True(await here.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync(email, "seven brown kettles")).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_present_password_is_asked_for_and_guessing_it_is_counted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        var page = await visitor.GetAsync("/me");
        for (var i = 0; i < 5; i++)
        {
            var wrong = await visitor.SendAsync(page, "form[action='/me/password']", ("PasswordForm.Present", "guess"),
                ("PasswordForm.Password", "seven brown kettles"), ("PasswordForm.PasswordAgain", "seven brown kettles"));
            Assert.Contains("present password is wrong", wrong.Text);
        }

        var closed = await visitor.SendAsync(page, "form[action='/me/password']", ("PasswordForm.Present", Passwords.Good),
            ("PasswordForm.Password", "seven brown kettles"), ("PasswordForm.PasswordAgain", "seven brown kettles"));
        Assert.Contains("Too many attempts", closed.Text);
    }

    [Theory, EveryDatabase]
    public async Task A_new_name_is_seen_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        await visitor.SendAsync(await visitor.GetAsync("/me"), "form[action='/me/name']", ("NameForm.Name", "Samantha Sales"));
        Assert.Contains("Samantha Sales", (await visitor.GetAsync("/me")).Find(".topbar").TextContent);
    }
}
