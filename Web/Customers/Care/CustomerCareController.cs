using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Customers.Care;

/// <summary>A customer's care with what it is shown beside.</summary>
public sealed record CustomerCarePage(CustomerCare Care, OrganisationFacts Names, Viewer Viewer, DateOnly Today)
{
    public string Path => $"/customers/{Care.Id}/care";

    public bool MayWrite => Viewer.May(RecordType.Customer, AccessAction.Write);

    public IReadOnlyList<Crumb> Crumbs(Words words) => [new("/customers", words["Customers.Title"]), new($"/customers/{Care.Id}", Care.Name)];

    public CareTable Table => new(Care.Open, Names, Today, ShowsOwner: true, Path, ShowsCustomer: false, MayWrite);
}

/// <summary>What is to be done for one customer, what was done, and how well it would go on without its owner.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/{id:long}/care")]
public sealed class CustomerCareController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) => await Db.CustomerCareAsync(Viewer, id, cancel) is { } care
        ? View("CustomerCare", new CustomerCarePage(care, await organisation.ReadAsync(Db, [care.OwnerId, care.DeputyId], cancel), Viewer, Today))
        : NotFound();
}
