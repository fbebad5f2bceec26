using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>A customer is put away, and brought back within thirty days, by who decides whose it is.</summary>
[Authorize(Policy = Policies.AssignCustomers)]
[Route("customers/{id:long}")]
public sealed class CustomerArchiveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : CustomerMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("archive")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Archive", new CustomerPlainForm { Back = back });

    [HttpPost("archive")]
    public Task<IActionResult> Create(long id, CustomerPlainForm form) => MoveAsync(id, "Archive", form, "Customers.Said.Archived", customer =>
    {
        customer.Archive(form.Reason, ByViewer);
        return Task.CompletedTask;
    });

    [HttpPost("restoration")]
    public Task<IActionResult> Remove(long id, CustomerPlainForm form) => MoveAsync(id, "Archive", form, "Customers.Said.Restored", customer =>
    {
        customer.Restore(ByViewer);
        return Task.CompletedTask;
    });
}
