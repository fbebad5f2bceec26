using Microsoft.EntityFrameworkCore;
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
    /// <param name="all">All of them: known by now, so the database need not look for them again.</param>
    internal static async Task<CustomersTotal> ReadAsync(CrmDbContext db, SalesQuestion asked, CustomersSales all, CancellationToken cancel)
    {
        var (service, buyers) = (SalesFurther.Service(db), all.Rows.Select(row => row.CustomerId).Order().ToList());
        return new()
        {
            Service = new(await asked.Lines(db).Where(line => service.Contains(line.ProductId)).SumAsync(line => (long)(object)line.InTax, cancel)),
            Year = await BackAsync(asked.MonthsBack(SalesQuestion.MonthsOfYear)),
            ThreeYears = await BackAsync(asked.MonthsBack(3 * SalesQuestion.MonthsOfYear)),
            Receivable = new(await db.Contracts.AsNoTracking().VisibleTo(asked.Viewer).Where(row => row.SignedOn != null && row.Invoiced != row.Received && EF.Parameter(buyers).Contains(row.CustomerId))
                .SumAsync(row => (long)(object)row.Invoiced - (long)(object)row.Received, cancel)),
        };

        // What they bought within the report's days, and right before them, is known: only what lies further back is added up.
        async Task<Money> BackAsync(SalesQuestion longer)
        {
            var (known, day) = longer.From > asked.From ? (Money.Zero, asked.To.AddDays(1)) : (new Money(all.Rows.Sum(row => row.Signed.Minor)), asked.From);
            if (day == asked.From && asked.Previous is var before && before.To.AddDays(1) == day && before.From >= longer.From)
            {
                (known, day) = (known + all.BeforeOfRows.Previous, before.From);
            }

            return day == longer.From ? known : known + new Money(await (longer with { To = day.AddDays(-1) }).Lines(db)
                .Where(line => EF.Parameter(buyers).Contains(line.CustomerId)).SumAsync(line => (long)(object)line.InTax, cancel));
        }
    }
}
