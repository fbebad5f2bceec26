using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>Not this time, with a word why.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("care/{id:long}/skips")]
public sealed class CareSkipsController(CrmDbContext db, TimeProvider clock, Words words) : CareTaskController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Skip", _ => new CareSkipForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, CareSkipForm form) => CloseAsync(id, "Skip", form, "Care.Said.Skipped", care =>
        care.Task.Skip(form.Reason, ByViewer));
}
