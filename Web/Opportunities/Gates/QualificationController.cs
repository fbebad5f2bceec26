using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>客户认定: the three questions with their evidence; a "no" waits for a manager's word.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/qualification")]
public sealed class QualificationController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : GateController(db, clock, organisation, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) => await ReadAsync(id, cancel) is { } opportunity
        ? View("Qualification", await PageAsync(opportunity, new QualificationForm { Budget = Sees(SensitiveField.Amount) ? opportunity.BudgetAmount : null }, null, cancel))
        : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] QualificationForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Write, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(() => AskAsync(opportunity, form, cancel), cancel)))
        {
            return Unprocessable("Qualification", await PageAsync(opportunity, form, null, cancel));
        }

        Say(Words[opportunity.QualifiedAt is null ? "Gates.Said.Asked" : "Gates.Said.Qualified", opportunity.Number]);
        return LocalRedirect($"/opportunities/{id}/qualification");
    }

    /// <summary>The manager's word on a "no".</summary>
    [HttpPost("decisions")]
    [Authorize(Policy = Policies.ApproveOpportunities)]
    public async Task<IActionResult> Decide(long id, [Bind(Prefix = "Word")] QualificationWordForm word, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Approve, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        try
        {
            if (ModelState.IsValid && await TryAsync(() => DecideAsync(opportunity, word, cancel)))
            {
                Say(Words["Gates.Said.Decided", opportunity.Number]);
                return LocalRedirect("/approvals");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", Words["Gates.DecidedMeanwhile", opportunity.Number]);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Qualification", await PageAsync(await ReadAsync(id, cancel) ?? opportunity, new QualificationForm(), word, cancel));
        }

        return Unprocessable("Qualification", await PageAsync(opportunity, new QualificationForm(), word, cancel));
    }

    private async Task AskAsync(Opportunity opportunity, QualificationForm form, CancellationToken cancel)
    {
        await Db.QualifyAsync(opportunity, form.Answers, ByViewer, cancel);
        await Db.SaveChangesAsync(cancel);
    }

    private async Task DecideAsync(Opportunity opportunity, QualificationWordForm word, CancellationToken cancel)
    {
        var attempt = (await Db.QualificationsOfAsync(opportunity.Id, cancel)).FirstOrDefault();
        if (attempt is null || attempt.Version != word.Version)
        {
            throw new DbUpdateConcurrencyException("It was decided meanwhile.");
        }

        Db.Decide(opportunity, attempt, word.GoesOn == true, word.Reason, ByViewer);
        await Db.SaveChangesAsync(cancel);
    }

    private async Task<QualificationPage> PageAsync(Opportunity opportunity, QualificationForm form, QualificationWordForm? word, CancellationToken cancel)
    {
        var attempts = await Db.QualificationsOfAsync(opportunity.Id, cancel);
        var names = await Organisation.ReadAsync(Db, attempts.SelectMany(one => new[] { one.ById, one.ManagerId }), cancel);
        return new QualificationPage(opportunity, [.. attempts.Where(one => one.Id != 0)], form, word ?? new QualificationWordForm { Version = attempts.FirstOrDefault()?.Version ?? 0 },
            await MayAsync(opportunity.Id, AccessAction.Write, cancel), await MayAsync(opportunity.Id, AccessAction.Approve, cancel), Viewer.PersonId, names);
    }
}
