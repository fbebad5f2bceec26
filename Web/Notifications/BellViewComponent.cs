using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Notifications;

/// <summary>The bell of the top bar: how much is unread, as far as it is worth counting.</summary>
public sealed class BellViewComponent(CrmDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View("/Notifications/_Bell.cshtml", await db.UnreadCountAsync(UserClaimsPrincipal.AsViewer(), HttpContext.RequestAborted));
}
