using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads;

/// <summary>The lead list's address kept under a name: for oneself, for everybody, or as what a role begins with.</summary>
[Authorize(Policy = Policies.ReadLeads)]
[Route("leads/views")]
public sealed class SavedViewsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    /// <summary>What everybody sees, the lead desk decides.</summary>
    private bool MayShare => Viewer.ScopeOf(RecordType.Lead, AccessAction.Assign) == Scope.All;

    [HttpGet("new")]
    public IActionResult New() => Form(new SavedViewForm { Query = PageAddress.Of(Request).Without("after", "before", "view").Query.TrimStart('?') });

    [HttpPost("")]
    public async Task<IActionResult> Create(SavedViewForm form)
    {
        if (!ModelState.IsValid || Viewer.PersonId is not { } owner)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Form(form);
        }

        var role = MayShare ? form.DefaultFor : null;
        foreach (var former in await Db.SavedViews.Where(view => role != null && view.DefaultFor == role && view.List == LeadsController.ListName).ToListAsync())
        {
            former.StepDown();
        }

        var view = new SavedView(LeadsController.ListName, form.Name ?? "", form.Query ?? "", owner, MayShare && form.IsShared, role);
        Db.SavedViews.Add(view);
        await Db.SaveChangesAsync();
        Say(words["Leads.View.Saved", view.Name]);
        return LocalRedirect($"/leads?{view.Query}&view={view.Id}");
    }

    [HttpPost("{id:long}/removal")]
    public async Task<IActionResult> Remove(long id)
    {
        var view = await Db.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.OwnerId == Viewer.PersonId);
        if (view is null)
        {
            return NotFound();
        }

        Db.SavedViews.Remove(view);
        await Db.SaveChangesAsync();
        Say(words["Leads.View.Removed", view.Name]);
        return LocalRedirect("/leads");
    }

    private ViewResult Form(SavedViewForm form)
    {
        ViewData["MayShare"] = MayShare;
        return View("NewView", form);
    }
}
