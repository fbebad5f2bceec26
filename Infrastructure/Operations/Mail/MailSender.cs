using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using MimeKit.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Operations.Mail;

/// <summary>Sends what is due; as many programs as like may do so at the same time.</summary>
public sealed class MailSender(IServiceScopeFactory scopes, MailSettings settings, TimeProvider clock, ILogger<MailSender> log)
{
    private const int AtOnce = 20;

    private readonly IMailPost? _post = settings switch
    {
        { Host: { } host } => new SmtpPost(host, settings),
        { Folder: { } folder } => new FolderPost(folder),
        _ => null,
    };

    /// <summary>Without one mails wait in the outbox.</summary>
    public bool HasPost => _post is not null;

    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <returns>How many this program sent.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancel = default)
    {
        if (_post is not { } post)
        {
            return 0;
        }

        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        var sent = 0;
        foreach (var mail in await outbox.DueAsync(Now, AtOnce, cancel))
        {
            if (await outbox.TakeAsync(mail, Now, cancel) && await SendAsync(post, outbox, mail, cancel))
            {
                sent++;
            }
        }

        return sent;
    }

    private async Task<bool> SendAsync(IMailPost post, Outbox outbox, OutgoingMail mail, CancellationToken cancel)
    {
        if (mail.GoodUntil <= Now)
        {
            log.LogWarning("Mail {Mail} could not be sent in time", mail.Id);
            await outbox.EndAsync(mail, MailState.Lapsed, Now, cancel);
            return false;
        }

        try
        {
            using var message = Message(mail, outbox.Open(mail));
            await post.SendAsync(message, cancel);
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Mail {Mail} could not be sent at try {Try}: {Reason}", mail.Id, mail.Tries + 1, trouble.Message);
            await outbox.FailAsync(mail, Shortened($"{trouble.GetType().Name}: {trouble.Message}"), Now, cancel);
            return false;
        }

        return await outbox.EndAsync(mail, MailState.Sent, Now, CancellationToken.None);
    }

    private MimeMessage Message(OutgoingMail mail, MailLetter letter)
    {
        var message = new MimeMessage { MessageId = mail.MessageId, Subject = mail.Subject, Date = new DateTimeOffset(mail.MadeAt) };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(new MailboxAddress(null, mail.To));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = Body(letter);
        return message;
    }

    private static Multipart Body(MailLetter letter)
    {
        var text = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = letter.ToText() },
            new TextPart(TextFormat.Html) { Text = letter.ToHtml() },
        };
        return letter.File is not { } file ? text : new Multipart("mixed")
        {
            text,
            new MimePart(file.Type)
            {
                Content = new MimeContent(new MemoryStream(file.Content)), FileName = file.Name, ContentTransferEncoding = ContentEncoding.Base64,
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = file.Name },
            },
        };
    }

    private static string Shortened(string error) => error.Length <= OutgoingMail.ErrorLength ? error : error[..OutgoingMail.ErrorLength];
}
