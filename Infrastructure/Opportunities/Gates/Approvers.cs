using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>Who decides at the gates of an opportunity.</summary>
public static class Approvers
{
    /// <summary>The nearest who may: within a scope that reaches it, up to the amount, and not the one who asks.</summary>
    /// <param name="budget">Zero for what has no amount.</param>
    public static Task<IReadOnlyList<long>> ApproversOfAsync(
        this CrmDbContext db, Opportunity opportunity, Money budget, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var policy = db.Company.Facts.Approvals;
        return db.ApproversOfAsync(opportunity, roles => policy.LimitOf(roles) is not { } limit || (budget <= limit && limit > Money.Zero), stamp, cancel);
    }

    /// <param name="mayDecide">Whether the limit of these roles reaches so far.</param>
    public static Task<IReadOnlyList<long>> ApproversOfAsync(
        this CrmDbContext db, Opportunity opportunity, Func<IReadOnlyList<Role>, bool> mayDecide, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return db.NearestAsync(
            RecordType.Opportunity, AccessAction.Approve, new(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId),
            roles => Task.FromResult(mayDecide(roles)), stamp, cancel);
    }
}
