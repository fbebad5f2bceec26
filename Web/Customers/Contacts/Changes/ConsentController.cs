using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>Whether somebody agreed to be written to, since when and how.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/{id:long}/consent")]
public sealed class ConsentController(CrmDbContext db, TimeProvider clock, Words words) : ContactChangeController(db, clock, words)
{
    [HttpGet("")]
    public Task<IActionResult> Edit(long id) => AskAsync(id, "Consent", new ConsentForm { ConsentOn = Today });

    [HttpPost("")]
    public Task<IActionResult> Update(long id, ConsentForm form) => ChangeAsync(id, "Consent", form, "Contacts.Said.Consent", contact =>
    {
        contact.Decide(form.Consent ?? default, form.ConsentOn ?? Today, form.ConsentHow, ByViewer);
        return Task.CompletedTask;
    });
}
