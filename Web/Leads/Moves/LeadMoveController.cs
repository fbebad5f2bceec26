using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Leads.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>What the moves of one lead share: load it within the right that the move needs, check the version that the person saw, one verb, one save.</summary>
public abstract class LeadMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    /// <summary>The right over the lead that the move needs.</summary>
    protected abstract AccessAction Right { get; }

    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form, Func<Lead, Task>? fill = null)
        where TForm : LeadMoveForm
    {
        if (await FindAsync(id) is not { } lead)
        {
            return NotFound();
        }

        form.Version = lead.Version;
        await FillAsync(form, lead, fill);
        return View(view, form);
    }

    /// <param name="verb">What happens to the lead; null words of <see cref="LeadMoveForm.Back"/> lead to the lead's page.</param>
    /// <param name="said">The key of what the next page says; its argument is the lead's number.</param>
    /// <param name="fill">What the form needs to be shown again.</param>
    protected async Task<IActionResult> MoveAsync<TForm>(
        long id, string view, TForm form, string said, Func<Lead, Task> verb, Func<Lead, Task>? fill = null)
        where TForm : LeadMoveForm
    {
        if (await FindAsync(id) is not { } lead)
        {
            return NotFound();
        }

        Db.Entry(lead).Property(l => l.Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => DoAsync(lead, verb)) && ModelState.IsValid)
            {
                Say(Words[said, lead.Number]);
                return LocalRedirect(await BackFromAsync(id, form.Back));
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, view, form, fill);
        }

        await FillAsync(form, lead, fill);
        return Unprocessable(view, form);
    }

    private async Task DoAsync(Lead lead, Func<Lead, Task> verb)
    {
        await verb(lead);
        if (ModelState.IsValid)
        {
            await Db.SaveChangesAsync();
        }
    }

    /// <summary>Somebody was quicker: what was typed stays, beside the lead as it is now, for the person to look and decide.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync<TForm>(long id, string view, TForm form, Func<Lead, Task>? fill)
        where TForm : LeadMoveForm
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } lead)
        {
            return NotFound();
        }

        form.Version = lead.Version;
        ModelState.Remove(nameof(form.Version));
        ModelState.AddModelError("", Words["Leads.ChangedMeanwhile", lead.Number, lead.Status]);
        await FillAsync(form, lead, fill);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, form);
    }

    private async Task FillAsync<TForm>(TForm form, Lead lead, Func<Lead, Task>? fill)
        where TForm : LeadMoveForm
    {
        form.Lead = LeadDetail.Of(mapper, lead, Viewer);
        await (fill?.Invoke(lead) ?? Task.CompletedTask);
    }

    private Task<Lead?> FindAsync(long id) => Db.Leads.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(lead => lead.Id == id);

    /// <summary>Who gave a lead away may not see it any more.</summary>
    private async Task<string> BackFromAsync(long id, string? back) => Url.IsLocalUrl(back) ? back
        : await Db.Leads.VisibleTo(Viewer).AnyAsync(lead => lead.Id == id) ? $"/leads/{id}" : "/my/leads";
}
