using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What a customer bought.</summary>
public sealed record CustomerSales(long CustomerId, Money Signed)
{
    public string Customer { get; init; } = "";

    public long? RegionId { get; init; }

    public int Purchases { get; init; }

    public Money Margin { get; init; }

    /// <summary>As the margin, of all columns only.</summary>
    public Money ExTax { get; init; }

    public DateOnly? First { get; init; }

    public DateOnly? Last { get; init; }

    public decimal Share => Pareto.Share(Signed, Whole);

    public decimal Cumulative => Pareto.Share(Ahead + Signed, Whole);

    public char Class => Pareto.Class(Ahead, Whole);

    /// <summary>What all of them bought.</summary>
    internal Money Whole { get; set; }

    /// <summary>What those bought who bought more.</summary>
    internal Money Ahead { get; set; }

    public Money Previous { get; init; }

    public Money LastYear { get; init; }

    /// <summary>The numbers of the products that he bought, one as often as he bought it, with commas between; empty where not all columns are asked for.</summary>
    internal string Products { get; init; } = "";
}

/// <summary>Who bought, and what all of them bought: now, in the time right before, and in the same time a year before.</summary>
/// <param name="Rows">Who bought most first; who they are, how often and since when they buy is told of as many as were asked for.</param>
public sealed record CustomersSales(IReadOnlyList<CustomerSales> Rows, int Purchases, TimesBefore Before)
{
    /// <summary>What of the times before is of those who buy now.</summary>
    public required TimesBefore BeforeOfRows { get; init; }
}

/// <summary>Sums of the two times that a report compares with.</summary>
public readonly record struct TimesBefore(Money Previous, Money LastYear);

/// <content>Who bought how much.</content>
public static partial class SalesReports
{
    /// <param name="shown">Of these, where who bought most is first, is told who they are and since when they buy; null: of all.</param>
    public static async Task<CustomersSales> CustomersAsync(CrmDbContext db, SalesQuestion asked, ShownRows? shown = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        // Adding up by customer takes longest: a third of them is read beside the others, after what all come to together.
        var (others, (purchases, before, third)) = await db.ReadTogetherAsync(here => BoughtAsync(here, asked, third: false, cancel), async other =>
        {
            var (contracts, earlier) = await TogetherAsync(other, asked, cancel);
            return (contracts, earlier, await BoughtAsync(other, asked, third: true, cancel));
        }, cancel);
        var bought = Ranked([.. others, .. third]);
        var told = shown is { } few && few.Take < bought.Count ? bought.Skip(few.Skip).Take(few.Take).Select(row => row.CustomerId).ToList() : null;
        var (rows, ofRows) = await db.ReadTogetherAsync(
            here => ToldAsync(here, asked, bought, told, cancel), other => TimesBeforeAsync(asked, then => SumAsync(OfCustomers(then.Lines(other), bought), cancel)), cancel);
        return new(rows, purchases, before) { BeforeOfRows = ofRows };
    }

    /// <summary>What each of a third of the customers bought, or of the others.</summary>
    private static async Task<List<CustomerSales>> BoughtAsync(CrmDbContext db, SalesQuestion asked, bool third, CancellationToken cancel)
    {
        var sums = await asked.Lines(db).Where(line => third ? line.CustomerId % 3 == 0 : line.CustomerId % 3 != 0).GroupBy(line => line.CustomerId).Select(group => new
        {
            CustomerId = group.Key,
            Signed = group.Sum(line => (long)(object)line.InTax),
            Margin = asked.Further ? group.Sum(line => (long)(object)line.ExTax - (long)(object)line.Cost) : 0,
            ExTax = asked.Further ? group.Sum(line => (long)(object)line.ExTax) : 0,
            Products = asked.Further ? string.Join(",", group.Select(line => (string)(object)line.ProductId)) : "",
        }).ToListAsync(cancel);
        return sums.ConvertAll(row => new CustomerSales(row.CustomerId, new Money(row.Signed)) { Margin = new(row.Margin), ExTax = new(row.ExTax), Products = row.Products });
    }

    /// <summary>Who bought most first, each with what all bought and what those before him did.</summary>
    private static List<CustomerSales> Ranked(List<CustomerSales> bought)
    {
        var (whole, so) = (new Money(bought.Sum(row => row.Signed.Minor)), Money.Zero);
        bought.Sort((one, other) => other.Signed != one.Signed ? other.Signed.CompareTo(one.Signed) : one.CustomerId.CompareTo(other.CustomerId));
        foreach (var row in bought)
        {
            (row.Whole, row.Ahead) = (whole, so);
            so += row.Signed;
        }

        return bought;
    }

