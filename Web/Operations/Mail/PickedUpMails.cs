using MimeKit;

namespace SiCrm.Web.Operations.Mail;

/// <param name="Links">What stands in it that leads to this program.</param>
public sealed record PickedUpMail(string Name, DateTime At, string To, string Subject, string Text, IReadOnlyList<string> Links);

/// <summary>The mails that lie in the folder of a developer's machine.</summary>
public sealed class PickedUpMails(string folder)
{
    private const int Shown = 50;

    public IReadOnlyList<PickedUpMail> List() => !Directory.Exists(folder) ? [] :
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc).Take(Shown)
            .Select(file => Read(file.Name)).OfType<PickedUpMail>(),
    ];

    /// <summary>Null for what is no file of the folder.</summary>
    public PickedUpMail? Read(string name)
    {
        var path = Path.Combine(folder, Path.GetFileName(name));
        if (Path.GetExtension(path) != ".eml" || !File.Exists(path))
        {
            return null;
        }

        using var mail = MimeMessage.Load(path);
        var text = mail.TextBody ?? "";
        return new PickedUpMail(
            Path.GetFileName(path), mail.Date.UtcDateTime, mail.To.ToString(), mail.Subject ?? "", text,
            [.. text.Split('\n', '\r').Where(line => Uri.TryCreate(line, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")]);
    }
}
