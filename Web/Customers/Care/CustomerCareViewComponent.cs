using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;

namespace SiCrm.Web.Customers.Care;

/// <summary>A customer's care as a part of another page: <c>&lt;vc:customer-care customer-id="…" /&gt;</c>.</summary>
public sealed class CustomerCareViewComponent(CrmDbContext db, TimeProvider clock, Organisation organisation) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(long customerId)
    {
        var (viewer, cancel) = (UserClaimsPrincipal.AsViewer(), HttpContext.RequestAborted);
        if (await db.CustomerCareAsync(viewer, customerId, cancel) is not { } care)
        {
            return Content("");
        }

        var today = Stamp.Of(null, clock.GetUtcNow().UtcDateTime, db.Company.Time).Today;
        return View("/Customers/Care/_CustomerCare.cshtml", new CustomerCarePage(care, await organisation.ReadAsync(db, cancel), viewer, today));
    }
}