    /// <summary>How many contracts all bought now, and for how much before: whole sums, for which the database need not tell customers apart.</summary>
    private static async Task<(int Purchases, TimesBefore Before)> TogetherAsync(CrmDbContext db, SalesQuestion asked, CancellationToken cancel)
    {
        if (!asked.IsOfAll)
        {
            return (
                await asked.Lines(db).Where(line => line.AmendmentId == null).Select(line => line.ContractId).Distinct().CountAsync(cancel),
                await TimesBeforeAsync(asked, then => SumAsync(then.Lines(db), cancel)));
        }

        // Nobody's contract is left out, whoever owns it now or did then: contracts and change orders are a fifth of the rows that their lines are.
        var contracts = db.Contracts.AsNoTracking().VisibleTo(asked.Viewer);
        return (await SignedWithin(asked).CountAsync(cancel), await TimesBeforeAsync(asked, async then => new Money(
            await SignedWithin(then).SumAsync(contract => (long)(object)contract.SignedInTax, cancel)
            + await contracts.SelectMany(contract => contract.Amendments).Where(amendment => amendment.SignedOn >= then.From && amendment.SignedOn <= then.To)
                .SumAsync(amendment => (long)(object)amendment.InTax, cancel))));

        IQueryable<Contract> SignedWithin(SalesQuestion then) => contracts.Where(contract => contract.SignedOn >= then.From && contract.SignedOn <= then.To);
    }

    private static async Task<TimesBefore> TimesBeforeAsync(SalesQuestion asked, Func<SalesQuestion, Task<Money>> sum)
    {
        var previous = await sum(asked.Previous);
        return new(previous, asked.Previous == asked.LastYear ? previous : await sum(asked.LastYear));
    }

    private static async Task<Money> SumAsync(IQueryable<ContractLine> lines, CancellationToken cancel) => new(await lines.SumAsync(line => (long)(object)line.InTax, cancel));

    private static IQueryable<ContractLine> OfCustomers(IQueryable<ContractLine> lines, List<CustomerSales> bought)
    {
        var customers = bought.Select(row => row.CustomerId).Order().ToList();
        return lines.Where(line => EF.Parameter(customers).Contains(line.CustomerId));
    }

    /// <param name="told">Null: all of them are told of.</param>
    private static async Task<List<CustomerSales>> ToldAsync(CrmDbContext db, SalesQuestion asked, List<CustomerSales> bought, List<long>? told, CancellationToken cancel)
    {
        var customers = told is null ? asked.Lines(db).Select(line => line.CustomerId).Distinct() : db.Customers.VisibleTo(Viewer.Program).Where(row => EF.Parameter(told).Contains(row.Id)).Select(row => row.Id);
        var names = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => customers.Contains(row.Id))
            .Select(row => new { row.Id, row.Name, row.RegionId }).ToDictionaryAsync(row => row.Id, cancel);
        var spans = await db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(row => row.SignedOn <= asked.To && customers.Contains(row.CustomerId))
            .GroupBy(row => row.CustomerId).Select(group => new { group.Key, First = group.Min(row => row.SignedOn), Last = group.Max(row => row.SignedOn) })
            .ToDictionaryAsync(row => row.Key, cancel);
        var purchases = await Of(asked.Lines(db).Where(line => line.AmendmentId == null), told).GroupBy(line => line.CustomerId)
            .Select(group => new { group.Key, Contracts = group.Select(line => line.ContractId).Distinct().Count() }).ToDictionaryAsync(row => row.Key, row => row.Contracts, cancel);
        var (previous, lastYear) = await BeforeAsync(db, asked, line => (long?)line.CustomerId, cancel, told);
        return bought.ConvertAll(row => names.GetValueOrDefault(row.CustomerId) is not { } name ? row : row with
        {
            Customer = name.Name,
            RegionId = name.RegionId,
            Purchases = purchases.GetValueOrDefault(row.CustomerId),
            First = spans.GetValueOrDefault(row.CustomerId)?.First,
            Last = spans.GetValueOrDefault(row.CustomerId)?.Last,
            Previous = previous.GetValueOrDefault(row.CustomerId),
            LastYear = lastYear.GetValueOrDefault(row.CustomerId),
        });
    }
}
