using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Picking;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Leads.Record;

/// <summary>The page of one lead and its tabs.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("leads")]
public sealed class LeadController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation, CustomerNames customers) : CrmController(db, clock)
{
    private const int MostDecisions = 50;

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, string? before, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } lead)
        {
            return NotFound();
        }

        var timeline = await Db.TimelineAsync(id, before, LeadHistoryPage.Size, cancel);
        await customers.ReadAsync(Viewer, timeline.Rows.Referrers(), cancel);
        return View(new LeadHistoryPage(lead, await organisation.ReadAsync(Db, cancel), Viewer, ByViewer, timeline, before is null) { WarnDays = WarnDays, IsSharedToWrite = await Db.IsSharedToWriteAsync(Viewer, id, cancel) });
    }

    /// <summary>The number is what people write down.</summary>
    [HttpGet("{number:regex(^[[A-Za-z]][[\\w-]]*-\\d+$)}", Order = 1)]
    public async Task<IActionResult> Find(string number)
    {
        var id = await Db.Leads.VisibleTo(Viewer).Where(lead => lead.Number == number).Select(lead => (long?)lead.Id).SingleOrDefaultAsync();
        return id is null ? NotFound() : LocalRedirect($"/leads/{id}");
    }

    [HttpGet("{id:long}/facts")]
    public async Task<IActionResult> Facts(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } lead)
        {
            return NotFound();
        }

        var last = Db.LeadChanges.Where(change => change.LeadId == id).GroupBy(change => change.Field).Select(field => field.Max(change => change.Id));
        var origins = await Db.LeadChanges.AsNoTracking().Where(change => last.Contains(change.Id)).ToListAsync(cancel);
        return View(new LeadFactsPage(lead, await organisation.ReadAsync(Db, cancel), Viewer, ByViewer, origins) { WarnDays = WarnDays, IsSharedToWrite = await Db.IsSharedToWriteAsync(Viewer, id, cancel) });
    }

    [HttpGet("{id:long}/decisions")]
    public async Task<IActionResult> Decisions(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } lead)
        {
            return NotFound();
        }

        var answers = await Db.LeadQualifications.AsNoTracking().Where(row => row.LeadId == id)
            .OrderByDescending(row => row.Id).Take(MostDecisions).ToListAsync(cancel);
        var events = await Db.LeadEvents.AsNoTracking().Where(row => row.LeadId == id && row.Kind != LeadEventKind.Revalued)
            .OrderByDescending(row => row.Seq).Take(MostDecisions).ToListAsync(cancel);
        var appeals = await Db.ReclaimAppeals.AsNoTracking().Where(row => row.LeadId == id).OrderByDescending(row => row.Id).Take(MostDecisions).ToListAsync(cancel);
        var asked = await Db.WeeklyConfirmations.AsNoTracking().Where(row => row.LeadId == id)
            .OrderByDescending(row => row.WeekOn).Take(MostDecisions).ToListAsync(cancel);
        return View(new LeadDecisionsPage(lead, await organisation.ReadAsync(Db, cancel), Viewer, ByViewer, answers, events, appeals, asked) { WarnDays = WarnDays, IsSharedToWrite = await Db.IsSharedToWriteAsync(Viewer, id, cancel) });
    }

    private int WarnDays => Db.Company.Facts.Policy.WarnDays;

    private Task<LeadDetail?> FindAsync(long id, CancellationToken cancel) =>
        Db.Leads.AsNoTracking().VisibleTo(Viewer).Where(lead => lead.Id == id).ProjectFor<LeadDetail>(mapping, Viewer).SingleOrDefaultAsync(cancel);
}
