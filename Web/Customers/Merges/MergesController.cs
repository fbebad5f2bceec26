using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Merges;

/// <summary>合并: two records side by side, a choice for each field, and one record of both.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/{id:long}/merge/{with:long}")]
public sealed class MergesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private CustomerMerging Merging => new(Db);

    [HttpGet("")]
    public async Task<IActionResult> New(long id, long with, CancellationToken cancel)
    {
        if (await Merging.FindAsync(Viewer, id, with, cancel) is not { } pair)
        {
            return NotFound();
        }

        (await Merging.CanMergeAsync(pair, cancel)).ThrowIfRefused();
        return View("Merge", await PageAsync(pair, new MergeForm { IsFresh = true }, cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, long with, MergeForm form, CancellationToken cancel)
    {
        if (await Merging.FindAsync(Viewer, id, with, cancel) is not { } pair)
        {
            return NotFound();
        }

        Db.Entry(pair.Kept).Property(customer => customer.Version).OriginalValue = form.Version;
        Db.Entry(pair.Merged).Property(customer => customer.Version).OriginalValue = form.WithVersion;
        try
        {
            CustomerMerge? merge = null;
            if (ModelState.IsValid && await TryAsync(async () => merge = await Merging.MergeAsync(pair, form.Choice, ByViewer, cancel)) && merge is not null)
            {
                Say(words["Merges.Said.Merged", pair.Merged.Name, pair.Kept.Name], $"/customers/merges/{merge.Id}/undo");
                return LocalRedirect($"/customers/merges/{merge.Id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, with, form, cancel);
        }

        return Unprocessable("Merge", await PageAsync(pair, form, cancel));
    }

    /// <summary>Somebody was quicker: the records as they are now, beside what was chosen.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync(long id, long with, MergeForm form, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        if (await Merging.FindAsync(Viewer, id, with, cancel) is not { } pair)
        {
            return NotFound();
        }

        ModelState.Clear();
        ModelState.AddModelError("", words["Merges.ChangedMeanwhile"]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Merge", await PageAsync(pair, form, cancel));
    }

    private async Task<MergePage> PageAsync(MergePair pair, MergeForm form, CancellationToken cancel)
    {
        (form.Version, form.WithVersion) = (pair.Kept.Version, pair.Merged.Version);
        return new MergePage(pair, form, await organisation.ReadAsync(Db, cancel))
        {
            Contracts = await Db.Contracts.VisibleTo(Domain.Access.Viewer.Program).CountAsync(contract => contract.CustomerId == pair.Merged.Id, cancel),
            Receipts = await Db.Receipts.CountAsync(receipt => receipt.CustomerId == pair.Merged.Id, cancel),
        };
    }
}
