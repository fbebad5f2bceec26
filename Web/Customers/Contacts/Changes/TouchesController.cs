using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>联系记录: one press opens it from any list, the second logs it.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/{id:long}/touches")]
public sealed class TouchesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("new")]
    public async Task<IActionResult> New(long id, string? back, CancellationToken cancel) =>
        await PageAsync(id, new TouchForm { Back = back }, cancel) is { } page ? View("Touch", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, TouchForm form, CancellationToken cancel)
    {
        string? name = null;
        if (ModelState.IsValid && await TryAsync(async () => name = await LogAsync(id, form, cancel)))
        {
            Say(words["Contacts.Said.Touched", name ?? ""]);
            return name is null ? NotFound() : LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/contacts/{id}");
        }

        Db.ChangeTracker.Clear();
        return await PageAsync(id, form, cancel) is { } page ? Unprocessable("Touch", page) : NotFound();
    }

    private async Task<string?> LogAsync(long id, TouchForm form, CancellationToken cancel)
    {
        // A day that is over is logged at its noon: nobody types the minute.
        var at = form.TouchedOn is { } day && day != Today ? CompanyTime.Utc(day.ToDateTime(new TimeOnly(12, 0))) : Now;
        return (await Db.LogTouchAsync(Viewer, id, new TouchFacts(form.Kind ?? default, form.TouchWords, at, !form.NoAnswer), ByViewer, cancel))?.Name;
    }

    private async Task<TouchPage?> PageAsync(long id, TouchForm form, CancellationToken cancel) =>
        await Db.Contacts.VisibleTo(Viewer, AccessAction.Write).Kept().Where(contact => contact.Id == id)
            .Select(contact => new TouchPage(contact.Id, contact.Name, Db.Customers.Where(customer => customer.Id == contact.CustomerId).Select(customer => customer.Name).First(), form))
            .SingleOrDefaultAsync(cancel);
}
