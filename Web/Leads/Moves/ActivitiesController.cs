using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>A logged contact; the owner's first one starts the lead.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/activities")]
public sealed class ActivitiesController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Write;

    [HttpGet("new")]
    public Task<IActionResult> New(long id, LeadActivityKind? kind, string? back) => AskAsync(id, "Activity", new ActivityForm { Kind = kind, Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ActivityForm form) => MoveAsync(id, "Activity", form, "Leads.Said.Logged", lead =>
    {
        lead.Log(form.Kind ?? default, form.Words, ByViewer, form.NextAction, form.NextDueOn);
        return Task.CompletedTask;
    });
}
