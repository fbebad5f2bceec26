using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>A closed lead is put away, and brought back within thirty days.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}")]
public sealed class ArchiveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpPost("archive")]
    public Task<IActionResult> Create(long id, PlainMoveForm form) => MoveAsync(id, "Archive", form, "Leads.Said.Archived", lead =>
    {
        lead.Archive(ByViewer);
        return Task.CompletedTask;
    });

    [HttpPost("restoration")]
    public Task<IActionResult> Remove(long id, PlainMoveForm form) => MoveAsync(id, "Archive", form, "Leads.Said.Restored", lead =>
    {
        lead.Restore(ByViewer);
        return Task.CompletedTask;
    });
}
