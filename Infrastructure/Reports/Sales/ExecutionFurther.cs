using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What kind of contract it is, and where its milestones stand.</summary>
public sealed record ExecutionRest(ContractType? Type, MilestoneStanding Standing)
{
    /// <summary>The row with what is overdue of it.</summary>
    public ExecutionRow Told(ExecutionRow row) => row with { Overdue = new(Standing.Late.Sum(late => late.Minor)), OverdueSince = Standing.LateSince };
}

/// <summary>What is told of contracts only when all columns are asked for: read for so many contracts as a page has.</summary>
public static class ExecutionFurther
{
    /// <summary>All contracts with what is told of them, by the page: while one is written, what is told of the next is read, and the one after that.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<(ExecutionRow Row, ExecutionRest Further)>> AllAsync(
        CrmDbContext db, SalesQuestion asked, DateOnly today, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var pages = db.ReadAheadAsync(other => ContractExecution.AllAsync(other, asked, today, cancel), cancel).Select(async (rows, _, stop) => (Rows: rows, Rests: await OfAsync(db, rows, today, stop)));
        await foreach (var (rows, rests) in pages.AheadAsync(cancel))
        {
            yield return [.. rows.Select(row => (rests[row.Id].Told(row), rests[row.Id]))];
        }
    }

    /// <param name="rows">In the viewer's reach.</param>
    public static async Task<IReadOnlyDictionary<long, ExecutionRest>> OfAsync(CrmDbContext db, IReadOnlyList<ExecutionRow> rows, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        var ids = rows.Select(row => row.Id).ToList();
        var milestones = (await Milestones(db, ids, today).ToListAsync(cancel)).ToLookup(row => row.ContractId, row => row.Facts);
        var sold = await db.SoldKinds(ids).ToDictionaryAsync(one => one.ContractId, one => one.Set, cancel);
        return rows.ToDictionary(row => row.Id, row => new ExecutionRest(
            ContractTypes.Of(sold.GetValueOrDefault(row.Id)), MilestoneStanding.Of(milestones[row.Id], today, row.Status == ContractStatus.Terminated)));
    }

    /// <summary>A file of all contracts reads a million of these: names only where they are told, receipts only where a payment was not paid in full by its day.</summary>
    private static IQueryable<MilestoneRow> Milestones(CrmDbContext db, List<long> ids, DateOnly today) =>
        // Not by way of their contracts: for a thousand of these PostgreSQL walks all that there are.
        from milestone in db.Set<Milestone>().AsNoTracking()
        where EF.Parameter(ids).Contains(milestone.ContractId)
        select new MilestoneRow
        {
            ContractId = milestone.ContractId,
            IsPayment = milestone.Kind == MilestoneKind.Payment,
            Name = milestone.Kind == MilestoneKind.Delivery && milestone.DoneOn == null ? milestone.Name : "",
            DueOn = milestone.DueOn,
            DoneOn = milestone.DoneOn,
            BasisPoints = milestone.BasisPoints,
            Amount = milestone.Amount,
            Lapsed = milestone.Lapsed,
            Received = milestone.Received,
            IsRetention = milestone.IsRetention,
            Early = milestone.Kind == MilestoneKind.Payment && milestone.DueOn < today && milestone.Received != Money.Zero
                && (milestone.DoneOn == null || milestone.DoneOn > milestone.DueOn)
                ? db.Receipts.Standing().Where(receipt => receipt.ReceivedOn <= milestone.DueOn)
                    .SelectMany(receipt => receipt.Parts.Where(part => part.MilestoneId == milestone.Id)).Sum(part => (long)(object)part.Amount)
                : 0,
        };

    private sealed class MilestoneRow
    {
        public long ContractId { get; init; }

        public bool IsPayment { get; init; }

        public required string Name { get; init; }

        public DateOnly DueOn { get; init; }

        public DateOnly? DoneOn { get; init; }

        public int BasisPoints { get; init; }

        public Money Amount { get; init; }

        public Money Lapsed { get; init; }

        public Money Received { get; init; }

        public bool IsRetention { get; init; }

        /// <summary>What came in by its day of a payment that was not paid in full by then.</summary>
        public long Early { get; init; }

        public MilestoneFacts Facts => new(IsPayment ? MilestoneKind.Payment : MilestoneKind.Delivery, Name, DueOn, DoneOn)
        {
            BasisPoints = BasisPoints,
            Amount = Amount - Lapsed,
            Received = Received,
            IsRetention = IsRetention,
            InTime = IsPayment && DoneOn <= DueOn ? Amount - Lapsed : new(Early),
        };
    }
}
