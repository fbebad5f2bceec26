using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>Done, which is a touch of the customer: the form has what is usual, so that it only has to be sent.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("care/{id:long}/done")]
public sealed class CareDoneController(CrmDbContext db, TimeProvider clock, Words words) : CareTaskController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Done", care => new CareDoneForm
    {
        Back = back, How = care.Task.Kind == CareKind.Visit ? TouchKind.Visit : TouchKind.Call, IsTwoWay = true,
    });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, CareDoneForm form) => CloseAsync(id, "Done", form, "Care.Said.Done", care =>
    {
        care.Task.CanChange().ThrowIfRefused();
        var touch = new Touch(care.Customer, care.Contact, form.How ?? default, form.Words, Now, form.IsTwoWay, ByViewer);
        Db.Touches.Add(touch);
        care.Task.Do(touch, ByViewer);
    });
}
