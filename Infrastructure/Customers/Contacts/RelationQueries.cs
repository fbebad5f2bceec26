using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>One member of a buying centre with what the map says of him.</summary>
/// <param name="IsVisible">The viewer may open the contact.</param>
public sealed record RelationRow(RelationPerson Person, string? Position, long? OpportunityId, DateTime? AttitudeSince, bool IsVisible)
{
    public DateTime? DescribedAt { get; init; }
}

/// <summary>Who stands on a relation map.</summary>
public static class RelationQueries
{
    /// <summary>More people of one customer no map shows.</summary>
    public const int Most = 120;

    /// <summary>The buying centre of one opportunity.</summary>
    public static Task<List<RelationRow>> RelationsOfAsync(this CrmDbContext db, Viewer viewer, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Rows(db, viewer, db.BuyingCentres.Where(centre => centre.OpportunityId == opportunityId)).Take(BuyingCentre.Most).ToListAsync(cancel);
    }

    /// <summary>The buying centres of several opportunities.</summary>
    public static async Task<IReadOnlyList<RelationRow>> RelationsOfManyAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<long> opportunities, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return opportunities.Count == 0 ? [] : await Rows(db, viewer, db.BuyingCentres.Where(centre => opportunities.Contains(centre.OpportunityId))).ToListAsync(cancel);
    }

    /// <summary>
    /// Everybody of the customer who has a part in an opportunity that the viewer sees, once each, as he was described
    /// last; and the key contacts who have none.
    /// </summary>
    /// <param name="opportunities">Those that the viewer sees.</param>
    public static async Task<List<RelationRow>> RelationsOfCustomerAsync(
        this CrmDbContext db, Viewer viewer, long customerId, IQueryable<long> opportunities, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var centres = db.BuyingCentres.Where(centre => centre.CustomerId == customerId && opportunities.Contains(centre.OpportunityId));
        var parts = await Rows(db, viewer, centres).OrderByDescending(row => row.DescribedAt).Take(4 * Most).ToListAsync(cancel);
        var latest = parts.DistinctBy(row => row.Person.ContactId).Take(Most).ToList();
        var keys = await db.Contacts.VisibleTo(viewer).Kept().Where(contact => contact.CustomerId == customerId && contact.IsKey)
            .OrderBy(contact => contact.Name).ThenBy(contact => contact.Id).Take(Most)
            .Select(contact => new RelationRow(
                new RelationPerson(contact.Id, contact.Name, null, 1, null, null, null, contact.LastTouchAt, null), contact.Position, null, null, true))
            .ToListAsync(cancel);
        return [.. latest, .. keys.Where(key => latest.TrueForAll(row => row.Person.ContactId != key.Person.ContactId))];
    }

    private static IQueryable<RelationRow> Rows(CrmDbContext db, Viewer viewer, IQueryable<BuyingCentre> centres)
    {
        var visible = db.Contacts.VisibleTo(viewer).Select(contact => contact.Id);
        var managers = db.People.Where(person => person.RoleRows.Any(row => row.Role == Role.SalesManager || row.Role == Role.GeneralManager)).Select(person => person.Id);
        return
            from centre in centres
            from member in centre.Members
            where member.LeftAt == null
            join contact in db.Contacts on member.ContactId equals contact.Id
            where contact.ArchivedAt == null
            orderby member.Id
            select new RelationRow(
                new RelationPerson(
                    contact.Id, contact.Name, member.Role, member.Influence, member.Attitude, member.HolderId, member.ReportsToId, contact.LastTouchAt,
                    db.Touches.Where(touch => touch.ContactId == contact.Id && touch.IsTwoWay && touch.ActorId != null && managers.Contains(touch.ActorId.Value))
                        .Max(touch => (DateTime?)touch.At)),
                contact.Position, centre.OpportunityId, member.AttitudeSince, visible.Contains(contact.Id))
            { DescribedAt = member.DescribedAt };
    }
}
