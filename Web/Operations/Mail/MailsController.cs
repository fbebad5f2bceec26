using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations.Mail;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Operations.Mail;

/// <summary>What went out, what waits, and why; never what a mail says, which may open an account.</summary>
[Route("operations/mails")]
[Authorize(Policies.Administer)]
public sealed class MailsController(CrmDbContext db, TimeProvider clock, MailSender sender, MailSettings settings, Words words) : CrmController(db, clock)
{
    private const int Shown = 100;

    private PickedUpMails? Folder => settings is { Host: null, Folder: { } folder } ? new PickedUpMails(folder) : null;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var mails = await Db.Outbox.AsNoTracking().OrderByDescending(mail => mail.Id).Take(Shown)
            .Select(mail => new MailRow(mail.Id, mail.To, mail.Subject, mail.MadeAt, mail.State, mail.SentAt, mail.Tries, mail.NextTryAt, mail.Error))
            .ToListAsync(cancel);
        return View("Mails", new MailsPage(mails, sender.HasPost, Folder?.List() ?? []));
    }

    /// <summary>Need not wait for its next try.</summary>
    [HttpPost("{id:long}/tries")]
    public async Task<IActionResult> Create(long id)
    {
        var now = Now;
        var found = await Db.WriteAsync(() => Db.Outbox.Where(mail => mail.Id == id && mail.State == MailState.Waiting)
            .ExecuteUpdateAsync(mail => mail.SetProperty(row => row.NextTryAt, now)));
        if (found == 0)
        {
            return NotFound();
        }

        Say(words["Operations.Mails.Again.Said"]);
        return LocalRedirect("/operations/mails");
    }

    /// <summary>A file of the folder; there is one on a developer's machine only.</summary>
    [HttpGet("files/{name}")]
    public IActionResult Show(string name) => Folder?.Read(name) is { } mail ? View("Mail", mail) : NotFound();
}

public sealed record MailRow(
    long Id, string To, string Subject, DateTime MadeAt, MailState State, DateTime? SentAt, int Tries, DateTime NextTryAt, string? Error);

/// <param name="Files">Of the folder; empty where there is none.</param>
public sealed record MailsPage(IReadOnlyList<MailRow> Mails, bool HasPost, IReadOnlyList<PickedUpMail> Files);
