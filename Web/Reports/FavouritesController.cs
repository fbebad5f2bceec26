using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

public sealed class FavouriteForm
{
    [Required]
    [StringLength(SavedView.NameLength)]
    public string? Name { get; set; }

    /// <summary>The report's address with its filters.</summary>
    [StringLength(SavedView.QueryLength)]
    public string? Of { get; set; }
}

/// <summary>收藏: a report with its filters kept under a name, for oneself.</summary>
[Authorize(Policy = Policies.ReadReports)]
[Route("reports/favourites")]
public sealed class FavouritesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    public const string ListName = "reports";

    [HttpGet("new")]
    public IActionResult New(string? of) => ReportCatalogue.Parse(of) is { } found && ReportCatalogue.SeenBy(Viewer).Contains(found.Report)
        ? View("Favourite", new FavouriteForm { Of = of, Name = words[found.Report.Title] }) : LocalRedirect("/reports");

    [HttpPost("")]
    public async Task<IActionResult> Create(FavouriteForm form)
    {
        if (ReportCatalogue.Parse(form.Of) is not { } found || !ReportCatalogue.SeenBy(Viewer).Contains(found.Report) || Viewer.PersonId is not { } person)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => KeepAsync(form, person)))
        {
            return Unprocessable("Favourite", form);
        }

        Say(words["Reports.Favourite.Kept", form.Name]);
        return LocalRedirect(Address(found));
    }

    /// <param name="back">The report that it was removed from; without one the catalogue.</param>
    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Remove(long id, string? back)
    {
        if (await Db.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.List == ListName && view.OwnerId == Viewer.PersonId) is not { } view)
        {
            return NotFound();
        }

        Db.SavedViews.Remove(view);
        await Db.SaveChangesAsync();
        Say(words["Reports.Favourite.Removed", view.Name]);
        return LocalRedirect(ReportCatalogue.Parse(back) is { } report ? Address(report) : "/reports");
    }

    private static string Address((ReportEntry Report, string Query) found) => found.Query.Length == 0 ? found.Report.Path : $"{found.Report.Path}?{found.Query}";

    private Task KeepAsync(FavouriteForm form, long person)
    {
        Db.SavedViews.Add(new SavedView(ListName, form.Name ?? "", form.Of ?? "", person, isShared: false, defaultFor: null));
        return Db.SaveChangesAsync();
    }
}
