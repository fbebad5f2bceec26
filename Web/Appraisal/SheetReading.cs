using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;

namespace SiCrm.Web.Appraisal;

internal static class SheetReading
{
    /// <summary>Which of the records behind a metric the reader sees himself: a part of a colleague's contract does not open the contract.</summary>
    public static async Task<IReadOnlySet<long>> ReachedAsync(this CrmDbContext db, Viewer viewer, SheetContent content, IReadOnlyList<SheetFactKind> kinds, CancellationToken cancel)
    {
        var ids = kinds.Count == 0 ? content.Credits.Select(credit => credit.ContractId).Distinct().ToList()
            : content.Facts.Where(fact => kinds.Contains(fact.Kind)).Select(fact => fact.Id).Distinct().ToList();
        var seen = kinds switch
        {
            [SheetFactKind.Stay or SheetFactKind.Entry] => db.Opportunities.AsNoTracking().VisibleTo(viewer).Select(row => row.Id),
            [SheetFactKind.Lead or SheetFactKind.Contact or SheetFactKind.Confirmation] => db.Leads.AsNoTracking().VisibleTo(viewer).Select(row => row.Id),
            [SheetFactKind.Plan] => db.PlanActions.AsNoTracking().VisibleTo(viewer).Select(row => row.Id),
            [SheetFactKind.Care] => db.Customers.AsNoTracking().VisibleTo(viewer).Select(row => row.Id),
            _ => db.Contracts.AsNoTracking().VisibleTo(viewer).Select(row => row.Id),
        };
        return (await seen.Where(id => ids.Contains(id)).ToListAsync(cancel)).ToHashSet();
    }
}
