using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>Marks that one press sets: key contact, archived.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/{id:long}")]
public sealed class ContactMarksController(CrmDbContext db, TimeProvider clock, Words words) : ContactChangeController(db, clock, words)
{
    [HttpPost("key-mark")]
    public Task<IActionResult> Key(long id, KeyMarkForm form) => ChangeAsync(id, "Mark", form, form.IsKey ? "Contacts.Said.Key" : "Contacts.Said.NoKey", contact =>
    {
        contact.BeKey(form.IsKey);
        return Task.CompletedTask;
    });

    [HttpPost("archive")]
    public Task<IActionResult> Archive(long id, PlainChangeForm form) => ChangeAsync(id, "Mark", form, "Contacts.Said.Archived", contact =>
    {
        contact.Archive(ByViewer);
        return Task.CompletedTask;
    });

    [HttpPost("restoration")]
    public Task<IActionResult> Restore(long id, PlainChangeForm form) => ChangeAsync(id, "Mark", form, "Contacts.Said.Restored", contact =>
    {
        contact.Restore();
        return Task.CompletedTask;
    });
}
