using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations.Mail;

/// <summary>Worlds whose mails go to a listener of the test.</summary>
internal static class Mailing
{
    public static async Task<World> MailingWorldAsync(DatabaseKind kind, SmtpListener listener, bool withPeople = true)
    {
        var world = await World.CreateAsync(kind, withPeople);
        world.App.Configured["Mail:Host"] = "127.0.0.1";
        world.App.Configured["Mail:Port"] = listener.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        world.App.Configured["Mail:Security"] = "None";
        world.App.Configured["Mail:From"] = "SiCrm <crm@company.example>";
        return world;
    }

    public static Task<int> SendMailsAsync(this World world) => world.App.Services.GetRequiredService<MailSender>().SendDueAsync();

    /// <summary>Where the link of the mail leads, without the host.</summary>
    public static string LinkOf(this MimeMessage mail)
    {
        var line = (mail.TextBody ?? "").Split('\r', '\n').Single(text => text.StartsWith("https://", StringComparison.Ordinal));
        Assert.StartsWith("https://localhost/", line);
        return new Uri(line).PathAndQuery;
    }

    /// <summary>Sends what waits, and gives the one mail that came.</summary>
    public static async Task<MimeMessage> NextMailAsync(this World world, SmtpListener listener)
    {
        Assert.Equal(1, await world.SendMailsAsync());
        Assert.True(listener.Received.TryDequeue(out var mail));
        return mail;
    }
}
