using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
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
        return db.ApproversOfAsync(opportunity, person => policy.LimitOf(person.Roles) is not { } limit || (budget <= limit && limit > Money.Zero), stamp, cancel);
    }

    /// <param name="mayDecide">Whether his limit reaches so far.</param>
    public static async Task<IReadOnlyList<long>> ApproversOfAsync(
        this CrmDbContext db, Opportunity opportunity, Func<Person, bool> mayDecide, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        var (matrix, today) = (db.Company.Facts.Access, stamp.Today);
        var roles = matrix.RolesWith(AccessRight.Of(RecordType.Opportunity, AccessAction.Approve));
        var people = await db.People.AsNoTracking()
            .Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today) && person.RoleRows.Any(row => roles.Contains(row.Role)))
            .ToListAsync(cancel);
        var may = (from person in people
                   where person.Id != stamp.ActorId && mayDecide(person)
                   let reach = Reach.Of(matrix.ScopeOf(person.Roles, RecordType.Opportunity, AccessAction.Approve), person.Id, person.TeamId, person.RegionId)
                   where reach.Covers(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId)
                   select (person.Id, reach.Scope)).ToList();
        return [.. may.Where(one => one.Scope == may.Min(other => other.Scope)).Select(one => one.Id)];
    }
}
