using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>The page of one opportunity and its tabs.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities")]
public sealed class OpportunityController(CrmDbContext db, TimeProvider clock, Mapping mapping, Organisation organisation)
    : OpportunityPageController(db, clock, mapping, organisation)
{
    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var instructions = await Db.InstructionsOfAsync(id, cancel);
        return View(new OpportunityOverviewPage(head, await Db.TimelineOfOpportunityAsync(id, instructions, cancel), instructions)
        {
            Contracts = await Db.ContractsOfAsync(Viewer, id, head.Opportunity.State, cancel),
        });
    }

    /// <summary>The number is what people write down.</summary>
    [HttpGet("{number:regex(^[[A-Za-z]][[\\w-]]*-\\d+$)}", Order = 1)]
    public async Task<IActionResult> Find(string number, CancellationToken cancel)
    {
        var id = await Db.Opportunities.VisibleTo(Viewer).Where(row => row.Number == number).Select(row => (long?)row.Id).SingleOrDefaultAsync(cancel);
        return id is null ? NotFound() : LocalRedirect($"/opportunities/{id}");
    }

    [HttpGet("{id:long}/facts")]
    public async Task<IActionResult> Facts(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var (leadId, customerId, productId) = (head.Opportunity.LeadId, head.Opportunity.CustomerId, head.Opportunity.ProductId);
        var product = productId is null ? null
            : await Db.Products.VisibleTo(Viewer).Where(row => row.Id == productId).Select(row => row.Name).SingleOrDefaultAsync(cancel);
        var seesLead = leadId is not null && await Db.Leads.VisibleTo(Viewer).AnyAsync(lead => lead.Id == leadId, cancel);
        var seesCustomer = customerId is not null && await Db.Customers.VisibleTo(Viewer).AnyAsync(customer => customer.Id == customerId, cancel);
        var procurement = await Db.BuyingCentres.Where(centre => centre.OpportunityId == id).Select(centre => centre.Procurement).SingleOrDefaultAsync(cancel);
        return View(new OpportunityFactsPage(head, product, seesLead, seesCustomer, procurement));
    }
}
