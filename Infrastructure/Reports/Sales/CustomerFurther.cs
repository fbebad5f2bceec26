using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>How a customer buys, what of it is service, what he owes, and what he might buy besides.</summary>
public sealed record CustomerFurther(PurchaseRhythm Rhythm, Money Margin, Money Service)
{
    /// <summary>Signed in the twelve months up to the end of the days.</summary>
    public Money Year { get; init; }

    /// <summary>Signed in the thirty-six months up to the end of the days.</summary>
    public Money ThreeYears { get; init; }

    /// <summary>应收账款: invoiced and not received, of all of his contracts, today.</summary>
    public Money Receivable { get; init; }

    /// <summary>转介绍: the leads that he sent us up to the end of the days, whatever became of them; null for who sees no leads.</summary>
    public int? ReferredLeads { get; init; }

    /// <summary>The customers that he sent us and who are known since before the end of the days.</summary>
    public int ReferredCustomers { get; init; }

    /// <summary>Contracts signed within the days that sell a service again which he had bought before.</summary>
    public int Renewals { get; init; }

    /// <summary>The root categories of all that he bought up to the end of the days.</summary>
    public IReadOnlyCollection<string> Lines { get; init; } = [];

    /// <summary>Those of the customers of his class that he has not.</summary>
    public IReadOnlyList<string> WhiteSpace { get; init; } = [];
}

/// <summary>What is told of customers, and of all who bought together.</summary>
public sealed record CustomersTold(IReadOnlyDictionary<long, CustomerFurther> Each, CustomersTotal All);

/// <summary>What is told of customers only when all columns are asked for.</summary>
/// <param name="sales">Everybody who bought: whom white space is measured by; with what they bought before.</param>
/// <param name="among">Each of these is told of; null: each of all that bought. They are one value of a statement: hundreds would be looked up by their names.</param>
public sealed class CustomersFurther(CrmDbContext db, SalesQuestion asked, CustomersSales sales, IReadOnlyList<long>? among)
{
    private readonly IReadOnlyList<CustomerSales> _buyers = sales.Rows;

    public async Task<CustomersTold> OfAsync(CancellationToken cancel = default)
    {
        // What each is told of takes as long as what he might have besides and what all of them come to.
        var ((told, referred), (owned, space, all)) = await db.ReadTogetherAsync(
            _ => ToldAsync(cancel), other => new CustomersFurther(other, asked, sales, among).BesideAsync(cancel), cancel);
        var classes = _buyers.ToDictionary(row => row.CustomerId, row => row.Class);
        var each = told.ToDictionary(one => one.Key, one => one.Value with
        {
            Lines = owned.GetValueOrDefault(one.Key) ?? [],
            WhiteSpace = space.Of(classes.GetValueOrDefault(one.Key), owned.GetValueOrDefault(one.Key) ?? []),
        });
        return new(each, (all ?? CustomersTotal.Of([.. each.Values])) with
        {
            Margin = new(_buyers.Sum(row => row.Margin.Minor)),
            ExTax = new(_buyers.Sum(row => row.ExTax.Minor)),
            Renewals = Together(referred.Renewals),
            ReferredLeads = referred.Leads is { } leads ? Together(leads) : null,
            ReferredCustomers = Together(referred.Customers),
        });

        int Together(Dictionary<long, int> numbers) => _buyers.Sum(row => numbers.GetValueOrDefault(row.CustomerId));
    }

    private async Task<(Dictionary<long, CustomerFurther> Told, Counted Referred)> ToldAsync(CancellationToken cancel)
    {
        var service = SalesFurther.Service(db);
        var served = await Bought.Where(line => service.Contains(line.ProductId)).GroupBy(line => line.CustomerId)
            .Select(one => new { one.Key, Signed = one.Sum(line => (long)(object)line.InTax) }).ToDictionaryAsync(one => one.Key, one => one.Signed, cancel);
        var (contracts, longer) = (await ContractsAsync(cancel), await LongerAsync(cancel));
        var counted = new Counted(await RenewalsAsync(cancel), await ReferredLeadsAsync(cancel), await ReferredCustomersAsync(cancel));
        var shown = among?.ToHashSet();
        return (_buyers.Where(row => shown?.Contains(row.CustomerId) ?? true).ToDictionary(row => row.CustomerId, row => new CustomerFurther(
            PurchaseRhythm.Of(contracts[row.CustomerId].Select(one => one.SignedOn).Where(day => day <= asked.To)), row.Margin, new(served.GetValueOrDefault(row.CustomerId)))
        {
            Year = longer.GetValueOrDefault(row.CustomerId).Year,
            ThreeYears = longer.GetValueOrDefault(row.CustomerId).ThreeYears,
            Receivable = new(contracts[row.CustomerId].Sum(one => one.Receivable)),
            ReferredLeads = counted.Leads is { } leads ? leads.GetValueOrDefault(row.CustomerId) : null,
            ReferredCustomers = counted.Customers.GetValueOrDefault(row.CustomerId),
            Renewals = counted.Renewals.GetValueOrDefault(row.CustomerId),
        }), counted);
    }

    private async Task<(Dictionary<long, HashSet<string>> Owned, WhiteSpace Space, CustomersTotal? All)> BesideAsync(CancellationToken cancel)
    {
        var rest = among is null || among.Count == _buyers.Count ? null : await CustomersTotal.ReadAsync(db, asked, sales, cancel);
        var roots = await SalesParts.RootsAsync(db, cancel);
        var space = new WhiteSpace(new BoughtLines(roots).Of(_buyers));
        return (await LinesAsync(Owned.Distinct(), roots, cancel), space, rest);
    }

