using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What kind of contract it is, and where its milestones stand.</summary>
public sealed record ExecutionRest(ContractType? Type, MilestoneStanding Standing);

/// <summary>What is told of contracts only when all columns are asked for: read for so many contracts as a page has.</summary>
public static class ExecutionFurther
{
    /// <param name="rows">In the viewer's reach.</param>
    public static async Task<IReadOnlyDictionary<long, ExecutionRest>> OfAsync(CrmDbContext db, IReadOnlyList<ExecutionRow> rows, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        var ids = rows.Select(row => row.Id).ToList();
        var milestones = (await Milestones(db, ids, today).ToListAsync(cancel)).ToLookup(row => row.ContractId, row => row.Facts);
        var sold = (await Sold(db, ids).ToListAsync(cancel)).Where(one => one.Quantity > 0).ToLookup(one => one.ContractId, one => one.Kind);
        return rows.ToDictionary(row => row.Id, row => new ExecutionRest(
            ContractTypes.Of(sold[row.Id]), MilestoneStanding.Of(milestones[row.Id], today, row.Status == ContractStatus.Terminated)));
    }

    private static IQueryable<MilestoneRow> Milestones(CrmDbContext db, List<long> ids, DateOnly today) =>
        from contract in db.Contracts.VisibleTo(Viewer.Program).Where(row => ids.Contains(row.Id))
        from milestone in contract.Milestones
        select new MilestoneRow(contract.Id, milestone.Kind, milestone.Name, milestone.DueOn, milestone.DoneOn)
        {
            BasisPoints = milestone.BasisPoints,
            Amount = milestone.Amount,
            Received = milestone.Received,
            IsRetention = milestone.IsRetention,
            InTime = milestone.Kind == MilestoneKind.Payment && milestone.DueOn < today && milestone.Received != Money.Zero
                ? db.Receipts.Where(receipt => receipt.ReceivedOn <= milestone.DueOn)
                    .SelectMany(receipt => receipt.Parts.Where(part => part.MilestoneId == milestone.Id)).Sum(part => (long)(object)part.Amount)
                : 0,
        };

    private static IQueryable<SoldKind> Sold(CrmDbContext db, List<long> ids) =>
        from line in db.ContractLines.VisibleTo(Viewer.Program).Where(row => ids.Contains(row.ContractId))
        join product in db.Products.VisibleTo(Viewer.Program) on line.ProductId equals product.Id
        group line by new { line.ContractId, product.Kind } into one
        select new SoldKind(one.Key.ContractId, one.Key.Kind, one.Sum(line => line.IsReduction ? -line.Quantity : line.Quantity));

    private sealed record SoldKind(long ContractId, ProductKind Kind, int Quantity);

    private sealed record MilestoneRow(long ContractId, MilestoneKind Kind, string Name, DateOnly DueOn, DateOnly? DoneOn)
    {
        public int BasisPoints { get; init; }

        public Money Amount { get; init; }

        public Money Received { get; init; }

        public bool IsRetention { get; init; }

        public long InTime { get; init; }

        public MilestoneFacts Facts => new(Kind, Name, DueOn, DoneOn)
        {
            BasisPoints = BasisPoints,
            Amount = Amount,
            Received = Received,
            IsRetention = IsRetention,
            InTime = new(InTime),
        };
    }
}
