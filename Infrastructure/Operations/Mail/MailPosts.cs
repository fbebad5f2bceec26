using MailKit.Net.Smtp;
using MimeKit;

namespace SiCrm.Infrastructure.Operations.Mail;

/// <summary>Where mails go.</summary>
public interface IMailPost
{
    Task SendAsync(MimeMessage message, CancellationToken cancel);
}

/// <summary>A server that takes them.</summary>
internal sealed class SmtpPost(string host, MailSettings settings) : IMailPost
{
    private const int PatienceMilliseconds = 20_000;

    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using var server = new SmtpClient { Timeout = PatienceMilliseconds };
        await server.ConnectAsync(host, settings.Port, settings.Socket, cancel);
        if (!string.IsNullOrEmpty(settings.User))
        {
            await server.AuthenticateAsync(settings.User, settings.Password ?? "", cancel);
        }

        await server.SendAsync(message, cancel);
        await server.DisconnectAsync(quit: true, cancel);
    }
}

/// <summary>A folder on a developer's machine: what would have been sent lies there as files.</summary>
internal sealed class FolderPost(string folder) : IMailPost
{
    /// <summary>The same mail is the same file, however often it is sent.</summary>
    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, FileOf(message));
        await message.WriteToAsync(file + ".part", cancel);
        File.Move(file + ".part", file, overwrite: true);
    }

    private static string FileOf(MimeMessage message) => (message.MessageId ?? "").Split('@')[0] + ".eml";
}
