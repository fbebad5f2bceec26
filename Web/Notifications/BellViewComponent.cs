using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Notifications;

/// <summary>The bell of the top bar: how much is unread, as far as it is worth counting.</summary>
public sealed class BellViewComponent(CrmDbContext db) : ViewComponent
{
    private static readonly object Known = new();

    /// <summary>The page has read what is unread already, as far as it is counted.</summary>
    public static void Tell(HttpContext http, int unread) => http.Items[Known] = unread;

    public async Task<IViewComponentResult> InvokeAsync() => View("/Notifications/_Bell.cshtml",
        HttpContext.Items[Known] as int? ?? await db.UnreadCountAsync(UserClaimsPrincipal.AsViewer(), HttpContext.RequestAborted));
}
