using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Reminders;

/// <summary>A reminder as finance notes it.</summary>
public sealed class ReminderForm
{
    [Required, Range(1, PaymentReminder.HighestLevel)]
    public int? Level { get; set; }

    [Required]
    public DateOnly? On { get; set; }

    [Required]
    public ReminderChannel? Channel { get; set; }

    public long? ContactId { get; set; }

    public DateOnly? PromisedOn { get; set; }

    [StringLength(ContractLengths.Reason)]
    public string? Remark { get; set; }

    public ReminderTerms Terms(DateOnly today) => new(Level ?? 1, On ?? today, Channel ?? default, ContactId, Remark, PromisedOn);
}

/// <param name="Contacts">Of the customer, in the viewer's reach.</param>
public sealed record ReminderPage(Contract Contract, IReadOnlyList<SelectListItem> Contacts, ReminderForm Form, DateOnly Today)
{
    public string Path => $"/contracts/{Contract.Id}/reminders";
}

/// <summary>催款: whoever keeps the money of contracts notes that a customer was reminded.</summary>
[Authorize(Policy = Policies.WriteReceipts)]
[Route("contracts/{id:long}/reminders")]
public sealed class RemindersController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int MostContacts = 100;

    [HttpGet("new")]
    public async Task<IActionResult> New(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } contract
            ? View("Reminder", await PageAsync(contract, new ReminderForm { Level = contract.NextLevel, On = Today }, cancel)) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] ReminderForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } contract)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => RemindAsync(contract, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.Reminded", contract.Label]);
            return LocalRedirect($"/contracts/{id}/money");
        }

        return Unprocessable("Reminder", await PageAsync(contract, form, cancel));
    }

    private Task<Contract?> FindAsync(long id, CancellationToken cancel) =>
        Db.Contracts.VisibleTo(Viewer).Include(row => row.Milestones).Include(row => row.Reminders).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == id, cancel);

    private async Task RemindAsync(Contract contract, ReminderForm form, CancellationToken cancel)
    {
        var isTheirs = form.ContactId is null || await ContactsOf(contract).AnyAsync(contact => contact.Id == form.ContactId, cancel);
        (isTheirs ? null : new Refusal("ContactNotOfCustomer", contract.Label)).ThrowIfRefused();
        contract.Remind(form.Terms(Today), ByViewer);
        await Db.SaveChangesAsync(cancel);
    }

    private IQueryable<Domain.Customers.Contact> ContactsOf(Contract contract) => Db.Contacts.VisibleTo(Viewer).Where(contact => contact.CustomerId == contract.CustomerId);

    private async Task<ReminderPage> PageAsync(Contract contract, ReminderForm form, CancellationToken cancel)
    {
        var contacts = await ContactsOf(contract).AsNoTracking().OrderBy(contact => contact.Name).ThenBy(contact => contact.Id).Take(MostContacts)
            .Select(contact => new { contact.Id, contact.Name }).ToListAsync(cancel);
        return new(contract, [.. contacts.Select(contact => new SelectListItem(contact.Name, contact.Id.ToString(CultureInfo.InvariantCulture)))], form, Today);
    }
}
