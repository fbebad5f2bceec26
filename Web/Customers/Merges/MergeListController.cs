using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Merges;

/// <summary>What was merged, the newest first, and what each merge did.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("customers/merges")]
public sealed class MergeListController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(long? before, CancellationToken cancel)
    {
        var rows = await MergeRow.VisibleTo(Db, Viewer).Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(cancel);
        var next = rows.Count > PageSize ? $"/customers/merges?before={rows[PageSize - 1].Id}" : null;
        return View("Merges", new MergeListPage([.. rows.Take(PageSize)], next, await organisation.ReadAsync(Db, cancel)));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        var row = await MergeRow.VisibleTo(Db, Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (row is null)
        {
            return NotFound();
        }

        var merge = await Db.CustomerMerges.AsNoTracking().SingleAsync(merge => merge.Id == id, cancel);
        var refusal = merge.CanUndo(Now);
        return View("MergeDetail", new MergeDetail(row, CustomerMerging.RecordOf(merge), refusal, await organisation.ReadAsync(Db, cancel))
        {
            Across = refusal is null ? await new CustomerMerging(Db).MatchedAcrossAsync(merge, cancel) : [],
            OpensReceipts = Viewer.May(RecordType.Receipt, AccessAction.Write),
        });
    }
}
