using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace SiCrm.Infrastructure.Operations.Mail;

public enum MailSecurity
{
    /// <summary>The connection turns to TLS before anything is said; refused where the server can't.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>In the clear: for a relay on the same machine.</summary>
    None,
}

/// <summary>
/// <c>Mail:Host</c>, <c>Mail:Port</c>, <c>Mail:From</c>, <c>Mail:User</c>, <c>Mail:Password</c>, <c>Mail:Security</c>
/// (StartTls, Tls or None), <c>Mail:Folder</c> (files instead of a server, for Development).
/// </summary>
public sealed record MailSettings(string? Host, int Port, string From, string? User, string? Password, MailSecurity Security, string? Folder)
{
    public string Domain => From.Split('@') is [_, { Length: > 0 } domain] ? domain.TrimEnd('>', ' ') : "sicrm.invalid";

    internal SecureSocketOptions Socket => Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    /// <param name="folder">Where mails lie when there is no server; null where they wait for one.</param>
    public static MailSettings Of(IConfiguration configuration, string? folder)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var mail = configuration.GetSection("Mail");
        var security = mail.GetValue("Security", MailSecurity.StartTls);
        return new MailSettings(
            mail["Host"] is { Length: > 0 } host ? host : null,
            mail.GetValue("Port", security == MailSecurity.Tls ? 465 : 587),
            mail["From"] is { Length: > 0 } from ? from : "sicrm@localhost",
            mail["User"], mail["Password"], security, mail["Folder"] is { Length: > 0 } own ? own : folder);
    }
}
