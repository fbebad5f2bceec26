using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Record;

/// <summary>Why a cost is taken back.</summary>
public sealed class CounterEntryForm
{
    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

/// <param name="Refusal">Why it can't be taken back; null where it can.</param>
public sealed record CounterEntryPage(Contract Contract, ContractCost Cost, Refusal? Refusal, CounterEntryForm Form)
{
    public string Path => $"/contracts/{Contract.Id}/costs";
}

/// <summary>冲销: a cost that was entered wrongly is taken back by whoever may enter costs and sees them.</summary>
[Authorize(Policy = Policies.WriteMilestones)]
[Route("contracts/{id:long}/costs/{cost:long}/counter-entry")]
public sealed class CounterEntriesController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> New(long id, long cost, CancellationToken cancel) =>
        await PageAsync(id, cost, new CounterEntryForm(), cancel) is { } page ? View("CounterEntry", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, long cost, [Bind(Prefix = "Form")] CounterEntryForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, cost, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.WriteAsync(() => TakeBackAsync(id, cost, form, cancel), cancel)))
        {
            Say(words["Contracts.Said.CostTakenBack", page.Cost.Amount]);
            return LocalRedirect(page.Path);
        }

        return Unprocessable("CounterEntry", page);
    }

    private IQueryable<Contract> Reached(long id) => Db.Contracts.VisibleTo(Viewer, AccessAction.Write, RecordType.Milestone).Where(row => row.Id == id);

    /// <summary>The contract as it stands when the counter-entry is written: of two who take the same cost back one does.</summary>
    private async Task TakeBackAsync(long id, long cost, CounterEntryForm form, CancellationToken cancel)
    {
        (await Reached(id).ForChange().SingleAsync(cancel)).TakeBack(cost, form.Reason, ByViewer);
        await Db.SaveChangesAsync(cancel);
    }

    private async Task<CounterEntryPage?> PageAsync(long id, long costId, CounterEntryForm form, CancellationToken cancel)
    {
        var contract = Viewer.Sees(SensitiveField.Margin) ? await Reached(id).AsNoTracking().Include(row => row.Costs).SingleOrDefaultAsync(cancel) : null;
        return contract?.Costs.SingleOrDefault(row => row.Id == costId) is { } cost ? new CounterEntryPage(contract, cost, contract.CanTakeBack(cost), form) : null;
    }
}
