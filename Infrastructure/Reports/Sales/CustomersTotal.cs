using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What everybody who bought within the days comes to, of what is told of each and can be added up (see <see cref="CustomerFurther"/>).</summary>
public sealed record CustomersTotal
{
    public Money Margin { get; init; }

    public Money ExTax { get; init; }

    public Money Service { get; init; }

    public Money Year { get; init; }

    public Money ThreeYears { get; init; }

    public Money Receivable { get; init; }

    public int Renewals { get; init; }

    /// <summary>Null for who sees no leads.</summary>
    public int? ReferredLeads { get; init; }

    public int ReferredCustomers { get; init; }

    /// <summary>The amounts of those who are told of one by one.</summary>
    internal static CustomersTotal Of(IReadOnlyCollection<CustomerFurther> all) => new()
    {
        Service = new(all.Sum(one => one.Service.Minor)),
        Year = new(all.Sum(one => one.Year.Minor)),
        ThreeYears = new(all.Sum(one => one.ThreeYears.Minor)),
        Receivable = new(all.Sum(one => one.Receivable.Minor)),
    };

    /// <summary>The same amounts of more than are told of.</summary>
    /// <param name="buyers">All of them, by their numbers in order: known by now, so the database need not look for them again.</param>
    internal static async Task<CustomersTotal> ReadAsync(CrmDbContext db, SalesQuestion asked, IReadOnlyList<long> buyers, CancellationToken cancel)
    {
        var (service, year) = (SalesFurther.Service(db), asked.MonthsBack(SalesQuestion.MonthsOfYear));
        return new()
        {
            Service = new(await asked.Lines(db).Where(line => service.Contains(line.ProductId)).SumAsync(line => (long)(object)line.InTax, cancel)),
            Year = new(await Bought(year).SumAsync(line => (long)(object)line.InTax, cancel)),
            ThreeYears = new(await Bought(asked.MonthsBack(3 * SalesQuestion.MonthsOfYear)).SumAsync(line => (long)(object)line.InTax, cancel)),
            Receivable = new(await db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(row => row.SignedOn != null && EF.Parameter(buyers).Contains(row.CustomerId))
                .SumAsync(row => (long)(object)row.Invoiced - (long)(object)row.Received, cancel)),
        };

        // All that was bought on the report's own days is theirs.
        IQueryable<ContractLine> Bought(SalesQuestion then) => then == asked ? then.Lines(db) : then.Lines(db).Where(line => EF.Parameter(buyers).Contains(line.CustomerId));
    }
}
