using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>To another working day, with a word why.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("care/{id:long}/moves")]
public sealed class CareMovesController(CrmDbContext db, TimeProvider clock, Words words) : CareTaskController(db, clock, words)
{
    private const int Usual = 5;

    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Move", _ => new CareMoveForm
    {
        Back = back, DueOn = Db.Company.Facts.Calendar.AddWorkingDays(Today, Usual),
    });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, CareMoveForm form) => CloseAsync(id, "Move", form, "Care.Said.Moved", care =>
        care.Task.MoveTo(form.DueOn ?? default, form.Reason, Db.Company.Facts.Calendar, ByViewer));
}
