using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>How sheets call contracts: a part of one is told to whom it is credited, whoever may open it.</summary>
internal static class ContractNames
{
    public static async Task<Dictionary<long, (string Number, string Customer)>> ContractNamesAsync(this CrmDbContext db, IEnumerable<long> contracts, CancellationToken cancel)
    {
        var ids = contracts.Distinct().ToList();
        var customers = db.Customers.AsNoTracking().VisibleTo(Viewer.Program);
        var rows = await (
            from contract in db.Contracts.AsNoTracking().VisibleTo(Viewer.Program)
            where ids.Contains(contract.Id)
            join customer in customers on contract.CustomerId equals customer.Id
            select new { contract.Id, contract.Number, customer.Name }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.Id, row => (row.Number ?? "", row.Name));
    }
}
