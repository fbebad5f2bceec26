using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>What everybody who bought within the days comes to, of what is told of each and can be added up (see <see cref="CustomerFurther"/>).</summary>
public sealed record CustomersTotal
{
    public Money Margin { get; init; }

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
    /// <param name="buyers">All of them: known by now, so the database need not look for them again.</param>
    internal static async Task<CustomersTotal> ReadAsync(CrmDbContext db, SalesQuestion asked, IReadOnlyList<long> buyers, CancellationToken cancel)
    {
        var (service, year) = (SalesFurther.Service(db), asked.MonthsBack(SalesQuestion.MonthsOfYear).From);
        var longer = await asked.MonthsBack(3 * SalesQuestion.MonthsOfYear).Lines(db).Where(line => EF.Parameter(buyers).Contains(line.CustomerId)).GroupBy(_ => 1).Select(all => new
        {
            Year = all.Sum(line => line.SignedOn >= year ? (long)(object)line.InTax : 0),
            ThreeYears = all.Sum(line => (long)(object)line.InTax),
        }).SingleOrDefaultAsync(cancel);
        return new()
        {
            Service = new(await asked.Lines(db).Where(line => service.Contains(line.ProductId)).SumAsync(line => (long)(object)line.InTax, cancel)),
            Year = new(longer?.Year ?? 0),
            ThreeYears = new(longer?.ThreeYears ?? 0),
            Receivable = new(await db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(row => row.SignedOn != null && EF.Parameter(buyers).Contains(row.CustomerId))
                .SumAsync(row => (long)(object)row.Invoiced - (long)(object)row.Received, cancel)),
        };
    }
}
