using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>退回: the owner hands the lead back to the desk.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}/give-back")]
public sealed class GiveBacksController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Write;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "GiveBack", new GiveBackForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, GiveBackForm form) => MoveAsync(id, "GiveBack", form, "Leads.Said.GivenBack", lead =>
    {
        lead.GiveBack(form.Because ?? default, form.Note, ByViewer);
        return Task.CompletedTask;
    });
}
