using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>线索认定: the three questions of customer identification.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/qualification")]
public sealed class QualificationsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Qualification", new QualificationForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, QualificationForm form) => MoveAsync(id, "Qualification", form, "Leads.Said.Qualified", lead =>
    {
        lead.Qualify(form.Answers, ByViewer);
        return Task.CompletedTask;
    });
}
