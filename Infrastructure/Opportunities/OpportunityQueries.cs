using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>The only door to opportunities.</summary>
public static class OpportunityQueries
{
    private static readonly Door<Opportunity> Door = new(
        RecordType.Opportunity, opportunity => opportunity.Id, opportunity => opportunity.OwnerId, opportunity => opportunity.TeamId,
        opportunity => opportunity.Customer.RegionId, Shared);

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

    private static IQueryable<long> Shared(IQueryable<Opportunity> opportunities, LiveShares shares)
    {
        var customers = shares.TeamOf;
        return shares.Of(RecordType.Opportunity).Concat(opportunities.Beside<Opportunity>()
            .Where(opportunity => customers.Contains(opportunity.CustomerId)).Select(opportunity => opportunity.Id));
    }
}
