using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Opportunities.Record;

/// <param name="Number">Null while it is a draft.</param>
public sealed record OpportunityContract(long Id, string? Number, string Name);

public static class OpportunityContracts
{
    /// <summary>The first contract of a won opportunity, as far as the viewer sees it.</summary>
    public static async Task<OpportunityContract?> ContractOfAsync(this CrmDbContext db, Viewer viewer, long opportunityId, OpportunityState state, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return state != OpportunityState.Won ? null : await db.Contracts.AsNoTracking().VisibleTo(viewer).Where(row => row.OpportunityId == opportunityId)
            .OrderBy(row => row.Id).Select(row => new OpportunityContract(row.Id, row.Number, row.Name)).FirstOrDefaultAsync(cancel);
    }
}
