using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;

namespace SiCrm.Web.Customers.Picking;

/// <summary>Another customer that a record names, for who may see it: <c>&lt;vc:customer-name customer-id="…" /&gt;</c>.</summary>
public sealed class CustomerNameViewComponent(CrmDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long? customerId)
    {
        var name = customerId is null ? null : await db.Customers.AsNoTracking().VisibleTo(UserClaimsPrincipal.AsViewer())
            .Where(customer => customer.Id == customerId).Select(customer => customer.Name).SingleOrDefaultAsync(HttpContext.RequestAborted);
        return View("/Customers/Picking/_CustomerName.cshtml", new NamedCustomer(customerId, name));
    }
}

/// <param name="Id">Null: none is named.</param>
/// <param name="Name">Null: out of the viewer's reach.</param>
public sealed record NamedCustomer(long? Id, string? Name);
