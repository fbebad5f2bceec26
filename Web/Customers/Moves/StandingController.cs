using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>A customer is given up with a reason, and taken up again.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/{id:long}")]
public sealed class StandingController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : CustomerMoveController(db, clock, mapper, words)
{
    [HttpGet("giving-up")]
    public Task<IActionResult> GivingUp(long id, string? back) => AskAsync(id, "GivingUp", new CustomerReasonForm { Back = back });

    [HttpPost("giving-up")]
    public Task<IActionResult> GiveUp(long id, CustomerReasonForm form) => MoveAsync(id, "GivingUp", form, "Customers.Said.GivenUp", customer =>
    {
        customer.GiveUp(form.Reason, ByViewer);
        return Task.CompletedTask;
    });

    [HttpGet("taking-up")]
    public Task<IActionResult> TakingUp(long id, string? back) => AskAsync(id, "TakingUp", new CustomerReasonForm { Back = back });

    [HttpPost("taking-up")]
    public Task<IActionResult> TakeUp(long id, CustomerReasonForm form) => MoveAsync(id, "TakingUp", form, "Customers.Said.TakenUp", customer =>
    {
        customer.TakeUp(form.Reason, ByViewer);
        return Task.CompletedTask;
    });
}
