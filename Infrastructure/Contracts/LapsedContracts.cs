using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>A terminated contract of which something is no longer due.</summary>
public sealed record LapsedContract(long? RegionId, ContractResult Result);

/// <summary>What was not earned is rounded for each contract by itself, which no sum of the database does; they are few.</summary>
public static class LapsedContracts
{
    internal static Task<List<LapsedContract>> LapsedAsync(this IQueryable<Contract> contracts, CancellationToken cancel) =>
        contracts.Where(row => row.Status == ContractStatus.Terminated && (long)(object)row.Lapsed != 0)
            .Select(row => new LapsedContract(row.RegionId, new ContractResult(row.Status, row.AmountExTax, row.AmountInTax, row.Lapsed, row.ActualCost, row.CostAtCompletion)))
            .ToListAsync(cancel);
}
