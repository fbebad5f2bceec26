using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal.Keeping;

/// <summary>What was signed and received in a period, in the order of its days, and on which days before the company signed in which industry.</summary>
/// <param name="LookBackMonths">How long before the first of its contracts industries are known.</param>
/// <param name="Since">The day that makes.</param>
internal sealed record KeptSales(int LookBackMonths, DateOnly Since, IReadOnlyList<(string Industry, SigningKey Key)> Signings)
{
    public static KeptSales None { get; } = new(0, DateOnly.MaxValue, []);

    public IReadOnlyList<SignedWork> Signed { get; private init; } = [];

    public IReadOnlyList<SignedContract> Contracts { get; private init; } = [];

    public IReadOnlyList<TeamShare> Shares { get; private init; } = [];

    public IReadOnlyList<ReceivedWork> Received { get; private init; } = [];

    public IndustryDays Industries { get; private init; } = new([]);

    public int Size => Signed.Count + Contracts.Count + Shares.Count + Received.Count;

    public static async Task<KeptSales> ReadAsync(CrmDbContext db, AppraisedSpan span, int lookBackMonths, CancellationToken cancel)
    {
        var read = await db.SalesOfAsync(span, of: null, cancel);
        var since = SinceOf(read, span, lookBackMonths);
        var history = await IndustryHistory.ReadAsync(db, since, span.Until, of: null, cancel);
        return new KeptSales(lookBackMonths, since, history.Signings).With(read, history);
    }

    /// <summary>
    /// After the histories of some contracts have grown. What their customers signed and paid is read again, since one contract can make another
    /// one of the same customer a repeat.
    /// </summary>
    public async Task<KeptSales> AfterAsync(CrmDbContext db, AppraisedSpan span, IReadOnlyCollection<long> grown, CancellationToken cancel)
    {
        var contracts = db.Contracts.AsNoTracking().VisibleTo(Viewer.Program);
        var customers = await contracts.Where(contract => EF.Parameter(grown).Contains(contract.Id)).Select(contract => contract.CustomerId).Distinct().ToListAsync(cancel);
        var theirs = (await contracts.Where(contract => EF.Parameter(customers).Contains(contract.CustomerId)).Select(contract => contract.Id).ToListAsync(cancel)).ToHashSet();
        var read = await db.SalesOfAsync(span, customers, cancel);
        if (SinceOf(read, span, LookBackMonths) < Since)
        {
            return await ReadAsync(db, span, LookBackMonths, cancel);
        }

        var history = await IndustryHistory.ReadAsync(db, Since, span.Until, customers, cancel);
        read.Signed.AddRange(Signed.Where(work => !theirs.Contains(work.ContractId)));
        read.Shares.AddRange(Shares.Where(share => !theirs.Contains(share.ContractId)));
        read.Received.AddRange(Received.Where(part => !theirs.Contains(part.ContractId)));
        var others = Contracts.Where(contract => !theirs.Contains(contract.Id)).ToList();
        var after = (this with { Signings = [.. Signings.Union(history.Signings)] }).With(read, history);
        return after with { Contracts = [.. after.Contracts, .. others] };
    }

    private static DateOnly SinceOf(SalesFacts read, AppraisedSpan span, int lookBackMonths) =>
        read.Contracts.Select(contract => contract.Key.On).Append(span.From).Min().AddMonths(-lookBackMonths);

    private KeptSales With(SalesFacts read, IndustryHistory history) => this with
    {
        Signed = [.. read.Signed.OrderBy(work => work.SignedOn).ThenBy(work => work.ContractId).ThenBy(work => work.AmendmentId ?? 0)],
        Contracts = read.Contracts.ConvertAll(contract => contract with { Industry = history.IndustryOn(contract.CustomerId, contract.Industry, contract.Key.On) }),
        Shares = [.. read.Shares.OrderBy(share => share.ContractId).ThenBy(share => share.PersonId)],
        Received = [.. read.Received.OrderBy(part => part.On).ThenBy(part => part.PartId)],
        Industries = new IndustryDays(Signings),
    };
}
