using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class CustomerSource : SearchSource
{
    public override RecordType Type => RecordType.Customer;

    public override string Path => "/customers";

    protected internal override int Place => 1;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (found, beginning) = (query.Among(Type, query.Db.CustomersMatching), query.Beginning);
        return query.Db.Customers.AsNoTracking().VisibleTo(query.Viewer).Kept().Where(customer => found.Contains(customer.Id))
            .OrderByDescending(customer => customer.Name.StartsWith(beginning)).ThenByDescending(customer => customer.Id)
            .Select(customer => new SearchHit
            {
                Id = customer.Id,
                Title = customer.Name,
                Detail = customer.ShortName ?? customer.Industry,
                OwnerId = customer.OwnerId,
            });
    }
}
