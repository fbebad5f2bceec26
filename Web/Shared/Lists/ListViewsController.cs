using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Shared.Lists;

/// <summary>A list's address kept under a name: for oneself, for everybody, or as what a role begins with.</summary>
public abstract class ListViewsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    /// <summary>The list's name in the database, which is its address too.</summary>
    protected abstract string List { get; }

    /// <summary>The key of the list's title.</summary>
    protected abstract string Title { get; }

    /// <summary>Whether the viewer decides what everybody sees.</summary>
    protected abstract bool MayShare { get; }

    [HttpGet("new")]
    public IActionResult New() => Form(new SavedViewForm { Query = PageAddress.Of(Request).Without("after", "before", "view").Query.TrimStart('?') });

    [HttpPost("")]
    public async Task<IActionResult> Create(SavedViewForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (!ModelState.IsValid || Viewer.PersonId is not { } owner)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Form(form);
        }

        var role = MayShare ? form.DefaultFor : null;
        foreach (var former in await Db.SavedViews.Where(view => role != null && view.DefaultFor == role && view.List == List).ToListAsync())
        {
            former.StepDown();
        }

        var view = new SavedView(List, form.Name ?? "", form.Query ?? "", owner, MayShare && form.IsShared, role);
        Db.SavedViews.Add(view);
        await Db.SaveChangesAsync();
        Say(words["Shared.View.Saved", view.Name]);
        return LocalRedirect($"/{List}?{view.Query}&view={view.Id}");
    }

    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Remove(long id)
    {
        var view = await Db.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.List == List && view.OwnerId == Viewer.PersonId);
        if (view is null)
        {
            return NotFound();
        }

        Db.SavedViews.Remove(view);
        await Db.SaveChangesAsync();
        Say(words["Shared.View.Removed", view.Name]);
        return LocalRedirect($"/{List}");
    }

    private ViewResult Form(SavedViewForm form)
    {
        ViewData["List"] = new SavedViewList($"/{List}", words[Title], MayShare);
        return View("NewView", form);
    }
}
