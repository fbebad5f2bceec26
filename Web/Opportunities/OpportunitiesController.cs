using AutoMapper.QueryableExtensions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities;

/// <summary>What converted leads became.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities")]
public sealed class OpportunitiesController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 50;

    private static readonly KeysetOrder<Opportunity, OpportunityRow> Newest = new(row => row.Id,
        new KeysetLeg<Opportunity, OpportunityRow, DateTime>(opportunity => opportunity.CreatedAt, row => row.CreatedAt));

    [HttpGet("")]
    public async Task<IActionResult> Index(string? after, string? before, CancellationToken cancel)
    {
        var page = await Newest.PageAsync(Db.Opportunities.AsNoTracking().VisibleTo(Viewer), rows => rows.ProjectTo<OpportunityRow>(mapping),
            descending: true, KeysetCursor.Parse(after, before), PageSize, cancel);
        return View(new OpportunityListPage(page, await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel)));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        var opportunity = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == id)
            .ProjectTo<OpportunityRow>(mapping).SingleOrDefaultAsync(cancel);
        if (opportunity is null)
        {
            return NotFound();
        }

        var seesLead = await Db.Leads.VisibleTo(Viewer).AnyAsync(lead => lead.Id == opportunity.LeadId, cancel);
        var seesCustomer = await Db.Customers.VisibleTo(Viewer).AnyAsync(customer => customer.Id == opportunity.CustomerId, cancel);
        return View(new OpportunityPage(opportunity, await organisation.ReadAsync(Db, [opportunity.OwnerId], cancel), seesLead, seesCustomer));
    }
}

public sealed record OpportunityListPage(KeysetPage<OpportunityRow> Page, OrganisationFacts Names);

public sealed record OpportunityPage(OpportunityRow Opportunity, OrganisationFacts Names, bool SeesLead, bool SeesCustomer);
