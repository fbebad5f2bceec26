using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Opportunities.Quotes;
using Projection = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Customers.Record;

/// <summary>What we do with a customer: opportunities, what was offered for them, what was signed; of each as far as the viewer reaches.</summary>
public sealed record CustomerDealsPage(
    CustomerHead Head, IReadOnlyList<OpportunityRow> Opportunities, IReadOnlyList<QuoteRow> Quotes, IReadOnlyList<ContractRow> Contracts) : CustomerPage(Head, Deals)
{
    public const int Most = 50;

    public bool SeesContracts => Head.Viewer.May(RecordType.Contract, AccessAction.Read);

    public bool SeesOpportunities => Head.Viewer.May(RecordType.Opportunity, AccessAction.Read);
}

/// <summary>商机与合同: the tab of a customer's page with its business.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}/deals")]
public sealed class CustomerDealsController(CrmDbContext db, TimeProvider clock, Projection mapping, Organisation organisation)
    : CustomerPageController(db, clock, mapping, organisation)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken cancel)
    {
        if (await HeadAsync(id, cancel) is not { } head)
        {
            return NotFound();
        }

        var deals = Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => row.CustomerId == id);
        var ids = deals.Select(row => row.Id);
        var quotes = Db.Quotes.AsNoTracking().VisibleTo(Viewer).Where(row => ids.Contains(row.OpportunityId)).OrderByDescending(row => row.Id);
        return View("Deals", new CustomerDealsPage(
            head,
            await deals.OrderBy(row => row.State == OpportunityState.Open ? 0 : 1).ThenByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
                .Take(CustomerDealsPage.Most).ProjectFor<OpportunityRow>(Mapping, Viewer).ToListAsync(cancel),
            await QuoteRow.Of(quotes.Take(CustomerDealsPage.Most)).ToListAsync(cancel), await ContractsAsync(head, cancel)));
    }

    private Task<List<ContractRow>> ContractsAsync(CustomerHead head, CancellationToken cancel)
    {
        var (id, name) = (head.Customer.Id, head.Customer.Name);
        return Db.Contracts.AsNoTracking().VisibleTo(Viewer).Kept().Where(row => row.CustomerId == id)
            .OrderBy(row => row.SignedOn == null ? 0 : 1).ThenByDescending(row => row.SignedOn).ThenByDescending(row => row.Id).Take(CustomerDealsPage.Most)
            .Select(row => new ContractRow
            {
                Id = row.Id,
                Number = row.Number,
                Name = row.Name,
                CustomerId = id,
                Customer = name,
                Status = row.Status,
                SignedOn = row.SignedOn,
                CreatedAt = row.CreatedAt,
                AmountInTax = row.AmountInTax,
                DeliveredBasisPoints = row.DeliveredBasisPoints,
                Invoiced = row.Invoiced,
                Received = row.Received,
                Lapsed = row.Lapsed,
                PaymentDueOn = row.PaymentDueOn,
                OwnerId = row.OwnerId,
                RegionId = row.RegionId,
            }).ToListAsync(cancel);
    }
}
