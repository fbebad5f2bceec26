using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>立项评审: what the approver says, and that the conditions are met.</summary>
[Authorize(Policy = Policies.ApproveOpportunities)]
[Route("opportunities/{id:long}/initiation")]
public sealed class InitiationDecisionsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : InitiationPageController(db, clock, organisation, words)
{
    [HttpPost("decisions")]
    public Task<IActionResult> Create(long id, [Bind(Prefix = "Word")] InitiationWordForm word, CancellationToken cancel) =>
        SayAsync(id, word, (opportunity, application) => Db.DecideAsync(opportunity, application,
            new GateWord(word.Verdict ?? InitiationVerdict.Hold, word.Reason, word.Until, Db.Company.Facts.Approvals.LimitOf(Viewer.Roles)), ByViewer, cancel), cancel);

    [HttpPost("conditions")]
    public Task<IActionResult> Meet(long id, [Bind(Prefix = "Word")] InitiationWordForm word, CancellationToken cancel)
    {
        ModelState.Remove("Word.Verdict");
        return SayAsync(id, word, (_, application) =>
        {
            application.MeetConditions(ByViewer);
            return Task.CompletedTask;
        }, cancel);
    }

    private async Task<IActionResult> SayAsync(long id, InitiationWordForm word, Func<Opportunity, Initiation, Task> verb, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Approve, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => DoAsync(opportunity, word, verb, cancel), cancel)))
            {
                Say(Words["Gates.Said.Decided", opportunity.Number]);
                return LocalRedirect($"/opportunities/{id}/initiation");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await MeanwhileAsync(id, opportunity, word, cancel);
        }

        return Unprocessable("Initiation", await PageAsync(await ReadAsync(id, cancel) ?? opportunity, word, cancel));
    }

    private async Task DoAsync(Opportunity opportunity, InitiationWordForm word, Func<Opportunity, Initiation, Task> verb, CancellationToken cancel)
    {
        var application = InitiationPage.ShownOf(await Db.InitiationsOfAsync(opportunity.Id, cancel));
        if (application is null || application.Id != word.InitiationId || application.Version != word.Version)
        {
            throw new DbUpdateConcurrencyException("It was decided meanwhile.");
        }

        await verb(opportunity, application);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>Somebody was quicker: his decision is shown, and what was typed stays to be read and sent again where that still makes sense.</summary>
    private async Task<IActionResult> MeanwhileAsync(long id, Opportunity opportunity, InitiationWordForm word, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        var page = await PageAsync(await ReadAsync(id, cancel) ?? opportunity, word, cancel);
        (word.Version, word.InitiationId) = (page.Shown?.Version ?? 0, page.Shown?.Id ?? 0);
        ModelState.Remove("Word.Version");
        ModelState.Remove("Word.InitiationId");
        ModelState.AddModelError("", Words["Gates.DecidedMeanwhile", opportunity.Number]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Initiation", page);
    }
}
