using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>收回 by the coordinator, not by a rule.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/reclaim")]
public sealed class ReclaimsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Reclaim", new ReasonForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ReasonForm form) => MoveAsync(id, "Reclaim", form, "Leads.Said.Reclaimed", lead =>
    {
        lead.Reclaim(null, form.Reason, ByViewer);
        return Task.CompletedTask;
    });
}
