using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>待认定: one new lead after the other, those first that wait longest.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("desk/triage")]
public sealed class TriageController(CrmDbContext db, TimeProvider clock, TriageReader reader, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long? lead, string? after, CancellationToken cancel) =>
        View("Triage", await reader.ReadAsync(Viewer, lead, after, null, PageAddress.Of(Request), ByViewer, cancel));

    [HttpPost("{id:long}/qualification")]
    public Task<IActionResult> Qualify(long id, TriageForm form, CancellationToken cancel) => DecideAsync(id, form, async lead =>
    {
        lead.Qualify(form.Answers, ByViewer);
        await Db.SaveChangesAsync(cancel);
        await GiveAsync(lead, form, cancel);
    }, cancel);

    [HttpPost("{id:long}/disqualification")]
    public Task<IActionResult> Disqualify(long id, TriageForm form, CancellationToken cancel)
    {
        if (form.Reason is null)
        {
            ModelState.AddModelError($"Form.{nameof(form.Reason)}", words["Desk.Triage.ReasonNeeded"]);
        }

        return DecideAsync(id, form, async lead =>
        {
            lead.Disqualify(form.Reason ?? DisqualifyReason.Other, form.Note, ByViewer, form.Answers);
            await Db.SaveChangesAsync(cancel);
            Say(words["Desk.Triage.Disqualified", lead.Number, form.Reason]);
        }, cancel);
    }

    private async Task<IActionResult> DecideAsync(long id, TriageForm form, Func<Lead, Task> decide, CancellationToken cancel)
    {
        var lead = await Db.Leads.VisibleTo(Viewer, AccessAction.Assign).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (lead is null)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(() => DecideAsync(lead, form, decide), cancel)))
        {
            Db.ChangeTracker.Clear();
            var address = PageAddress.Of(Request).At("/desk/triage").With("after", form.After);
            return Unprocessable("Triage", await reader.ReadAsync(Viewer, id, form.After, form, address, ByViewer, cancel));
        }

        return LocalRedirect(PageAddress.Of(Request).At("/desk/triage").With("after", form.After).With("lead", form.Next).ToString());
    }

    private static Task DecideAsync(Lead lead, TriageForm form, Func<Lead, Task> decide) => lead.Version == form.Version
        ? decide(lead)
        : throw new RuleBroken(lead.CanMove(LeadMove.Qualify) ?? new Refusal("LeadChangedSince", lead.Number));

    /// <summary>Straight to an owner, if one was chosen; the allocation can be undone.</summary>
    private async Task GiveAsync(Lead lead, TriageForm form, CancellationToken cancel)
    {
        if (form.PersonId is not { } personId)
        {
            Say(words["Desk.Triage.Qualified", lead.Number]);
            return;
        }

        var outcome = await Db.HandOutAsync(Viewer, [new PlannedMove(lead.Id, lead.Version, personId, null)], null, ByViewer, cancel);
        if (outcome.Allocation is not { } allocation)
        {
            throw new RuleBroken(outcome.Refused[0]);
        }

        var owner = await Db.People.Where(person => person.Id == personId).Select(person => person.Name).SingleAsync(cancel);
        Say(words["Desk.Triage.QualifiedFor", lead.Number, owner], $"/desk/allocations/{allocation.Id}/undo");
    }
}
