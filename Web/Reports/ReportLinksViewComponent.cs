using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Reports;

/// <summary>What can be done with a report as it stands.</summary>
/// <param name="Address">For the screen, with the filters that it has now.</param>
/// <param name="Kept">The favourite that it is; null where it is none.</param>
public sealed record ReportLinks(string Address, string Paper, bool IsPaper, SavedView? Kept);

/// <summary>Every report can be printed, kept as a favourite, and mailed regularly, with the filters that it has now.</summary>
public sealed class ReportLinksViewComponent(CrmDbContext db) : ViewComponent
{
    /// <summary>Whether the address is that of a report which the viewer may open.</summary>
    public static bool IsOf(HttpRequest request, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReportCatalogue.Parse(request.Path) is { } found && ReportCatalogue.IsOpenTo(viewer) && ReportCatalogue.SeenBy(viewer).Contains(found.Report);
    }

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var address = Paper.Off(Request).ToString();
        var favourites = await db.ViewsOfAsync(FavouritesController.ListName, UserClaimsPrincipal.AsViewer(), HttpContext.RequestAborted);
        return View("/Reports/_ReportLinks.cshtml", new ReportLinks(
            address, Paper.On(Request).ToString(), Paper.IsAsked(Request), favourites.FirstOrDefault(view => Said(view.Query).SequenceEqual(Said(address)))));
    }

    /// <summary>The order in which an address says what it asks for tells nothing, nor does what it leaves empty.</summary>
    private static IEnumerable<string> Said(string address)
    {
        var parts = address.Split('?', 2);
        return QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : "").SelectMany(pair => pair.Value.Where(value => value?.Length > 0).Select(value => $"{pair.Key.ToUpperInvariant()}={value}"))
            .Order(StringComparer.Ordinal).Prepend(parts[0]);
    }
}
