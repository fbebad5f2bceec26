using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>What was signed and received in a period, with what of the history before decides on its factor.</summary>
internal static class AppraisedSales
{
    /// <param name="lookBackMonths">The longest of any scheme that is asked.</param>
    /// <param name="personId">Of his contracts alone, agreed or owned; null for everybody's.</param>
    public static async Task<AppraisalFacts> SalesOfAsync(this CrmDbContext db, FiscalSpan period, int lookBackMonths, long? personId, CancellationToken cancel)
    {
        var (from, until) = (period.From, period.Until);
        var everything = db.ContractLines.AsNoTracking().VisibleTo(Viewer.Program).SignedWithin(from, until);
        var (lines, owners) = (everything, db.Contracts.AsNoTracking().VisibleTo(Viewer.Program));
        if (personId is { } one)
        {
            var agreed = db.Set<ContractShare>().AsNoTracking();
            lines = lines.Where(line => agreed.Any(share => share.ContractId == line.ContractId && share.PersonId == one)
                || (line.OwnerId == one && !agreed.Any(share => share.ContractId == line.ContractId)));
            owners = owners.Where(contract => agreed.Any(share => share.ContractId == contract.Id && share.PersonId == one)
                || (contract.OwnerId == one && !agreed.Any(share => share.ContractId == contract.Id)));
        }

        var received = db.Receipts.AsNoTracking().Standing().Where(receipt => receipt.ReceivedOn >= from && receipt.ReceivedOn <= until)
            .SelectMany(receipt => receipt.Parts, (receipt, part) => new { part.Id, part.ContractId, receipt.ReceivedOn, part.Amount });
        var (touched, paid) = (lines.Select(line => line.ContractId), received.Select(part => part.ContractId));
        var contracts = await db.ContractsAsync(touched, lookBackMonths, cancel);
        return new AppraisalFacts(default, default)
        {
            Company = personId is null ? null : await TogetherAsync(everything, cancel),
            Signed = await SignedAsync(lines, cancel),
            Contracts = contracts.Signed,
            Industries = contracts.Industries,
            Shares = await db.Set<ContractShare>().AsNoTracking().Where(share => touched.Contains(share.ContractId) || paid.Contains(share.ContractId))
                .Select(share => new TeamShare(share.ContractId, share.PersonId, share.BasisPoints)).ToListAsync(cancel),
            Received = await (
                from part in received
                join contract in owners on part.ContractId equals contract.Id
                orderby part.ReceivedOn, part.Id
                select new ReceivedWork(part.Id, part.ContractId, part.ReceivedOn, part.Amount, contract.OwnerId)).ToListAsync(cancel),
        };
    }

    private static async Task<CompanySales> TogetherAsync(IQueryable<ContractLine> lines, CancellationToken cancel)
    {
        var sum = await lines.GroupBy(line => 1).Select(all => new
        {
            InTax = all.Sum(line => (long)(object)line.InTax), ExTax = all.Sum(line => (long)(object)line.ExTax), Cost = all.Sum(line => (long)(object)line.Cost),
        }).SingleOrDefaultAsync(cancel);
        return sum is null ? default : new CompanySales(new(sum.InTax), new(sum.ExTax), new(sum.Cost));
    }

