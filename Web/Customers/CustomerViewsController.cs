using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Customers;

/// <summary>The saved views of the customer list; what everybody sees, those decide who see every customer.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("customers/views")]
public sealed class CustomerViewsController(CrmDbContext db, TimeProvider clock, Words words) : ListViewsController(db, clock, words)
{
    protected override string List => CustomersController.ListName;

    protected override string Title => "Customers.Title";

    protected override bool MayShare => Viewer.ScopeOf(RecordType.Customer, AccessAction.Read) == Scope.All;
}
