using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>An application that is not decided yet, as those see it whose effort it asks for.</summary>
public sealed record GateRequest(long OpportunityId, string Name, string? Customer, long? ById, DateTime At, Money Budget);

/// <summary>What initiations ask for that somebody takes part in, whoever decides on them.</summary>
public static class GateRequests
{
    /// <summary>Oldest first.</summary>
    public static Task<List<GateRequest>> GateRequestsAsync(this CrmDbContext db, Viewer viewer, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (
            from initiation in db.Initiations.Waiting()
            join row in db.Opportunities.VisibleTo(viewer, AccessAction.Read) on initiation.OpportunityId equals row.Id
            where row.State == OpportunityState.Open
            orderby initiation.AppliedAt, row.Id
            select new GateRequest(
                row.Id, row.Name, row.Customer == null ? null : row.Customer.Name, initiation.ApplicantId, initiation.AppliedAt, initiation.BudgetTotal))
            .Take(most).ToListAsync(cancel);
    }
}