    private static async Task<IReadOnlyList<SignedWork>> SignedAsync(IQueryable<ContractLine> lines, CancellationToken cancel)
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
        return
        [
            .. sums.OrderBy(row => row.On).ThenBy(row => row.ContractId).ThenBy(row => row.AmendmentId ?? 0).Select(row => new SignedWork(
                row.ContractId, row.AmendmentId, row.On ?? default, new(row.InTax), new(row.ExTax), new(row.Cost), row.Owner)),
        ];
    }

    private static async Task<(IReadOnlyList<SignedContract> Signed, IndustryDays Industries)> ContractsAsync(
        this CrmDbContext db, IQueryable<long> touched, int lookBackMonths, CancellationToken cancel)
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
                customer.Industry,
                IsKnown = !firsts.Any(first => first.Id == contract.Id),
                BringsNew = contract.Lines.Any(line => line.AmendmentId == null && !lines.Any(other =>
                    other.CustomerId == contract.CustomerId && other.ProductId == line.ProductId && other.ContractId != contract.Id
                    && (other.SignedOn < contract.SignedOn || (other.SignedOn == contract.SignedOn
                        && contracts.Any(earlier => earlier.Id == other.ContractId && (earlier.Number ?? "").CompareTo(contract.Number ?? "") < 0))))),
            }).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return ([], new IndustryDays([]));
        }

        var (first, last) = (rows.Min(row => row.SignedOn) ?? default, rows.Max(row => row.SignedOn) ?? default);
        var history = await IndustryHistory.ReadAsync(
            db, first.AddMonths(-lookBackMonths), last, [.. rows.Select(row => row.Industry).OfType<string>().Distinct()], cancel);
        return ([.. rows.Select(row => new SignedContract(row.Id, new SigningKey(row.SignedOn ?? default, row.Number ?? ""), row.CustomerId,
            history.IndustryOn(row.CustomerId, row.Industry, row.SignedOn ?? default), row.IsKnown, row.BringsNew))], history.Days);
    }
}

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

    public IndustryDays Days { get; private set; } = new([]);

    public string? IndustryOn(long customerId, string? present, DateOnly day)
    {
        var after = _time.StartOf(day.AddDays(1));
        return _changes[customerId].FirstOrDefault(change => change.At >= after).Before ?? present;
    }

    /// <param name="asked">The industries that customers are in now, of whose signings the days are needed.</param>
    public static async Task<IndustryHistory> ReadAsync(CrmDbContext db, DateOnly from, DateOnly until, IReadOnlyCollection<string> asked, CancellationToken cancel)
    {
        var changed = db.Set<CustomerChange>().AsNoTracking().Where(change => change.Field == "Industry" && change.ContactId == null && change.Before != null);
        var changes = await changed.OrderBy(change => change.At).ThenBy(change => change.Id).Select(change => new { change.CustomerId, change.At, change.Before }).ToListAsync(cancel);
        var history = new IndustryHistory(db.Company.Time, changes.Select(change => (change.CustomerId, change.At, change.Before ?? "")));
        var contracts = db.Contracts.AsNoTracking().VisibleTo(Viewer.Program).Where(contract => contract.SignedOn >= from && contract.SignedOn <= until);
        var customers = db.Customers.AsNoTracking().VisibleTo(Viewer.Program);
        var industries = asked.Concat(changes.Select(change => change.Before).OfType<string>()).Distinct().ToList();
        var others = changed.Select(change => change.CustomerId);
        var steady = await (
            from contract in contracts
            join customer in customers on contract.CustomerId equals customer.Id
            where customer.Industry != null && industries.Contains(customer.Industry) && !others.Contains(customer.Id)
            group contract.Number by new { customer.Industry, contract.SignedOn } into signed
            select new { signed.Key.Industry, signed.Key.SignedOn, First = signed.Min() }).ToListAsync(cancel);
        var moved = changes.Count == 0 ? [] : await (
            from contract in contracts
            join customer in customers on contract.CustomerId equals customer.Id
            where others.Contains(customer.Id)
            select new { customer.Id, customer.Industry, contract.SignedOn, contract.Number }).ToListAsync(cancel);
        history.Days = new IndustryDays(
        [
            .. steady.Select(row => (row.Industry ?? "", new SigningKey(row.SignedOn ?? default, row.First ?? ""))),
            .. from row in moved
               let industry = history.IndustryOn(row.Id, row.Industry, row.SignedOn ?? default)
               where industry is not null
               select (industry, new SigningKey(row.SignedOn ?? default, row.Number ?? "")),
        ]);
        return history;
    }
}
