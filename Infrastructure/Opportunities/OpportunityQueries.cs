using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>The only door to opportunities.</summary>
public static class OpportunityQueries
{
    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Opportunity, action) switch
        {
            Scope.All => opportunities,
            Scope.Region when viewer.RegionId is { } region => opportunities.Where(opportunity => opportunity.Customer.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => opportunities.Where(opportunity => opportunity.TeamId == team),
            Scope.None => opportunities.Where(opportunity => false),
            _ when viewer.PersonId is { } person => opportunities.Where(opportunity => opportunity.OwnerId == person),
            _ => opportunities.Where(opportunity => false),
        };
    }
}
