using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Links;

/// <summary>
/// Makes the links that open an account, and the mails that bring them; all of it inside the caller's transaction, in the
/// language of whoever reads it.
/// </summary>
public sealed class AccountMails(CrmDbContext db, Outbox outbox, PublicAddress site, Auditor audit, Words words, TimeProvider clock)
{
    private static readonly TimeSpan NoticeKept = TimeSpan.FromDays(5);

    public bool MayMail => site.IsKnown;

    private DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    /// <summary>The address to open; a link for the same purpose that was made before is worth nothing.</summary>
    public async Task<string> MakeAsync(Account account, LinkPurpose purpose, string? newAddress = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        var secret = Secret.New();
        await db.AccountLinks.Where(link => link.AccountId == account.Id && link.Purpose == purpose && link.UsedAt == null).ExecuteDeleteAsync();
        db.AccountLinks.Add(new AccountLink(account.Id, purpose, Secret.HashOf(secret), account.SecurityStamp ?? "", Now) { Address = newAddress });
        return site.Of($"{(purpose == LinkPurpose.NewAddress ? "/new-address" : "/new-password")}?token={secret}");
    }

    /// <summary>Brings a link for the purpose: to the new address where it is one, else to the account's.</summary>
    public async Task SendAsync(Account account, string name, LinkPurpose purpose, string? newAddress = null)
    {
        var link = await MakeAsync(account, purpose, newAddress);
        using (InLanguage.Of(LanguageOf(account)))
        {
            var letter = Letter(name, purpose.ToString(), link, [LengthOf(purpose)]);
            outbox.Add(newAddress ?? account.Email ?? "", words[$"Account.Mail.{purpose}.Subject"], letter, Now, Now + AccountLink.LengthOf(purpose));
        }

        audit.Note(AuditKind.LinkSent, account.PersonId, null, AuditDetails.Of(new AuditChange("Purpose", null, purpose.ToString())));
    }

    /// <summary>Tells somebody what happened to his account, in case it was not him.</summary>
    public void Tell(Account account, string name, AuditKind what, string? oldAddress = null)
    {
        if ((oldAddress ?? account.Email) is not { Length: > 0 } to)
        {
            return;
        }

        using (InLanguage.Of(LanguageOf(account)))
        {
            outbox.Add(to, words["Account.Mail.Notice.Subject"], Letter(name, "Notice", null, [words.Of(what)]), Now, Now + NoticeKept);
        }
    }

    private static string Culture => System.Globalization.CultureInfo.CurrentUICulture.Name;

    private MailLetter Letter(string name, string key, string? link, object[] args) => new(
        Culture, words["Account.Mail.Greeting", name], [words[$"Account.Mail.{key}.Text", args], words[$"Account.Mail.{key}.Care"]],
        link is null ? null : words[$"Account.Mail.{key}.Link"], link, words["Account.Mail.Closing"]);

    private string LengthOf(LinkPurpose purpose) => AccountLink.LengthOf(purpose) switch
    {
        { TotalHours: < 1 } length => words["Shared.Time.Minutes.Many", (int)length.TotalMinutes],
        { TotalDays: < 1 } length => words["Shared.Time.Hours.Many", (int)length.TotalHours],
        var length => words["Shared.Time.Days.Many", (int)length.TotalDays],
    };

    private string LanguageOf(Account account) => account.Language ?? db.Company.Settings.Language;
}
