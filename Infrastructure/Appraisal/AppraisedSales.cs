using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>What was signed and received in a period, with what of the history before decides on its factor.</summary>
internal static class AppraisedSales
{
    /// <param name="of">Of these customers; null for all.</param>
    public static async Task<SalesFacts> SalesOfAsync(this CrmDbContext db, AppraisedSpan span, IReadOnlyCollection<long>? of, CancellationToken cancel)
    {
        var (first, last) = (span.From, span.Until);
        var lines = db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program).SignedWithin(first, last);
        var contracts = db.Contracts.AsNoTracking().VisibleTo(Viewer.Program);
        if (of is not null)
        {
            lines = lines.Where(line => EF.Parameter(of).Contains(line.CustomerId));
            contracts = contracts.Where(contract => EF.Parameter(of).Contains(contract.CustomerId));
        }

        var received =
            from receipt in db.Receipts.AsNoTracking().Standing()
            where receipt.ReceivedOn >= first && receipt.ReceivedOn <= last
            from part in receipt.Parts
            join contract in contracts on part.ContractId equals contract.Id
            select new { part.Id, part.ContractId, receipt.ReceivedOn, part.Amount, contract.OwnerId };
        var (touched, paid) = (lines.Select(line => line.ContractId), received.Select(part => part.ContractId));
        var (signed, touchedRows) = (await SignedAsync(lines, cancel), await db.ContractsAsync(touched, cancel));
        var presales = touchedRows.Where(row => row.Presales is not null).ToDictionary(row => row.Contract.Id, row => row.Presales ?? Money.Zero);
        return new SalesFacts(
            signed.ConvertAll(work => work.AmendmentId is null && presales.TryGetValue(work.ContractId, out var cost) ? work with { Presales = cost } : work),
            touchedRows.ConvertAll(row => row.Contract),
            await db.Set<ContractShare>().AsNoTracking().Where(share => touched.Contains(share.ContractId) || paid.Contains(share.ContractId))
                .Select(share => new TeamShare(share.ContractId, share.PersonId, share.BasisPoints)).ToListAsync(cancel),
            await received.Select(part => new ReceivedWork(part.Id, part.ContractId, part.ReceivedOn, part.Amount, part.OwnerId)).ToListAsync(cancel));
    }

    private static async Task<List<SignedWork>> SignedAsync(IQueryable<ContractLine> lines, CancellationToken cancel)
    {
        var sums = await lines.GroupBy(line => new { line.ContractId, line.AmendmentId }).Select(group => new
        {
            group.Key.ContractId,
            group.Key.AmendmentId,
            On = group.Min(line => line.SignedOn),
            Owner = group.Min(line => line.OwnerId),
            InTax = group.Sum(line => (long)(object)line.InTax),
            ExTax = group.Sum(line => (long)(object)line.ExTax),
            Cost = group.Sum(line => (long)(object)line.Cost),
        }).ToListAsync(cancel);
        return sums.ConvertAll(row => new SignedWork(row.ContractId, row.AmendmentId, row.On ?? default, new(row.InTax), new(row.ExTax), new(row.Cost), row.Owner));
    }

    /// <returns>With what each had cost before, and the customers' present industries; see <see cref="IndustryHistory.IndustryOn"/>.</returns>
    private static async Task<List<(SignedContract Contract, Money? Presales)>> ContractsAsync(this CrmDbContext db, IQueryable<long> touched, CancellationToken cancel)
    {
        var (contracts, lines) = (db.Contracts.AsNoTracking().VisibleTo(Viewer.Program), db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program));
        var (customers, firsts) = (db.Customers.AsNoTracking().VisibleTo(Viewer.Program), contracts.FirstOfCustomers());
        var rows = await (
            from contract in contracts
            where touched.Contains(contract.Id)
            join customer in customers on contract.CustomerId equals customer.Id
            select new
            {
                contract.Id,
                contract.SignedOn,
                contract.Number,
                contract.CustomerId,
                contract.PresalesCost,
                customer.Industry,
                IsKnown = !firsts.Any(first => first.Id == contract.Id),
                BringsNew = contract.Lines.Any(line => line.AmendmentId == null && !lines.Any(other =>
                    other.CustomerId == contract.CustomerId && other.ProductId == line.ProductId && other.ContractId != contract.Id
                    && (other.SignedOn < contract.SignedOn || (other.SignedOn == contract.SignedOn
                        && contracts.Any(earlier => earlier.Id == other.ContractId && (earlier.Number ?? "").CompareTo(contract.Number ?? "") < 0))))),
            }).ToListAsync(cancel);
        return rows.ConvertAll(row => (
            new SignedContract(row.Id, new SigningKey(row.SignedOn ?? default, row.Number ?? ""), row.CustomerId, row.Industry, row.IsKnown, row.BringsNew), row.PresalesCost));
    }
}

