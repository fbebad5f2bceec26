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
    private const int Most = 50;

    /// <summary>The contracts of a won opportunity, as far as the viewer sees them, the first one first.</summary>
    public static async Task<IReadOnlyList<OpportunityContract>> ContractsOfAsync(
        this CrmDbContext db, Viewer viewer, long opportunityId, OpportunityState state, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return state != OpportunityState.Won ? [] : await db.Contracts.AsNoTracking().VisibleTo(viewer).Kept().Where(row => row.OpportunityId == opportunityId)
            .OrderBy(row => row.Id).Select(row => new OpportunityContract(row.Id, row.Number, row.Name)).Take(Most).ToListAsync(cancel);
    }
}
