using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>One lead of an allocation, as it was moved.</summary>
public sealed record AllocationLine(long LeadId, string Number, string Company, long? FromOwnerId, long? ToOwnerId, bool IsUndone, string? StayedBecause);

public sealed record AllocationPage(Allocation Allocation, IReadOnlyList<AllocationLine> Lines, OrganisationFacts Names);

/// <summary>客户分配与调整: what was handed out or reclaimed together, the proof of it, and the undo.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("desk/allocations")]
public sealed class AllocationsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Shown = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        ViewData["Names"] = await organisation.ReadAsync(Db, cancel);
        return View("Allocations", await Db.Allocations.AsNoTracking().VisibleTo(Viewer).OrderByDescending(row => row.Id).Take(Shown).ToListAsync(cancel));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await Db.Allocations.AsNoTracking().VisibleTo(Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } allocation)
        {
            return NotFound();
        }

        var lines = await (from row in Db.Set<AllocationRow>().Where(row => row.AllocationId == id)
                           join lead in Db.Leads.VisibleTo(Viewer, AccessAction.Read) on row.LeadId equals lead.Id
                           orderby row.Id
                           select new AllocationLine(
                               lead.Id, lead.Number, lead.Company, row.Before.OwnerId, row.ToOwnerId, row.IsUndone, row.StayedBecause)).ToListAsync(cancel);
        return View("Allocation", new AllocationPage(allocation, lines, await organisation.ReadAsync(Db, lines.Select(line => line.ToOwnerId), cancel)));
    }

    [HttpPost("{id:long}/undo")]
    public async Task<IActionResult> Undo(long id, CancellationToken cancel)
    {
        if (await Db.UndoAllocationAsync(Viewer, id, ByViewer, cancel) is not { } allocation)
        {
            return NotFound();
        }

        var back = allocation.Rows.Count(row => row.IsUndone);
        Say(back == allocation.Leads ? words["Desk.Undo.All", back] : words["Desk.Undo.Some", back, allocation.Leads - back]);
        return LocalRedirect($"/desk/allocations/{id}");
    }
}
