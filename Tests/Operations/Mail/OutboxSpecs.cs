using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations.Mail;

public sealed class OutboxSpecs
{
    [Theory, EveryDatabase]
    public async Task A_mail_waits_while_the_server_is_out_of_order_and_goes_when_it_is_back(DatabaseKind kind)
    {
        await using var listener = new SmtpListener { IsOutOfOrder = true };
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await WriteAsync(world, "one");

        Assert.Equal(0, await world.SendMailsAsync());
        Assert.Equal(0, await world.SendMailsAsync());
        await using var db = world.Open();
        var waiting = await db.Outbox.AsNoTracking().SingleAsync();
        Assert.Equal((MailState.Waiting, 1), (waiting.State, waiting.Tries));
        Assert.NotNull(waiting.Error);

        listener.IsOutOfOrder = false;
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        var mail = await world.NextMailAsync(listener);
        var sent = await db.Outbox.AsNoTracking().SingleAsync();
        Assert.Equal((MailState.Sent, null, null), (sent.State, sent.SealedBody, sent.Error));
        Assert.Equal(sent.MessageId, mail.MessageId);
    }

    [Theory, EveryDatabase]
    public async Task Who_gets_a_mail_twice_sees_the_same_message_id(DatabaseKind kind)
    {
        await using var listener = new SmtpListener { HangsUp = true };
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await WriteAsync(world, "one");
        Assert.Equal(0, await world.SendMailsAsync());

        listener.HangsUp = false;
        world.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await world.SendMailsAsync());

        Assert.Equal(2, listener.Received.Count);
        Assert.Single(listener.Received.Select(mail => mail.MessageId).Distinct());
    }

    [Theory, EveryDatabase]
    public async Task Of_many_senders_each_mail_is_one_s(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        for (var i = 0; i < 12; i++)
        {
            await WriteAsync(world, $"mail {i}");
        }

        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(world.SendMailsAsync)));

        Assert.Equal(12, sent.Sum());
        Assert.Equal(12, listener.Received.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(12, listener.Received.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_mail_that_comes_too_late_does_not_go_and_says_so(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await WriteAsync(world, "one");
        world.Clock.Pass(TimeSpan.FromHours(2));

        Assert.Equal(0, await world.SendMailsAsync());

        await using var db = world.Open();
        var lapsed = await db.Outbox.AsNoTracking().SingleAsync();
        Assert.Equal((MailState.Lapsed, null), (lapsed.State, lapsed.SealedBody));
        Assert.Contains("too late", (await world.Visit(WorldPeople.Administrator).GetAsync("/operations/mails")).Text);
    }

    [Theory, EveryDatabase]
    public async Task What_a_mail_says_is_not_readable_in_the_database(DatabaseKind kind)
    {
        await using var listener = new SmtpListener();
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await WriteAsync(world, "one");
        await using var db = world.Open();
        Assert.DoesNotContain("hidden words", (await db.Outbox.AsNoTracking().SingleAsync()).SealedBody);
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_lets_one_be_tried_again_at_once(DatabaseKind kind)
    {
        await using var listener = new SmtpListener { IsOutOfOrder = true };
        await using var world = await Mailing.MailingWorldAsync(kind, listener);
        await WriteAsync(world, "one");
        await world.SendMailsAsync();
        listener.IsOutOfOrder = false;
        var admin = world.Visit(WorldPeople.Administrator);

        var again = await admin.SendAsync(await admin.GetAsync("/operations/mails"), "form[action$='/tries']");

        Assert.Equal(HttpStatusCode.Redirect, again.Status);
        Assert.Equal("one", (await world.NextMailAsync(listener)).Subject);
    }

    [Fact]
    public void Whatever_stands_in_a_name_is_text()
    {
        var letter = new MailLetter("en", "Hello <script>alert(1)</script>\r\nBcc: x@y.example,", ["<img src=x onerror=y> & \"more\""],
            "Open", "https://localhost/new-password?token=1&x=\"><b>", "Bye");

        var html = letter.ToHtml();

        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.DoesNotContain("\r\nBcc:", letter.ToText());
    }

    private static async Task WriteAsync(World world, string subject)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        scope.ServiceProvider.GetRequiredService<Outbox>().Add(
            "somebody@example.com", subject, new MailLetter("en", "Hello", ["hidden words"], null, null, "Bye"), now, now.AddHours(1));
        await scope.ServiceProvider.GetRequiredService<CrmDbContext>().SaveChangesAsync();
    }
}
