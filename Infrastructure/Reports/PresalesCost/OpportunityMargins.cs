using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>What came of opportunities by their contracts.</summary>
public static class OpportunityMargins
{
    /// <summary>What the signed contracts of an opportunity leave in the end; null without one.</summary>
    public static async Task<Money?> MarginOfContractsAsync(this CrmDbContext db, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var margins = await db.OpportunityContracts().Where(contract => contract.OpportunityId == opportunityId)
            .Select(row => new ContractResult(row.Status, row.AmountExTax, row.AmountInTax, row.Lapsed, row.ActualCost, row.CostAtCompletion)).ToListAsync(cancel);
        return margins.Count == 0 ? null : new(margins.Sum(result => result.Margin.Minor));
    }

    /// <summary>The signed contracts of whoever: whose project somebody sees, of that one he is told what it left.</summary>
    internal static IQueryable<Contract> OpportunityContracts(this CrmDbContext db) =>
        db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Where(contract => contract.OpportunityId != null && contract.SignedOn != null);
}
