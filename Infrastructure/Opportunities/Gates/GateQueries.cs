using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>What stands at the gates; whoever asks has the opportunity through its own door.</summary>
public static class GateQueries
{
    /// <summary>More applications of one opportunity no page shows.</summary>
    private const int Most = 50;

    /// <summary>In force.</summary>
    public static IQueryable<Initiation> Live(this IQueryable<Initiation> initiations) =>
        initiations.Where(row => row.State == InitiationState.Approved || row.State == InitiationState.Conditional);

    /// <summary>Somebody has to decide.</summary>
    public static IQueryable<Initiation> Waiting(this IQueryable<Initiation> initiations) =>
        initiations.Where(row => row.State == InitiationState.Applied || row.State == InitiationState.Held);

    public static IQueryable<Qualification> Waiting(this IQueryable<Qualification> qualifications) =>
        qualifications.Where(row => row.PassedAt == null && row.RefusedAt == null);

    /// <summary>The applications of an opportunity with their decisions, the newest first.</summary>
    public static Task<List<Initiation>> InitiationsOfAsync(this CrmDbContext db, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Initiations.Include(row => row.Decisions).Where(row => row.OpportunityId == opportunityId)
            .OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
    }

    /// <summary>The attempts at the qualification gate, the newest first.</summary>
    public static Task<List<Qualification>> QualificationsOfAsync(this CrmDbContext db, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Qualifications.Where(row => row.OpportunityId == opportunityId).OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
    }
}
