using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>申诉 against a closed sheet, by whose it is; decided by another.</summary>
[Authorize(Policy = Policies.ReadAppraisals)]
[Route("appraisal/{id:long}/appeals")]
public sealed class AppealsController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words)
    : SheetControllerBase(db, cache, clock, organisation, words)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, string? period, [Bind(Prefix = "Appeal")] AppealForm form, CancellationToken cancel)
    {
        if (await PersonAsync(id, AccessAction.Read, cancel) is not var (person, _) || await Db.ClosedSheetAsync(id, PeriodOf(period), cancel) is not { } sheet)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(sheet, person, PeriodOf(period), form, cancel)))
        {
            return await PageAsync(id, period, null, cancel, appeal: form) is { } page ? Unprocessable("Sheet", page) : NotFound();
        }

        Say(Words["Appraisal.Said.Appealed"]);
        return LocalRedirect(SheetPage.PathOf(id, PeriodOf(period)));
    }

    [HttpPost("{number:int}/decision")]
    [Authorize(Policy = Policies.ApproveAppraisals)]
    public async Task<IActionResult> Decide(long id, int number, string? period, AppealDecisionForm form, CancellationToken cancel)
    {
        if (await PersonAsync(id, AccessAction.Approve, cancel) is not var (person, _) || await Db.ClosedSheetAsync(id, PeriodOf(period), cancel) is not { } sheet
            || sheet.Appeals.FirstOrDefault(row => row.Number == number) is not { } appeal)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => DecideAsync(sheet, appeal, person, PeriodOf(period), form, cancel)))
        {
            return await PageAsync(id, period, null, cancel) is { } page ? Unprocessable("Sheet", page with { Decision = form, Deciding = number }) : NotFound();
        }

        Say(Words["Appraisal.Said.Decided"]);
        return LocalRedirect(SheetPage.PathOf(id, PeriodOf(period)));
    }

    private async Task SaveAsync(AppraisalSheet sheet, Colleague person, FiscalSpan period, AppealForm form, CancellationToken cancel)
    {
        var change = (form.Change ?? Money.Zero).Major;
        var appeal = sheet.Appeal(form.IsDown ? -change : change, form.Reason, ByViewer);
        await Db.TellAppealAsync(sheet, appeal, person.Name, period, ByViewer, cancel);
        await Db.SaveChangesAsync(cancel);
    }

    private async Task DecideAsync(
        AppraisalSheet sheet, AppraisalAppeal appeal, Colleague person, FiscalSpan period, AppealDecisionForm form, CancellationToken cancel)
    {
        appeal.Decide(sheet, form.IsAccepted, form.Words, ByViewer);
        Db.TellDecision(sheet, appeal, person.Name, period, ByViewer);
        await Db.SaveChangesAsync(cancel);
    }
}
