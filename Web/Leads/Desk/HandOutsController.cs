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

/// <summary>What a hand-out would do: what goes where and why, and what stays and why.</summary>
public sealed record HandOutPreview(
    IReadOnlyList<Placement> Plan, HandOutForm Form, IReadOnlyList<Candidate> People, OrganisationFacts Names)
{
    public IReadOnlyList<Placement> Going => [.. Plan.Where(row => row.To is not null)];

    public IReadOnlyList<Placement> Staying => [.. Plan.Where(row => row.To is null)];
}

/// <summary>线索分配: preview first, then all in one transaction.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("desk/hand-outs")]
public sealed class HandOutsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>From the page of a single lead, or a few.</summary>
    [HttpGet("new")]
    public Task<IActionResult> New(HandOutForm form, CancellationToken cancel) => ShowAsync(form, form.Ids, cancel);

    [HttpPost("preview")]
    public async Task<IActionResult> Preview([FromForm] HandOutForm form, [FromQuery] StaleFilter filter, CancellationToken cancel) =>
        await ShowAsync(form, form.All ? await Db.StaleIdsAsync(Viewer, filter, Now, cancel) : form.Ids, cancel);

    [HttpPost("")]
    public async Task<IActionResult> Create(ConfirmedHandOutForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid || HandOutPlan.Read(form.Plan) is not { } moves)
        {
            throw new RuleBroken(new Refusal("LeadOrPersonNotFound"));
        }

        var outcome = await Db.HandOutAsync(Viewer, moves, form.Reason, ByViewer, cancel);
        if (outcome.Allocation is not { } allocation)
        {
            throw new RuleBroken(outcome.Refused[0]);
        }

        var stayed = outcome.Refused.Count == 0 ? "" : words["Desk.HandOut.Stayed", outcome.Refused.Count, words.Of(outcome.Refused[0])];
        Say($"{words["Desk.HandOut.Done", allocation.Leads]} {stayed}".TrimEnd(), $"/desk/allocations/{allocation.Id}/undo");
        return LocalRedirect($"/desk/allocations/{allocation.Id}");
    }

    private async Task<IActionResult> ShowAsync(HandOutForm form, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var chosen = ids.Distinct().Take(StaleLeads.MostAtOnce).ToList();
        if (chosen.Count == 0)
        {
            throw new RuleBroken(new Refusal("NothingSelected"));
        }

        var plan = await Db.PlanHandOutAsync(Viewer, chosen, form.PersonId, !string.IsNullOrWhiteSpace(form.Reason), ByViewer, cancel);
        if (plan.Count == 0)
        {
            return NotFound();
        }

        form.Ids = [.. plan.Select(row => row.Lead.Id)];
        var people = await Db.CandidatesAsync(Viewer, Today, cancel);
        return View("HandOut", new HandOutPreview(plan, form, people, await organisation.ReadAsync(Db, plan.Select(row => row.Lead.OwnerId), cancel)));
    }
}
