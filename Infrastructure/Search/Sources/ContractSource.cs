using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;

namespace SiCrm.Infrastructure.Search.Sources;

internal sealed class ContractSource : SearchSource
{
    public override RecordType Type => RecordType.Contract;

    public override string Path => "/contracts";

    public override string Series => ContractSigning.Series;

    protected internal override int Place => 6;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (db, found, beginning) = (query.Db, query.Among(Type, query.Db.ContractsMatching), query.Beginning);
        return db.Contracts.AsNoTracking().VisibleTo(query.Viewer).Where(contract => found.Contains(contract.Id))
            .OrderByDescending(contract => contract.Name.StartsWith(beginning)).ThenByDescending(contract => contract.Id)
            .Select(contract => new SearchHit
            {
                Id = contract.Id,
                Title = contract.Name,
                Number = contract.Number,
                Detail = db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).FirstOrDefault(),
                OwnerId = contract.OwnerId,
            });
    }
}
