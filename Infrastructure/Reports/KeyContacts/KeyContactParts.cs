using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.KeyContacts;

/// <summary>Somebody's present part in one decision.</summary>
public sealed class KeyContactPart
{
    public required long MemberId { get; init; }

    public required long ContactId { get; init; }

    /// <summary>The role's, so that all roles of somebody add up to one number.</summary>
    public required int Bit { get; init; }

    public required int? Attitude { get; init; }

    public required DateTime? AttitudeSince { get; init; }

    /// <summary>What was concluded last before the span.</summary>
    public required int? AttitudeThen { get; init; }

    /// <summary>What was concluded first.</summary>
    public required int? AttitudeFirst { get; init; }
}

/// <summary>What contacts are in decisions, and where they worked.</summary>
public static class KeyContactParts
{
    /// <summary>Of the decisions on opportunities that the viewer sees.</summary>
    public static IQueryable<KeyContactPart> Of(CrmDbContext db, Viewer viewer, DateOnly since)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (attitudes, start) = (db.AttitudeRows.Where(row => row.To != null), db.Company.Time.StartOf(since));
        return
            from member in db.BuyingCentreMembers
            where member.LeftAt == null
            join centre in db.BuyingCentres on member.BuyingCentreId equals centre.Id
            join opportunity in db.Opportunities.VisibleTo(viewer) on centre.OpportunityId equals opportunity.Id
            select new KeyContactPart
            {
                MemberId = member.Id,
                ContactId = member.ContactId,
                Bit = member.Role == BuyingRole.DecisionMaker ? 1 << (int)BuyingRole.DecisionMaker
                    : member.Role == BuyingRole.EconomicBuyer ? 1 << (int)BuyingRole.EconomicBuyer
                    : member.Role == BuyingRole.TechnicalEvaluator ? 1 << (int)BuyingRole.TechnicalEvaluator
                    : member.Role == BuyingRole.User ? 1 << (int)BuyingRole.User
                    : member.Role == BuyingRole.Influencer ? 1 << (int)BuyingRole.Influencer
                    : member.Role == BuyingRole.Coach ? 1 << (int)BuyingRole.Coach
                    : 1 << (int)BuyingRole.Gatekeeper,
                Attitude = member.Attitude,
                AttitudeSince = member.AttitudeSince,
                AttitudeThen = attitudes.Where(row => row.BuyingCentreMemberId == member.Id && row.At < start)
                    .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Select(row => row.To).FirstOrDefault(),
                AttitudeFirst = attitudes.Where(row => row.BuyingCentreMemberId == member.Id).OrderBy(row => row.At).ThenBy(row => row.Id).Select(row => row.To).FirstOrDefault(),
            };
    }

    /// <summary>The employers that were left since that day.</summary>
    public static IQueryable<ContactEmployment> LeftEmployers(CrmDbContext db, DateOnly since)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ContactEmployments.Where(row => row.Until >= since);
    }

    /// <summary>The positions that were changed since that day; one that came with a new employer is no change of its own.</summary>
    public static IQueryable<CustomerChange> ChangedPositions(CrmDbContext db, DateOnly since)
    {
        ArgumentNullException.ThrowIfNull(db);
        var start = db.Company.Time.StartOf(since);
        return db.CustomerChanges.Where(row => row.ContactId != null && row.Field == nameof(ContactFacts.Position) && row.At >= start
            && !db.ContactEmployments.Any(left => left.ContactId == row.ContactId && left.At == row.At));
    }
}