    private IQueryable<ContractLine> Bought => among is null ? asked.Lines(db) : asked.Lines(db).Where(line => EF.Parameter(among).Contains(line.CustomerId));

    private async Task<Dictionary<long, (Money Year, Money ThreeYears)>> LongerAsync(CancellationToken cancel)
    {
        var (year, customers) = (asked.MonthsBack(SalesQuestion.MonthsOfYear).From, asked.Lines(db).Select(line => line.CustomerId).Distinct());
        var lines = asked.MonthsBack(3 * SalesQuestion.MonthsOfYear).Lines(db);
        var sums = await (among is null ? lines.Where(line => customers.Contains(line.CustomerId)) : lines.Where(line => EF.Parameter(among).Contains(line.CustomerId)))
            .GroupBy(line => line.CustomerId).Select(one => new
            {
                one.Key,
                Year = one.Sum(line => line.SignedOn >= year ? (long)(object)line.InTax : 0),
                ThreeYears = one.Sum(line => (long)(object)line.InTax),
            }).ToListAsync(cancel);
        return sums.ToDictionary(one => one.Key, one => (new Money(one.Year), new Money(one.ThreeYears)));
    }

    private async Task<ILookup<long, (DateOnly SignedOn, long Receivable)>> ContractsAsync(CancellationToken cancel)
    {
        var (customers, signed) = (asked.Lines(db).Select(line => line.CustomerId).Distinct(), db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(row => row.SignedOn != null));
        var rows = await (among is null ? signed.Where(row => customers.Contains(row.CustomerId)) : signed.Where(row => EF.Parameter(among).Contains(row.CustomerId))).Select(
            row => new { row.CustomerId, row.SignedOn, Receivable = (long)(object)row.Invoiced - (long)(object)row.Received }).ToListAsync(cancel);
        return rows.ToLookup(row => row.CustomerId, row => (row.SignedOn ?? default, row.Receivable));
    }

    private async Task<Dictionary<long, int>> RenewalsAsync(CancellationToken cancel) => await asked.Lines(db).Renewing(db, asked.Viewer)
        .GroupBy(line => line.CustomerId).Select(one => new { one.Key, Contracts = one.Select(line => line.ContractId).Distinct().Count() })
        .ToDictionaryAsync(one => one.Key, one => one.Contracts, cancel);

    private async Task<Dictionary<long, int>?> ReferredLeadsAsync(CancellationToken cancel)
    {
        if (!asked.Viewer.May(RecordType.Lead, AccessAction.Read))
        {
            return null;
        }

        var end = db.Company.Time.StartOf(asked.To.AddDays(1));
        return await CountAsync(db.Leads.VisibleTo(asked.Viewer).Where(lead => lead.ArchivedAt == null && lead.CapturedAt < end).Select(lead => lead.ReferredById), cancel);
    }

    private Task<Dictionary<long, int>> ReferredCustomersAsync(CancellationToken cancel)
    {
        var end = db.Company.Time.StartOf(asked.To.AddDays(1));
        return CountAsync(db.Customers.VisibleTo(asked.Viewer).Kept().Where(customer => customer.CreatedAt < end).Select(customer => customer.ReferredById), cancel);
    }

    /// <param name="referrers">One for each record, whoever referred it.</param>
    private static async Task<Dictionary<long, int>> CountAsync(IQueryable<long?> referrers, CancellationToken cancel) =>
        // A number above zero, not merely any: so the database reads the few that were referred instead of everything within the time.
        await referrers.Where(referrer => referrer > 0).GroupBy(referrer => referrer).Select(one => new { one.Key, Referrals = one.Count() })
            .ToDictionaryAsync(one => one.Key ?? 0, one => one.Referrals, cancel);

    private IQueryable<Pair> Owned
    {
        get
        {
            var lines = db.ContractLines.VisibleTo(asked.Viewer).Where(line => line.SignedOn <= asked.To);
            var customers = asked.Lines(db).Select(line => line.CustomerId).Distinct();
            return (among is null ? lines.Where(line => customers.Contains(line.CustomerId)) : lines.Where(line => EF.Parameter(among).Contains(line.CustomerId)))
                .Select(line => new Pair { CustomerId = line.CustomerId, ProductId = line.ProductId });
        }
    }

    private static async Task<Dictionary<long, HashSet<string>>> LinesAsync(IQueryable<Pair> bought, Dictionary<long, string?> roots, CancellationToken cancel)
    {
        var lines = new Dictionary<long, HashSet<string>>();
        await foreach (var pair in bought.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var ofCustomer = CollectionsMarshal.GetValueRefOrAddDefault(lines, pair.CustomerId, out _) ??= [];
            if (roots.GetValueOrDefault(pair.ProductId) is { } root)
            {
                ofCustomer.Add(root);
            }
        }

        return lines;
    }

    /// <summary>How often, by customer.</summary>
    /// <param name="Leads">Null for who sees no leads.</param>
    private sealed record Counted(Dictionary<long, int> Renewals, Dictionary<long, int>? Leads, Dictionary<long, int> Customers);

    private sealed class Pair
    {
        public long CustomerId { get; init; }

        public long ProductId { get; init; }
    }
}
