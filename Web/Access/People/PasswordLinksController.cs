using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

public sealed record PasswordLink(string Name, string Address);

/// <summary>A link by which a person chooses a new password; shown once, good for half an hour and one use.</summary>
[Route("people/{id:long}/password-link")]
[Authorize(Policies.Administer)]
public sealed class PasswordLinksController(
    CrmDbContext db, TimeProvider clock, AccountMails mails, PeopleRegister register, Auditor audit, Words words) : CrmController(db, clock)
{
    [HttpPost]
    [Fresh]
    public async Task<IActionResult> Create(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person
            || await Db.Users.SingleOrDefaultAsync(user => user.PersonId == id) is not { } account)
        {
            return NotFound();
        }

        var address = await Db.WriteAsync(async () =>
        {
            var made = await mails.MakeAsync(account, LinkPurpose.HandedOver);
            audit.Note(AuditKind.LinkSent, person.Id, details: AuditDetails.Of(new AuditChange("Purpose", null, nameof(LinkPurpose.HandedOver))));
            await register.LogAsync(person, "PasswordLinked", ByViewer, null);
            return made;
        });
        return View("PasswordLink", new PasswordLink(person.Name, address));
    }

    /// <summary>The same by mail: an invitation for who has no password yet.</summary>
    [HttpPost("/people/{id:long}/invitation")]
    public async Task<IActionResult> CreateInvitation(long id)
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Id == id) is not { } person
            || !await Db.WriteAsync(() => register.InviteAsync(person)))
        {
            return NotFound();
        }

        Say(words["Account.Invited", person.Name]);
        return LocalRedirect($"/people/{id}");
    }
}
