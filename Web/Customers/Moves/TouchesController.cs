using System.Globalization;
using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>联系记录: a touch is logged; it is added to what others wrote meanwhile, so no version stands in its way.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/{id:long}/touches")]
public sealed class TouchesController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : CustomerMoveController(db, clock, mapper, words)
{
    /// <summary>At what time of its day a touch is kept of which only the day is known.</summary>
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    [HttpGet("new")]
    public Task<IActionResult> New(long id, TouchKind? kind, long? contact, string? back) =>
        AskAsync(id, "Touch", new TouchForm { Kind = kind, ContactId = contact, IsTwoWay = true, Back = back });

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, TouchForm form)
    {
        if (await FindAsync(id) is { } customer)
        {
            form.Version = customer.Version;
        }

        return await MoveAsync(id, "Touch", form, "Customers.Said.Touched", touched =>
        {
            Db.Touches.Add(TouchOf(touched, form));
            return Task.CompletedTask;
        });
    }

    protected override async Task FillAsync(CustomerMoveForm form, Customer record)
    {
        await base.FillAsync(form, record);
        ViewData["Contacts"] = record.Contacts.Where(contact => contact.ArchivedAt is null).OrderBy(contact => contact.Name, StringComparer.CurrentCulture)
            .Select(contact => new SelectListItem($"{contact.Name} {contact.Position}".TrimEnd(), contact.Id.ToString(CultureInfo.InvariantCulture))).ToList();
    }

    private Touch TouchOf(Customer customer, TouchForm form)
    {
        var contact = customer.Contacts.FirstOrDefault(contact => contact.Id == form.ContactId && contact.ArchivedAt is null);
        (form.ContactId is not null && contact is null ? new Refusal("ContactNotThere") : null).ThrowIfRefused();
        return new Touch(customer, contact, form.Kind ?? default, form.Words, At(form.On), form.IsTwoWay, ByViewer);
    }

    private DateTime At(DateOnly? day) => day is null || day == Today ? Now : CompanyTime.StartOf(day.Value) + Noon;
}
