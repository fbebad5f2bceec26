using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Operations.Mail;

/// <summary>Takes mails in with the change that they tell of, and hands out those that are due, each to one sender at a time.</summary>
public sealed class Outbox(CrmDbContext db, IDataProtectionProvider protection, MailSettings settings)
{
    private readonly IDataProtector _seal = protection.CreateProtector("Mail");

    /// <summary>Is saved with the caller's change.</summary>
    public void Add(string to, string subject, MailLetter letter, DateTime now, DateTime goodUntil)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var id = $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}@{settings.Domain}";
        db.Outbox.Add(new OutgoingMail(id, to, subject, _seal.Protect(letter.Write()), now, goodUntil));
    }

    internal MailLetter Open(OutgoingMail mail) => MailLetter.Read(_seal.Unprotect(mail.SealedBody ?? ""));

    /// <summary>The next ones that are due, oldest first.</summary>
    internal Task<List<OutgoingMail>> DueAsync(DateTime now, int most, CancellationToken cancel) => db.Outbox.AsNoTracking()
        .Where(mail => mail.State == MailState.Waiting && mail.NextTryAt <= now)
        .OrderBy(mail => mail.NextTryAt).ThenBy(mail => mail.Id).Take(most).ToListAsync(cancel);

    /// <summary>False when another sender was quicker.</summary>
    internal Task<bool> TakeAsync(OutgoingMail mail, DateTime now, CancellationToken cancel) => ChangeAsync(
        db.Outbox.Where(row => row.Id == mail.Id && row.State == MailState.Waiting && row.Tries == mail.Tries && row.NextTryAt <= now),
        mine => mine.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.Tries, mail.Tries + 1).SetProperty(r => r.NextTryAt, now + OutgoingMail.Lease), cancel), cancel);

    /// <summary>What it said is forgotten with it.</summary>
    internal Task<bool> EndAsync(OutgoingMail mail, MailState state, DateTime now, CancellationToken cancel)
    {
        var sentAt = state == MailState.Sent ? now : (DateTime?)null;
        return ChangeAsync(Mine(mail), mine => mine.ExecuteUpdateAsync(row => row.SetProperty(r => r.State, state)
            .SetProperty(r => r.SentAt, sentAt).SetProperty(r => r.SealedBody, (string?)null).SetProperty(r => r.Error, r => state == MailState.Sent ? null : r.Error), cancel), cancel);
    }

    internal Task<bool> FailAsync(OutgoingMail mail, string error, DateTime now, CancellationToken cancel)
    {
        var next = now + OutgoingMail.WaitAfter(mail.Tries + 1);
        return ChangeAsync(Mine(mail), mine => mine.ExecuteUpdateAsync(
            row => row.SetProperty(r => r.Error, error).SetProperty(r => r.NextTryAt, next), cancel), cancel);
    }

    /// <summary>As it was taken: with one try more than when it was read.</summary>
    private IQueryable<OutgoingMail> Mine(OutgoingMail mail) =>
        db.Outbox.Where(row => row.Id == mail.Id && row.State == MailState.Waiting && row.Tries == mail.Tries + 1);

    private Task<bool> ChangeAsync(IQueryable<OutgoingMail> rows, Func<IQueryable<OutgoingMail>, Task<int>> change, CancellationToken cancel) =>
        db.WriteAsync(async () => await change(rows) == 1, cancel);
}
