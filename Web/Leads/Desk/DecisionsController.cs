using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>收回 or 无效 of what was selected in a list: preview first, then all in one transaction, then the undo.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("desk/decisions")]
public sealed class DecisionsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpPost("preview")]
    public async Task<IActionResult> Preview(DecisionForm form, CancellationToken cancel)
    {
        if (form.Ids.Count == 0)
        {
            throw new RuleBroken(new Refusal("NothingSelected"));
        }

        return !IsOffered(form) || !await FillAsync(form, form.Ids, cancel) ? NotFound() : View("Decision", form);
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(DecisionForm form, CancellationToken cancel)
    {
        var seen = form.Read();
        Demand(form);
        if (!ModelState.IsValid)
        {
            return !IsOffered(form) || !await FillAsync(form, [.. seen.Select(lead => lead.Id)], cancel) ? NotFound() : Unprocessable("Decision", form);
        }

        var outcome = await Db.DecideAsync(Viewer, form.Decision, seen, ByViewer, cancel);
        if (outcome.Allocation is not { } allocation)
        {
            throw new RuleBroken(outcome.Refused.Count > 0 ? outcome.Refused[0] : new Refusal("NothingSelected"));
        }

        var stayed = outcome.Refused.Count == 0 ? "" : words["Desk.HandOut.Stayed", outcome.Refused.Count, words.Of(outcome.Refused[0])];
        Say($"{words[$"Desk.Decision.Done.{form.Kind}", allocation.Leads]} {stayed}".TrimEnd(), $"/desk/allocations/{allocation.Id}/undo");
        return LocalRedirect($"/desk/allocations/{allocation.Id}");
    }

    private static bool IsOffered(DecisionForm form) => form.Kind is AllocationKind.Reclaim or AllocationKind.Disqualify;

    private void Demand(DecisionForm form)
    {
        if (form.IsReclaim && string.IsNullOrWhiteSpace(form.Reason))
        {
            ModelState.AddModelError(nameof(form.Reason), words.Of(new Refusal("ReasonNeeded")));
        }
        else if (!form.IsReclaim && form.Why is null)
        {
            ModelState.AddModelError(nameof(form.Why), words["Desk.Triage.ReasonNeeded"]);
        }
    }

    /// <summary>Whether any of the leads is within reach.</summary>
    private async Task<bool> FillAsync(DecisionForm form, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var leads = await Db.ChosenAsync(Viewer, form.Kind, [.. ids.Distinct().Take(StaleLeads.MostAtOnce)], cancel);
        form.Preview = new DecisionPreview(leads, await organisation.ReadAsync(Db, leads.Select(lead => lead.OwnerId), cancel));
        return leads.Count > 0;
    }
}
