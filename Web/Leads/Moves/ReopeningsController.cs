using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>A disqualified lead lives again.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/reopening")]
public sealed class ReopeningsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Reopening", new ReasonForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ReasonForm form) => MoveAsync(id, "Reopening", form, "Leads.Said.Reopened", lead =>
    {
        lead.Reopen(form.Reason, ByViewer);
        return Task.CompletedTask;
    });
}
