using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Leads;

/// <summary>The list of leads: filter, order, columns, saved views; each page is a walk of an index.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("leads")]
public sealed class LeadsController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation)
    : CrmController(db, clock)
{
    public const string ListName = "leads";
    private const int PageSize = 50;

    /// <summary>So many of the newest leads tell which industries there are; no list of all is kept or counted.</summary>
    private const int Recent = 2000;

    [HttpGet("")]
    public async Task<IActionResult> Index(LeadFilter filter, LeadLook look, string? report, string? after, string? before, CancellationToken cancel)
    {
        var views = await Db.ViewsOfAsync(ListName, Viewer, cancel);
        if (Request.Query.Count == 0 && views.FirstOrDefault(view => view.DefaultFor is { } role && Viewer.Is(role)) is { } first)
        {
            return Redirect($"/leads?{first.Query}&view={first.Id}");
        }

        (filter, look) = (filter.For(Viewer), look.For(Viewer));
        var leads = Db.Leads.AsNoTracking().BranchesFor(Viewer)
            .Select(branch => branch.Matching(filter with { Q = null }, Db, Viewer, Now, look.Sort.HasStatusIndex())).ToList();
        var page = await LeadOrders.Of(look.Sort).SearchAsync(
            Db, Viewer, leads, filter.Q, rows => rows.ProjectFor<LeadRow>(mapping, Viewer), look.IsDescending, KeysetCursor.Parse(after, before), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return View(new LeadListPage(filter, look, page, names, views, PageAddress.Of(Request), Viewer)
        {
            Report = report,
            Count = filter.IsOfReferrals ? await Db.Leads.VisibleTo(Viewer).Matching(filter, Db, Viewer, Now).CountAsync(cancel) : null,
            Referrer = filter.ReferredBy is { } referrer
                ? await Db.Customers.VisibleTo(Viewer).Where(customer => customer.Id == referrer).Select(customer => customer.Name).SingleOrDefaultAsync(cancel) : null,
        });
    }

    [HttpGet("filter")]
    public async Task<IActionResult> Filter(LeadFilter filter, LeadLook look, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var industries = await Db.Leads.VisibleTo(Viewer).OrderByDescending(lead => lead.CapturedAt).Take(Recent)
            .Where(lead => lead.Industry != null).Select(lead => lead.Industry ?? "").Distinct().Take(50).ToListAsync(cancel);
        var owners = names.OwnersFor(Viewer, AccessAction.Read, Today).Take(LeadFilterPage.MostOwners).ToList();
        return View(new LeadFilterPage(filter.For(Viewer), look.For(Viewer), names, owners, industries, Viewer));
    }
}
