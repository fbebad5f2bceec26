using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class OpportunitySource : SearchSource
{
    public override RecordType Type => RecordType.Opportunity;

    public override string Path => "/opportunities";

    public override string Series => "O";

    protected internal override int Place => 4;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (found, beginning) = (query.Among(Type, query.Db.OpportunitiesMatching), query.Beginning);
        return query.Db.Opportunities.AsNoTracking().VisibleTo(query.Viewer).Where(opportunity => found.Contains(opportunity.Id))
            .OrderByDescending(opportunity => opportunity.Name.StartsWith(beginning)).ThenByDescending(opportunity => opportunity.Id)
            .Select(opportunity => new SearchHit
            {
                Id = opportunity.Id,
                Title = opportunity.Name,
                Number = opportunity.Number,
                Detail = opportunity.Customer == null ? null : opportunity.Customer.Name,
                OwnerId = opportunity.OwnerId,
            });
    }
}
