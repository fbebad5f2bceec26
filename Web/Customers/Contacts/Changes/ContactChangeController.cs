using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>What the changes of one contact share: load it within the right to write, check the version that the person saw, one verb, one save.</summary>
public abstract class ContactChangeController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form, Func<Contact, Task>? fill = null)
        where TForm : ContactChangeForm
    {
        if (await FindAsync(id) is not { } contact)
        {
            return NotFound();
        }

        form.Version = contact.Version;
        await FillAsync(form, contact, fill);
        return View(view, form);
    }

    /// <param name="said">The key of what the next page says; its argument is the contact's name.</param>
    /// <param name="fill">What the form needs to be shown again.</param>
    protected async Task<IActionResult> ChangeAsync<TForm>(
        long id, string view, TForm form, string said, Func<Contact, Task> verb, Func<Contact, Task>? fill = null)
        where TForm : ContactChangeForm
    {
        if (await FindAsync(id) is not { } contact)
        {
            return NotFound();
        }

        Db.Entry(contact).Property(one => one.Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => DoAsync(contact, verb)) && ModelState.IsValid)
            {
                Say(Words[said, contact.Name]);
                return LocalRedirect(await MaySeeAsync(id) ? $"/contacts/{id}" : "/contacts");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, view, form, fill);
        }

        await FillAsync(form, contact, fill);
        return Unprocessable(view, form);
    }

    private async Task DoAsync(Contact contact, Func<Contact, Task> verb)
    {
        await verb(contact);
        if (ModelState.IsValid)
        {
            await Db.SaveChangesAsync();
        }
    }

    /// <summary>Somebody was quicker: what was typed stays, beside the contact as it is now.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync<TForm>(long id, string view, TForm form, Func<Contact, Task>? fill)
        where TForm : ContactChangeForm
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } contact)
        {
            return NotFound();
        }

        form.Version = contact.Version;
        ModelState.Remove(nameof(form.Version));
        ModelState.AddModelError("", Words["Contacts.ChangedMeanwhile", contact.Name]);
        await FillAsync(form, contact, fill);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, form);
    }

    private static async Task FillAsync<TForm>(TForm form, Contact contact, Func<Contact, Task>? fill)
        where TForm : ContactChangeForm
    {
        form.Contact = contact;
        await (fill?.Invoke(contact) ?? Task.CompletedTask);
    }

    private Task<Contact?> FindAsync(long id) => Db.Contacts.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(contact => contact.Id == id);

    /// <summary>Who moved somebody to another's customer may not see him any more.</summary>
    private Task<bool> MaySeeAsync(long id) => Db.Contacts.VisibleTo(Viewer).AnyAsync(contact => contact.Id == id);
}
