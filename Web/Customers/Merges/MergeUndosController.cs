using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Merges;

/// <summary>Takes a merge back: both records are as they were, but for their history.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/merges/{id:long}/undo")]
public sealed class MergeUndosController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpPost("")]
    public async Task<IActionResult> Create(long id, CancellationToken cancel)
    {
        var (merging, merge) = (new CustomerMerging(Db), await Db.CustomerMerges.SingleOrDefaultAsync(merge => merge.Id == id, cancel));
        if (merge is null || await merging.FindAsync(Viewer, merge.KeptId, merge.MergedId, cancel) is not { } pair)
        {
            return NotFound();
        }

        await merging.UndoAsync(merge, pair, ByViewer, cancel);
        Say(words["Merges.Said.Undone", pair.Kept.Name, pair.Merged.Name]);
        return LocalRedirect($"/customers/merges/{id}");
    }
}
