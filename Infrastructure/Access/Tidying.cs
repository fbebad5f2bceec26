using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Forms;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access;

/// <summary>Takes away what was kept for a while only: sent forms and their counts, ended sessions, tries to sign in, links, mails that went. For the nightly job.</summary>
public static class Tidying
{
    private static readonly TimeSpan FormsKept = TimeSpan.FromDays(2);
    private static readonly TimeSpan MailsKept = TimeSpan.FromDays(30);

    public static Task TidyAccessAsync(this CrmDbContext db, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (forms, mails, sessions, tries) = (now - FormsKept, now - MailsKept, now - SignInSession.Longest, now - ThrottleRule.Account.ForgottenAfter);
        return db.WriteAsync(async () =>
        {
            await db.ForgetFormsAsync(forms, cancel);
            await db.ForgetFormCountsAsync(forms, cancel);
            await db.Set<SignInSession>().Where(session => session.BegunAt < sessions).ExecuteDeleteAsync(cancel);
            await db.AccountLinks.Where(link => link.ExpiresAt < forms).ExecuteDeleteAsync(cancel);
            await db.Outbox.Where(mail => mail.State != MailState.Waiting && mail.MadeAt < mails).ExecuteDeleteAsync(cancel);
            await db.Set<SignInThrottle>().Where(throttle => throttle.LastTriedAt < tries).ExecuteDeleteAsync(cancel);
        }, cancel);
    }
}
