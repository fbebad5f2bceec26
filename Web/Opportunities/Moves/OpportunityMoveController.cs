using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Opportunities.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What the moves of one opportunity share: load it within the right that the move needs, check the version that the person saw, one verb, one save.</summary>
public abstract class OpportunityMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected StageScheme Stages => Db.Company.Facts.Stages;

    /// <summary>The right over the opportunity that the move needs.</summary>
    protected virtual AccessAction Right => AccessAction.Write;

    /// <param name="read">What the form says at first.</param>
    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form, Action<Opportunity>? read = null)
        where TForm : OpportunityMoveForm
    {
        if (await FindAsync(id) is not { } opportunity)
        {
            return NotFound();
        }

        form.Version = opportunity.Version;
        read?.Invoke(opportunity);
        await FillAsync(form, opportunity);
        return View(view, form);
    }

    /// <param name="said">The key of what the next page says; its argument is the opportunity's number.</param>
    protected async Task<IActionResult> MoveAsync<TForm>(long id, string view, TForm form, string said, Func<Opportunity, Task> verb)
        where TForm : OpportunityMoveForm
    {
        if (await FindAsync(id) is not { } opportunity)
        {
            return NotFound();
        }

        Db.Entry(opportunity).Property(row => row.Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => DoAsync(opportunity, verb)) && ModelState.IsValid)
            {
                Say(Words[said, opportunity.Number]);
                return LocalRedirect(await BackFromAsync(id, form.Back));
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, view, form);
        }

        await FillAsync(form, opportunity);
        return Unprocessable(view, form);
    }

    protected Task<IActionResult> MoveAsync<TForm>(long id, string view, TForm form, string said, Action<Opportunity> verb)
        where TForm : OpportunityMoveForm => MoveAsync(id, view, form, said, opportunity =>
        {
            verb(opportunity);
            return Task.CompletedTask;
        });

    /// <summary>What the form needs to be shown.</summary>
    protected virtual Task FillAsync(OpportunityMoveForm form, Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Opportunity = OpportunityDetail.Of(mapper, opportunity, Viewer);
        return Task.CompletedTask;
    }

    private async Task DoAsync(Opportunity opportunity, Func<Opportunity, Task> verb)
    {
        await verb(opportunity);
        if (ModelState.IsValid)
        {
            await Db.SaveChangesAsync();
        }
    }

    /// <summary>Somebody was quicker: what was typed stays, beside the opportunity as it is now, for the person to look and decide.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync<TForm>(long id, string view, TForm form)
        where TForm : OpportunityMoveForm
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } opportunity)
        {
            return NotFound();
        }

        form.Version = opportunity.Version;
        ModelState.Remove(nameof(form.Version));
        ModelState.AddModelError("", Words["Opportunities.ChangedMeanwhile", opportunity.Number]);
        await FillAsync(form, opportunity);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, form);
    }

    private Task<Opportunity?> FindAsync(long id) => Db.Opportunities.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(row => row.Id == id);

    /// <summary>Who gave it away may not see it any more.</summary>
    private async Task<string> BackFromAsync(long id, string? back) => Url.IsLocalUrl(back) ? back
        : await Db.Opportunities.VisibleTo(Viewer).AnyAsync(row => row.Id == id) ? $"/opportunities/{id}" : "/opportunities";
}
