using Microsoft.AspNetCore.Mvc;
using SiCrm.Web.Access;

namespace SiCrm.Web.Customers.Picking;

/// <summary>Another customer that a record names, for who may see it: <c>&lt;vc:customer-name customer-id="…" /&gt;</c>.</summary>
public sealed class CustomerNameViewComponent(CustomerNames names) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long? customerId) => View(
        "/Customers/Picking/_CustomerName.cshtml", new NamedCustomer(customerId, await names.OfAsync(UserClaimsPrincipal.AsViewer(), customerId, HttpContext.RequestAborted)));
}

/// <param name="Id">Null: none is named.</param>
/// <param name="Name">Null: out of the viewer's reach.</param>
public sealed record NamedCustomer(long? Id, string? Name);
