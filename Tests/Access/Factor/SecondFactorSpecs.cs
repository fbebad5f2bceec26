using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Operations.Mail;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Factor;

public sealed class SecondFactorSpecs
{
    [Theory, EveryDatabase]
    public async Task With_it_the_password_alone_opens_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var app = await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        var visitor = world.Visit();

        var half = await visitor.SignInAsync((await world.PersonAsync(WorldPeople.Rep)).Email ?? "", back: "?back=%2Fme");
        Assert.Equal("/sign-in/code", half.Location?.ToString());
        Assert.False(await visitor.IsSignedInAsync());
        var wrong = await GiveAsync(visitor, "000000");
        var right = await GiveAsync(visitor, app.Next());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("/me", right.Location?.ToString());
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task Codes_of_both_kinds_work_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var app = await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        var code = app.Next();

        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(world, code)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(world, code)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(world, app.RecoveryCodes[3])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(world, app.RecoveryCodes[3])).Status);
    }

    [Theory, EveryDatabase]
    public async Task However_many_send_one_code_at_once_one_is_in(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var app = await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        var visitor = world.Visit();
        await visitor.SignInAsync((await world.PersonAsync(WorldPeople.Rep)).Email ?? "");
        var page = await visitor.GetAsync("/sign-in/code");
        var code = app.Next();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.SendAsync(page, "form[action='/sign-in/code']", ("Code", code))));

        Assert.Single(answers, answer => answer.Location?.ToString() == "/");
    }

    [Theory, EveryDatabase]
    public async Task Five_codes_may_be_guessed_and_a_right_password_gives_no_more(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var app = await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(world, $"00000{i}")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(world, app.Next())).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync(world, app.RecoveryCodes[0])).Status);
        world.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(world, app.Next())).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_new_password_by_link_does_not_pass_it_by(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await Authenticator.SetUpAsync(await world.SignedInAsync(WorldPeople.Rep), world.Clock);
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";
        var visitor = world.Visit();
        await visitor.SendAsync(await visitor.GetAsync("/forgotten-password"), "form[action='/forgotten-password']", ("Email", email));
        var choice = await visitor.GetAsync((await world.NextMailAsync(listener)).LinkOf());
        await visitor.SendAsync(choice, "form.card", ("Password", "nine purple lanterns"), ("PasswordAgain", "nine purple lanterns"));

        var signedIn = await visitor.SignInAsync(email, "nine purple lanterns");

        Assert.Equal("/sign-in/code", signedIn.Location?.ToString());
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task In_production_an_administrator_sets_it_up_before_anything_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Environment = "Production";
        var admin = await world.SignedInAsync(WorldPeople.Administrator);
        var rep = await world.SignedInAsync(WorldPeople.Rep);

        Assert.Equal("/me/second-factor", (await admin.GetAsync("/people")).Location?.ToString());
        Assert.Equal("/me/second-factor", (await admin.GetAsync("/")).Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync("/")).Status);
        await Authenticator.SetUpAsync(admin, world.Clock);

        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/people")).Status);
        var kept = await admin.SendAsync(await admin.GetAsync("/me"), "form[action='/sign-out']");
        Assert.Equal(HttpStatusCode.Redirect, kept.Status);
    }

    [Theory, EveryDatabase]
    public async Task A_role_of_the_setting_has_to_within_a_minute_and_may_not_turn_it_off(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.SignedInAsync(WorldPeople.Rep);
        var admin = world.Visit(WorldPeople.Administrator);
        await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']", ("Form.SecondFactorRoles", "Sales"));
        world.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal("/me/second-factor", (await rep.GetAsync("/leads")).Location?.ToString());
        await Authenticator.SetUpAsync(rep, world.Clock);
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync("/leads")).Status);
        var page = await rep.GetAsync("/me/second-factor");
        Assert.Null(page.Document.QuerySelector("form[action$='/removal']"));
        var token = page.Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await rep.PostAsync("/me/second-factor/removal", [new("__RequestVerificationToken", token)])).Status);
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_takes_it_away_from_who_lost_everything_and_the_owner_is_told(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var rep = await world.SignedInAsync(WorldPeople.Rep);
        await Authenticator.SetUpAsync(rep, world.Clock);
        var admin = await world.SignedInAsync(WorldPeople.Administrator);
        var person = await world.PersonAsync(WorldPeople.Rep);

        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/second-factor/removal']");

        Assert.False(await rep.IsSignedInAsync());
        Assert.Equal("/", (await world.Visit().SignInAsync(person.Email ?? "")).Location?.ToString());
        Assert.Equal(person.Email, (await world.NextMailAsync(listener)).To.Mailboxes.Single().Address);
    }

    [Theory, EveryDatabase]
    public async Task Neither_key_nor_codes_stand_in_the_database_as_they_are(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        await visitor.SendAsync(await visitor.GetAsync("/me/second-factor"), "form[action='/me/second-factor']");
        var key = (await visitor.GetAsync("/me/second-factor")).Find("code.secret").TextContent.Replace(" ", "", StringComparison.Ordinal);
        await using var db = world.Open();
        var factor = await db.SecondFactors.AsNoTracking().SingleAsync();
        Assert.DoesNotContain(key, factor.SealedKey);
        Assert.False(factor.IsOn);
    }

    private static async Task<Page> GiveAsync(Visitor visitor, string code) =>
        await visitor.SendAsync(await visitor.GetAsync("/sign-in/code"), "form[action='/sign-in/code']", ("Code", code));

    private static async Task<Page> SignInAsync(World world, string code)
    {
        var visitor = world.Visit();
        await visitor.SignInAsync((await world.PersonAsync(WorldPeople.Rep)).Email ?? "");
        return await GiveAsync(visitor, code);
    }
}
