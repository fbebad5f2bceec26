using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Leads.Mine;

/// <summary>The viewer's own open leads, what needs him first on top.</summary>
public sealed record MyLeadsPage(IReadOnlyList<LeadRow> Rows, Stamp Now, int WarnDays, bool HasMore)
{
    public bool IsLate(LeadRow row) => row.NextDueOn < Now.Today;

    public bool IsReclaimedSoon(LeadRow row) => row.ReclaimDueAt < Now.At.AddDays(WarnDays);
}

/// <summary>The sales view: next step missing first, then by its day, with the countdown of the reclaim and a contact in two clicks.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("my/leads")]
public sealed class MyLeadsController(CrmDbContext db, TimeProvider clock, Mapping mapping) : CrmController(db, clock)
{
    private const int Most = 20;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var rows = await Db.Leads.AsNoTracking().VisibleTo(Viewer, AccessAction.Read)
            .Where(lead => lead.OwnerId == Viewer.PersonId && lead.QuietSince != null && lead.ArchivedAt == null)
            .OrderBy(lead => lead.NextDueOn != null).ThenBy(lead => lead.NextDueOn).ThenBy(lead => lead.ReclaimDueAt).ThenBy(lead => lead.Id)
            .Take(Most + 1).ProjectTo<LeadRow>(mapping).ToListAsync(cancel);
        return View(new MyLeadsPage([.. rows.Take(Most)], ByViewer, Db.Company.Facts.Policy.WarnDays, rows.Count > Most));
    }
}
