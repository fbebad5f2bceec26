using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>The lead is no project: why is counted by the daily list.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/disqualification")]
public sealed class DisqualificationsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Write;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Disqualification", new DisqualificationForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, DisqualificationForm form) => MoveAsync(id, "Disqualification", form, "Leads.Said.Disqualified", lead =>
    {
        lead.Disqualify(form.Why ?? default, form.Note, ByViewer);
        return Task.CompletedTask;
    });
}
