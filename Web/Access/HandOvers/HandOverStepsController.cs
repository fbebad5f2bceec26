using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>What moves a hand-over on: another receiver, the confirmation, the cancellation, the undo.</summary>
[Authorize(Policy = Policies.AssignCustomers)]
[Route("hand-overs/{id:long}")]
public sealed class HandOverStepsController(CrmDbContext db, TimeProvider clock, HandOverReader reader, Words words) : CrmController(db, clock)
{
    [HttpPost("redirection")]
    public async Task<IActionResult> Redirect(long id, HandOverRedirectionForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } handOver)
        {
            return NotFound();
        }

        (form.Ids.Count == 0 ? new Refusal("NothingSelected") : null).ThrowIfRefused();
        var successors = await Db.SuccessorsAsync(Viewer, handOver.Criteria with { ToIds = [form.ToId ?? 0] }, Today, cancel);
        var to = successors.SingleOrDefault() ?? throw new RuleBroken(new Refusal("PersonNotFound"));
        await Db.WriteAsync(() => RedirectAsync(handOver, form.Ids, to, cancel), cancel);
        return LocalRedirect($"/hand-overs/{id}");
    }

    [HttpPost("confirmation")]
    public async Task<IActionResult> Confirm(long id, HandOverConfirmationForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } handOver)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.ConfirmAsync(handOver, form.Reason, form.EffectiveOn ?? Today, ByViewer, cancel)))
        {
            Db.ChangeTracker.Clear();
            var kept = await Db.HandOvers.AsNoTracking().SingleAsync(row => row.Id == id, cancel);
            return Unprocessable("HandOver", await reader.PageAsync(kept, Viewer, 0, form, ByViewer, cancel));
        }

        var isDone = handOver.State == HandOverState.Done;
        Say(isDone ? await DoneAsync(handOver, cancel) : words["HandOvers.Said.Scheduled", form.EffectiveOn], isDone ? $"/hand-overs/{id}/undo" : null);
        return LocalRedirect($"/hand-overs/{id}");
    }

    [HttpPost("cancellation")]
    public async Task<IActionResult> Cancel(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } handOver)
        {
            return NotFound();
        }

        handOver.Cancel(ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(words["HandOvers.Said.Cancelled"]);
        return LocalRedirect("/hand-overs");
    }

    [HttpPost("undo")]
    public async Task<IActionResult> Undo(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } handOver)
        {
            return NotFound();
        }

        await Db.UndoAsync(handOver, ByViewer, cancel);
        var left = await Db.Set<HandOverRow>().CountAsync(row => row.HandOverId == id && row.State == HandedState.WentOn, cancel);
        Say(left == 0 ? words["HandOvers.Said.Undone"] : words["HandOvers.Said.UndonePartly", left]);
        return LocalRedirect($"/hand-overs/{id}");
    }

    /// <summary>Another hand-over may have taken some of it, or all.</summary>
    private async Task<string> DoneAsync(HandOver handOver, CancellationToken cancel)
    {
        var stayed = await Db.Set<HandOverRow>().CountAsync(row => row.HandOverId == handOver.Id && row.State == HandedState.Stayed, cancel);
        return stayed == 0 ? words["HandOvers.Said.Done", handOver.Size] : words["HandOvers.Said.DonePartly", handOver.Size - stayed, stayed];
    }

    private Task<HandOver?> FindAsync(long id, CancellationToken cancel) => Db.HandOvers.VisibleTo(Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>What goes with a customer goes where the customer goes.</summary>
    private async Task RedirectAsync(HandOver handOver, IReadOnlyList<long> ids, Successor to, CancellationToken cancel)
    {
        var rows = Db.Set<HandOverRow>().Where(row => row.HandOverId == handOver.Id);
        var chosen = await rows.Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        var customers = chosen.Where(row => row.Type == HandedType.Customer).Select(row => (long?)row.RecordId).ToList();
        var along = await rows.Where(row => customers.Contains(row.CustomerId)).ToListAsync(cancel);
        foreach (var row in chosen.Union(along))
        {
            handOver.Redirect(row, to);
        }

        await Db.SaveChangesAsync(cancel);
    }
}