/// <summary>Without the industries as of then, which others' signings tell.</summary>
internal sealed record SalesFacts(List<SignedWork> Signed, List<SignedContract> Contracts, List<TeamShare> Shares, List<ReceivedWork> Received);

/// <summary>Which industry a customer was in when something was signed; what was unknown then counts as what it turned out to be.</summary>
internal sealed class IndustryHistory
{
    private readonly CompanyTime _time;
    private readonly ILookup<long, (DateTime At, string Before)> _changes;

    private IndustryHistory(CompanyTime time, IEnumerable<(long Customer, DateTime At, string Before)> changes)
    {
        _time = time;
        _changes = changes.ToLookup(change => change.Customer, change => (change.At, change.Before));
    }

    /// <summary>Of every day and industry at least the first signing.</summary>
    public IReadOnlyList<(string Industry, SigningKey Key)> Signings { get; private set; } = [];

    public string? IndustryOn(long customerId, string? present, DateOnly day)
    {
        var after = _time.StartOf(day.AddDays(1));
        return _changes[customerId].FirstOrDefault(change => change.At >= after).Before ?? present;
    }

    /// <param name="of">Signings of these customers; null for all.</param>
    public static async Task<IndustryHistory> ReadAsync(CrmDbContext db, DateOnly from, DateOnly until, IReadOnlyCollection<long>? of, CancellationToken cancel)
    {
        var changed = db.Set<CustomerChange>().AsNoTracking().Where(change => change.Field == "Industry" && change.ContactId == null && change.Before != null);
        var changes = await changed.OrderBy(change => change.At).ThenBy(change => change.Id).Select(change => new { change.CustomerId, change.At, change.Before }).ToListAsync(cancel);
        var history = new IndustryHistory(db.Company.Time, changes.Select(change => (change.CustomerId, change.At, change.Before ?? "")));
        var contracts = db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Where(contract => contract.SignedOn >= from && contract.SignedOn <= until);
        contracts = of is null ? contracts : contracts.Where(contract => EF.Parameter(of).Contains(contract.CustomerId));
        var customers = db.Customers.AsNoTracking().VisibleTo(Viewer.Program);
        var others = changed.Select(change => change.CustomerId);
        var steady = await (
            from contract in contracts
            join customer in customers on contract.CustomerId equals customer.Id
            where customer.Industry != null && !others.Contains(customer.Id)
            group contract.Number by new { customer.Industry, contract.SignedOn } into signed
            select new { signed.Key.Industry, signed.Key.SignedOn, First = signed.Min() }).ToListAsync(cancel);
        var moved = changes.Count == 0 ? [] : await (
            from contract in contracts
            join customer in customers on contract.CustomerId equals customer.Id
            where others.Contains(customer.Id)
            select new { customer.Id, customer.Industry, contract.SignedOn, contract.Number }).ToListAsync(cancel);
        history.Signings =
        [
            .. steady.Select(row => (row.Industry ?? "", new SigningKey(row.SignedOn ?? default, row.First ?? ""))),
            .. from row in moved
               let industry = history.IndustryOn(row.Id, row.Industry, row.SignedOn ?? default)
               where industry is not null
               select (industry, new SigningKey(row.SignedOn ?? default, row.Number ?? "")),
        ];
        return history;
    }
}
