using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>Whoever is in an opportunity's team sees it and works on it, beyond his scope; who leaves the team does no longer.</summary>
public static class OpportunityTeams
{
    /// <summary>Inside the transaction in which the team was agreed on.</summary>
    public static async Task LetTeamInAsync(this CrmDbContext db, Opportunity opportunity, Viewer giver, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        var members = opportunity.Members.Select(member => member.PersonId).Where(person => person != opportunity.OwnerId && person != giver.PersonId).ToHashSet();
        var shares = await db.RecordShares.Where(share => share.Type == RecordType.Opportunity && share.RecordId == opportunity.Id
            && share.Kind == ShareKind.Team && share.EndedAt == null).ToListAsync(cancel);
        foreach (var share in shares.Where(share => !members.Contains(share.PersonId)))
        {
            share.End(stamp);
        }

        members.ExceptWith(shares.Select(share => share.PersonId));
        var record = new SharedRecord(RecordType.Opportunity, opportunity.Id, opportunity.Name, opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId)
        {
            CustomerId = opportunity.CustomerId,
        };
        foreach (var person in await db.People.Where(person => members.Contains(person.Id)).ToListAsync(cancel))
        {
            if (LevelOf(person, giver.Matrix) is { } level)
            {
                db.RecordShares.Add(new RecordShare(record, person, giver, new ShareTerms(ShareKind.Team, level, stamp.Today, null, null), stamp));
            }
        }
    }

    /// <summary>As far as his roles let him do such a thing at all.</summary>
    private static ShareLevel? LevelOf(Person person, AccessMatrix matrix) =>
        matrix.ScopeOf([.. person.Roles], RecordType.Opportunity, AccessAction.Write) != Scope.None ? ShareLevel.Write
        : matrix.ScopeOf([.. person.Roles], RecordType.Opportunity, AccessAction.Read) != Scope.None ? ShareLevel.Read
        : null;

    /// <summary>After the transaction: this process knows at once who has shares.</summary>
    public static Task ReadSharesAnewAsync(this CrmDbContext db, CancellationToken cancel = default) => db.ReadCompanyAsync(cancel);
}
