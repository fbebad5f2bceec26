using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access;

/// <summary>Where a record belongs.</summary>
public readonly record struct Belonging(long? OwnerId, long? TeamId, long? RegionId);

/// <summary>Who is told that something waits for somebody's word.</summary>
public static class NearestDeciders
{
    /// <summary>The nearest who may: those of the smallest scope that reaches the record, and not the one who asks.</summary>
    /// <param name="mayAsync">Whether somebody with these roles may let it go; asked once of those who have the same.</param>
    public static async Task<IReadOnlyList<long>> NearestAsync(
        this CrmDbContext db, RecordType type, AccessAction action, Belonging record, Func<IReadOnlyList<Role>, Task<bool>> mayAsync, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(mayAsync);
        var (matrix, today) = (db.Company.Facts.Access, stamp.Today);
        var roles = matrix.RolesWith(AccessRight.Of(type, action));
        var people = await db.People.AsNoTracking()
            .Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today) && person.RoleRows.Any(row => roles.Contains(row.Role)))
            .ToListAsync(cancel);
        var reaching = (from person in people
                        where person.Id != stamp.ActorId
                        let reach = Reach.Of(matrix.ScopeOf(person.Roles, type, action), person.Id, person.TeamId, person.RegionId)
                        where reach.Covers(record.OwnerId, record.TeamId, record.RegionId)
                        select (person.Id, reach.Scope, Roles: person.Roles.Order().ToList())).ToList();
        var may = new List<(long Id, Scope Scope)>();
        foreach (var alike in reaching.GroupBy(one => string.Join(',', one.Roles)))
        {
            if (await mayAsync(alike.First().Roles))
            {
                may.AddRange(alike.Select(one => (one.Id, one.Scope)));
            }
        }

        return [.. may.Where(one => one.Scope == may.Min(other => other.Scope)).Select(one => one.Id)];
    }
}
