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

/// <summary>What is known of a contact, changed by hand; who comes second chooses field by field.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/{id:long}/edit")]
public sealed class ContactEditController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private PersonalFields Personal => PersonalFields.For(Viewer);

    [HttpGet("")]
    public async Task<IActionResult> Edit(long id) =>
        await FindAsync(id) is { } contact ? Form(contact, ContactEditForm.Of(contact, Personal)) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, ContactEditForm form)
    {
        if (await FindAsync(id) is not { } contact)
        {
            return NotFound();
        }

        if (form.Version != contact.Version)
        {
            return Conflicting(form, ContactEditForm.Of(contact, Personal), contact.Name);
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => SaveAsync(contact, form)))
            {
                Say(words["Contacts.Said.Edited", contact.Name]);
                return LocalRedirect($"/contacts/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return await FindAsync(id) is { } theirs ? Conflicting(form, ContactEditForm.Of(theirs, Personal), theirs.Name) : NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Form(contact, form);
    }

    private async Task SaveAsync(Contact contact, ContactEditForm form)
    {
        contact.Edit(form.Over(contact.Facts, Personal), ByViewer);
        await Db.SaveChangesAsync();
    }

    private Task<Contact?> FindAsync(long id) =>
        Db.Contacts.VisibleTo(Viewer, AccessAction.Write).Kept().SingleOrDefaultAsync(contact => contact.Id == id);

    private ViewResult Form(Contact contact, ContactEditForm form)
    {
        ViewData["Contact"] = contact.Name;
        ViewData["Id"] = contact.Id;
        return View("Edit", form);
    }
}
