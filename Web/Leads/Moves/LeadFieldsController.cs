using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Picking;
using SiCrm.Web.Leads.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>Edit in place: the field becomes a form where it stands, and the head of the lead comes back; without scripts the form is a page.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("leads/{id:long}")]
public sealed class LeadFieldsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Organisation organisation, CustomerNames customers, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    private readonly IMapper _mapper = mapper;

    protected override AccessAction Right => AccessAction.Write;

    private bool IsFragment => Request.Headers.ContainsKey("HX-Request");

    [HttpGet("fields/{field:regex(^(plan|amount|expected)$)}")]
    public async Task<IActionResult> Edit(long id, string field)
    {
        if (IsHidden(field))
        {
            return NotFound();
        }

        var form = new LeadFieldForm { Field = field };
        return Shown(await AskAsync(id, "Field", form, lead =>
        {
            form.Read(lead);
            return Task.CompletedTask;
        }), form);
    }

    [HttpPost("fields/{field:regex(^(plan|amount|expected)$)}")]
    public async Task<IActionResult> Update(long id, string field, LeadFieldForm form, CancellationToken cancel)
    {
        if (IsHidden(field))
        {
            return NotFound();
        }

        form.Field = field;
        var done = await MoveAsync(id, "Field", form, "Leads.Said.Edited", lead =>
        {
            form.Write(lead, ByViewer);
            return Task.CompletedTask;
        });
        return IsFragment && done is LocalRedirectResult ? await SavedAsync(id, cancel) : Shown(done, form);
    }

    /// <summary>The head as it is now: what giving up an edit brings back.</summary>
    [HttpGet("head")]
    public async Task<IActionResult> Head(long id, CancellationToken cancel) =>
        await PageAsync(id, cancel) is not { } page ? NotFound()
            : IsFragment ? PartialView("/Leads/Record/_RecordHead.cshtml", page) : LocalRedirect($"/leads/{id}");

    /// <summary>What he does not see, he does not change either.</summary>
    private bool IsHidden(string field) => field == LeadFieldForm.Estimate && !Viewer.Sees(SensitiveField.Amount);

    private IActionResult Shown(IActionResult answer, LeadFieldForm form) => IsFragment && answer is ViewResult ? PartialView("_Field", form) : answer;

    private async Task<IActionResult> SavedAsync(long id, CancellationToken cancel)
    {
        // It was said by the value itself; the next page need not say it again.
        TempData.Clear();
        Db.ChangeTracker.Clear();
        if (!IsOverTimeline(id))
        {
            Response.Headers["HX-Refresh"] = "true";
            return Ok();
        }

        (Response.Headers["HX-Retarget"], Response.Headers["HX-Reswap"]) = ("#lead-head", "outerHTML");
        if (await PageAsync(id, cancel) is not { } page)
        {
            return NotFound();
        }

        var timeline = await Db.TimelineAsync(id, null, LeadHistoryPage.Size, cancel);
        await customers.ReadAsync(Viewer, timeline.Rows.Referrers(), cancel);
        return PartialView("/Leads/Record/_SavedHead.cshtml", page with { Timeline = timeline });
    }

    /// <summary>Whether what stands below the head is the newest of the timeline; another tab has to be read anew.</summary>
    private bool IsOverTimeline(long id) =>
        !Uri.TryCreate(Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) || page.PathAndQuery == $"/leads/{id}";

    private async Task<LeadHistoryPage?> PageAsync(long id, CancellationToken cancel) =>
        await Db.Leads.AsNoTracking().VisibleTo(Viewer, Right).SingleOrDefaultAsync(lead => lead.Id == id, cancel) is { } lead
            ? new LeadHistoryPage(LeadDetail.Of(_mapper, lead, Viewer), await organisation.ReadAsync(Db, cancel), Viewer, ByViewer, new([], null, null), IsFirst: true)
            {
                WarnDays = Db.Company.Facts.Policy.WarnDays, IsSharedToWrite = await Db.IsSharedToWriteAsync(Viewer, id, cancel),
            }
            : null;
}
