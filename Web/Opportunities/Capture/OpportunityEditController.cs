using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Capture;

/// <summary>What an opportunity says, changed by hand; who comes second chooses field by field.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/edit")]
public sealed class OpportunityEditController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } opportunity ? await FormAsync(opportunity, Hidden(OpportunityEditForm.Of(opportunity)), cancel) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Update(long id, OpportunityEditForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        if (form.Version != opportunity.Version)
        {
            return Conflicting(form, Hidden(OpportunityEditForm.Of(opportunity)), opportunity.Name);
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => SaveAsync(opportunity, form, cancel)))
            {
                Say(words["Opportunities.Said.Edited", opportunity.Number]);
                return LocalRedirect($"/opportunities/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            return await FindAsync(id, cancel) is { } theirs ? Conflicting(form, Hidden(OpportunityEditForm.Of(theirs)), theirs.Name) : NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(opportunity, form, cancel);
    }

    private async Task SaveAsync(Opportunity opportunity, OpportunityEditForm form, CancellationToken cancel)
    {
        opportunity.Edit(Viewer.Sees(SensitiveField.Amount) ? form.Facts : form.Facts with { BudgetAmount = opportunity.BudgetAmount }, ByViewer);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>What he does not see, he does not change either.</summary>
    private OpportunityEditForm Hidden(OpportunityEditForm form)
    {
        form.BudgetAmount = Viewer.Sees(SensitiveField.Amount) ? form.BudgetAmount : null;
        return form;
    }

    private Task<Opportunity?> FindAsync(long id, CancellationToken cancel) => Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).ForChange()
        .SingleOrDefaultAsync(row => row.Id == id && row.ArchivedAt == null, cancel);

    private async Task<IActionResult> FormAsync(Opportunity opportunity, OpportunityEditForm form, CancellationToken cancel)
    {
        (ViewData["Id"], ViewData["Number"]) = (opportunity.Id, opportunity.Number);
        ViewData["Products"] = await Db.ProductItemsAsync(Viewer, Today, cancel);
        return View("Edit", form);
    }
}
