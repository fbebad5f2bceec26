using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>The only door to opportunities.</summary>
public static class OpportunityQueries
{
    private static readonly Door<Opportunity> Door = new(
        RecordType.Opportunity, opportunity => opportunity.Id, opportunity => opportunity.OwnerId, opportunity => opportunity.TeamId,
        opportunity => opportunity.RegionId, Shared);

    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.VisibleTo(opportunities, viewer, action);
    }

    public static IReadOnlyList<IQueryable<Opportunity>> BranchesFor(
        this IQueryable<Opportunity> opportunities, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.Branches(opportunities, viewer, action);
    }

    /// <summary>With what its verbs need: the last row of the history, the stay in the present stage, the team, competitors and the customer.</summary>
    public static IQueryable<Opportunity> ForChange(this IQueryable<Opportunity> opportunities) => opportunities
        .Include(opportunity => opportunity.History.Where(row => row.UntilAt == null))
        .Include(opportunity => opportunity.Visits.Where(visit => visit.LeftAt == null))
        .Include(opportunity => opportunity.Members)
        .Include(opportunity => opportunity.Competitors)
        .Include(opportunity => opportunity.Customer)
        .AsSplitQuery();

    public static IQueryable<Opportunity> Open(this IQueryable<Opportunity> opportunities) =>
        opportunities.Where(opportunity => opportunity.State == OpportunityState.Open);

    /// <summary>Who works in its team, and who stands in for one who does, sees a project and logs the hours.</summary>
    private static IQueryable<long> Shared(IQueryable<Opportunity> opportunities, LiveShares shares)
    {
        var (customers, seats) = (shares.TeamOf, shares.Seats);
        var ids = shares.Of(RecordType.Opportunity).Concat(opportunities.Beside<Opportunity>()
            .Where(opportunity => opportunity.CustomerId != null && customers.Contains(opportunity.CustomerId.Value)).Select(opportunity => opportunity.Id));
        return shares.ServeTeam
            ? ids.Concat(opportunities.Beside<OpportunityMember>().Where(member => seats.Contains(member.PersonId)).Select(member => member.OpportunityId)) : ids;
    }
}
