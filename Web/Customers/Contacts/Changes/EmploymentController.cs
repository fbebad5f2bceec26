using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>Somebody works for another customer now.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/{id:long}/employment")]
public sealed class EmploymentController(CrmDbContext db, TimeProvider clock, Words words) : ContactChangeController(db, clock, words)
{
    [HttpGet("")]
    public Task<IActionResult> New(long id, string? employerName, CancellationToken cancel)
    {
        var form = new EmploymentForm { EmployedOn = Today, EmployerName = employerName };
        return AskAsync(id, "Employment", form, contact => OfferAsync(form, contact, cancel));
    }

    [HttpPost("")]
    public Task<IActionResult> Create(long id, EmploymentForm form, CancellationToken cancel) => ChangeAsync(id, "Employment", form, "Contacts.Said.Moved", async contact =>
    {
        var employer = await Db.Customers.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(customer => customer.Id == form.EmployerId, cancel);
        if (employer is null)
        {
            ModelState.AddModelError(nameof(form.EmployerId), Words["Contacts.EmployerNotOffered"]);
        }
        else
        {
            contact.MoveTo(employer, form.Position, form.Department, form.EmployedOn ?? Today, ByViewer);
        }
    }, contact => OfferAsync(form, contact, cancel));

    private async Task OfferAsync(EmploymentForm form, Contact contact, CancellationToken cancel) =>
        form.Employers = [.. (await Db.ChoicesAsync(Viewer, form.EmployerName, cancel)).Where(customer => customer.Id != contact.CustomerId)];
}
