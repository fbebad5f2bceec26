using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Operations.Mail;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Links;

public sealed class InvitationSpecs
{
    [Theory, EveryDatabase]
    public async Task Who_is_added_with_an_address_gets_a_mail_and_signs_in_by_it(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var admin = world.Visit(WorldPeople.Administrator);

        await admin.SendAsync(await admin.GetAsync("/people/new"), "main form.card", ("Name", "王小明"), ("Email", "xiaoming@example.com"), ("Roles", "Sales"));
        var mail = await world.NextMailAsync(listener);
        world.Clock.Pass(TimeSpan.FromHours(70));
        var newcomer = world.Visit();
        var chosen = await newcomer.SendAsync(
            await newcomer.GetAsync(mail.LinkOf()), "form.card", ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good));

        Assert.Equal("xiaoming@example.com", mail.To.Mailboxes.Single().Address);
        Assert.Equal("/sign-in", chosen.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await newcomer.SignInAsync("xiaoming@example.com")).Status);
        await using var db = world.Open();
        Assert.True((await db.Users.SingleAsync(user => user.Email == "xiaoming@example.com")).EmailConfirmed);
    }

    [Theory, EveryDatabase]
    public async Task A_hostile_name_is_text_in_the_mail(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var admin = world.Visit(WorldPeople.Administrator);

        await admin.SendAsync(await admin.GetAsync("/people/new"), "main form.card",
            ("Name", "<img src=x onerror=alert(1)>"), ("Email", "x@example.com"), ("Roles", "Sales"));

        var mail = await world.NextMailAsync(listener);
        Assert.DoesNotContain("<img", mail.HtmlBody);
        Assert.Contains("&lt;img", mail.HtmlBody);
    }

    [Theory, EveryDatabase]
    public async Task A_link_ends_with_whom_it_was_for(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var admin = world.Visit(WorldPeople.Administrator);
        var person = await world.PersonAsync(WorldPeople.Colleague);
        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/invitation']");
        var link = (await world.NextMailAsync(listener)).LinkOf();

        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/activity/end']");

        Assert.Null((await world.Visit().GetAsync(link)).Document.QuerySelector("[name=Password]"));
    }

    [Theory, EveryDatabase]
    public async Task A_new_address_counts_when_its_link_was_opened_and_the_old_one_is_told(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        var old = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";

        await visitor.SendAsync(await visitor.GetAsync("/me/address"), "form[action='/me/address']", ("Email", "sam@new.example"));
        var proof = await world.NextMailAsync(listener);
        Assert.Equal("sam@new.example", proof.To.Mailboxes.Single().Address);
        Assert.Equal(old, (await world.PersonAsync(WorldPeople.Rep)).Email);
        var taken = await visitor.SendAsync(await visitor.GetAsync(proof.LinkOf()), "form[action='/new-address']");

        Assert.Equal("/sign-in", taken.Location?.ToString());
        Assert.Equal("sam@new.example", (await world.PersonAsync(WorldPeople.Rep)).Email);
        Assert.Equal(old, (await world.NextMailAsync(listener)).To.Mailboxes.Single().Address);
        Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync("sam@new.example")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Visit().SignInAsync(old)).Status);
    }
}
