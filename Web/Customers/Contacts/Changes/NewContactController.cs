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

/// <summary>Somebody at a customer whom we know from now on.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
public sealed class NewContactController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    /// <summary>First whose people they are.</summary>
    [HttpGet("contacts/new")]
    public async Task<IActionResult> Choose(string? q, CancellationToken cancel) =>
        View("Choose", new CustomerChoicePage(q, await Db.ChoicesAsync(Viewer, q, cancel)));

    [HttpGet("customers/{id:long}/contacts/new")]
    public async Task<IActionResult> New(long id) => await FindAsync(id) is { } customer ? Form(customer, new ContactFactsForm()) : NotFound();

    [HttpPost("customers/{id:long}/contacts")]
    public async Task<IActionResult> Create(long id, ContactFactsForm form)
    {
        if (await FindAsync(id) is not { } customer)
        {
            return NotFound();
        }

        Contact? contact = null;
        if (!ModelState.IsValid || !await TryAsync(async () => contact = await KeepAsync(customer, form)) || contact is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Form(customer, form);
        }

        Say(words["Contacts.Said.Created", contact.Name]);
        return LocalRedirect($"/contacts/{contact.Id}");
    }

    private async Task<Contact> KeepAsync(Customer customer, ContactFactsForm form)
    {
        var contact = customer.Know(form.Over(new ContactFacts { Name = "" }, new PersonalFields(Phone: true, Birthday: true)), ByViewer);
        await Db.SaveChangesAsync();
        return contact;
    }

    private Task<Customer?> FindAsync(long id) =>
        Db.Customers.VisibleTo(Viewer, AccessAction.Write).Kept().SingleOrDefaultAsync(customer => customer.Id == id);

    private ViewResult Form(Customer customer, ContactFactsForm form)
    {
        ViewData["Customer"] = customer.Name;
        ViewData["Id"] = customer.Id;
        return View("New", form);
    }
}
