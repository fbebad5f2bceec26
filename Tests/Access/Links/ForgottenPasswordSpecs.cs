using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Operations.Mail;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Links;

public sealed class ForgottenPasswordSpecs
{
    private const string New = "nine purple lanterns";

    [Theory, EveryDatabase]
    public async Task The_mailed_link_gives_a_new_password_once_and_ends_every_session(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var thief = await world.SignedInAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";

        await AskAsync(visitor, email);
        var mail = await world.NextMailAsync(listener);
        var choice = await visitor.GetAsync(mail.LinkOf());
        var chosen = await visitor.SendAsync(choice, "form.card", ("Password", New), ("PasswordAgain", New));
        var again = await visitor.SendAsync(choice, "form.card", ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good));

        Assert.Equal(email, mail.To.Mailboxes.Single().Address);
        Assert.Equal("/sign-in", chosen.Location?.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.False(await thief.IsSignedInAsync());
        Assert.False(await visitor.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignInAsync(email, New)).Status);
        Assert.Contains("account has changed", (await world.NextMailAsync(listener)).TextBody);
    }

    [Theory, EveryDatabase]
    public async Task Whether_there_is_such_an_account_the_answer_does_not_tell(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";

        var known = await AskAsync(world.Visit(), email);
        var unknown = await AskAsync(world.Visit(), "nobody@example.com");

        Assert.Equal(known.Find("main").TextContent, unknown.Find("main").TextContent);
        Assert.Equal(1, await world.SendMailsAsync());
    }

    [Theory, EveryDatabase]
    public async Task Nobody_s_mailbox_is_filled_and_who_asks_too_often_is_told_the_same(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";

        var answers = new List<Page>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await AskAsync(world.Visit(), email));
        }

        Assert.Single(answers.Select(page => page.Find("main").TextContent).Distinct());
        Assert.Equal(3, await world.SendMailsAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_link_is_worth_nothing_after_half_an_hour_a_later_one_or_a_new_password(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        await AskAsync(visitor, email);
        var first = (await world.NextMailAsync(listener)).LinkOf();
        await AskAsync(visitor, email);
        var second = (await world.NextMailAsync(listener)).LinkOf();

        Assert.Null((await visitor.GetAsync(first)).Document.QuerySelector("[name=Password]"));
        Assert.NotNull((await visitor.GetAsync(second)).Document.QuerySelector("[name=Password]"));
        await using var db = world.Open();
        await db.WriteAsync(() => db.Users.Where(user => user.Email == email).ExecuteUpdateAsync(user => user.SetProperty(row => row.SecurityStamp, "changed")));
        Assert.Null((await visitor.GetAsync(second)).Document.QuerySelector("[name=Password]"));
        await AskAsync(visitor, email);
        var third = (await world.NextMailAsync(listener)).LinkOf();
        world.Clock.Pass(TimeSpan.FromMinutes(31));
        Assert.Null((await visitor.GetAsync(third)).Document.QuerySelector("[name=Password]"));
    }

    [Theory, EveryDatabase]
    public async Task Of_many_who_hold_one_link_one_chooses(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await AskAsync(world.Visit(), (await world.PersonAsync(WorldPeople.Rep)).Email ?? "");
        var link = (await world.NextMailAsync(listener)).LinkOf();
        var visitor = world.Visit();
        var choice = await visitor.GetAsync(link);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => visitor.SendAsync(
            choice, "form.card", ("Password", $"{New} {i}"), ("PasswordAgain", $"{New} {i}"))));

        Assert.Single(answers, page => page.Status == HttpStatusCode.Redirect);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_hash_of_a_link_is_kept_and_no_host_of_a_request_stands_in_it(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var visitor = world.Visit();
        var form = await visitor.GetAsync("/forgotten-password");
        visitor.Http.DefaultRequestHeaders.Host = "127.0.0.1";
        await visitor.SendAsync(form, "form[action='/forgotten-password']", ("Email", (await world.PersonAsync(WorldPeople.Rep)).Email));
        var mail = await world.NextMailAsync(listener);
        var token = mail.LinkOf().Split('=')[1];

        Assert.Equal(64, token.Length);
        await using var db = world.Open();
        Assert.DoesNotContain(token, (await db.AccountLinks.AsNoTracking().SingleAsync()).Hash);
    }

    [Theory, EveryDatabase]
    public async Task Each_reads_the_mail_in_his_language(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        var email = (await world.PersonAsync(WorldPeople.Rep)).Email ?? "";
        await using var db = world.Open();
        await db.WriteAsync(() => db.Users.Where(user => user.Email == email).ExecuteUpdateAsync(user => user.SetProperty(row => row.Language, "zh-CN")));

        await AskAsync(world.Visit(), email);

        var mail = await world.NextMailAsync(listener);
        Assert.Equal("重设 SiCrm 密码", mail.Subject);
        Assert.Contains("30 分钟内有效", mail.TextBody);
        Assert.Contains("lang=\"zh-CN\"", mail.HtmlBody);
    }

    private static async Task<Page> AskAsync(Visitor visitor, string email) => await visitor.FollowAsync(await visitor.SendAsync(
        await visitor.GetAsync("/forgotten-password"), "form[action='/forgotten-password']", ("Email", email)));
}
