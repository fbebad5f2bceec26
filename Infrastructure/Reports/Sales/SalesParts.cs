using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>By what a report's rows are told apart once more, in columns.</summary>
public enum SalesSplit
{
    None,
    ProductCategory,
    CustomerCategory,

    /// <summary>Where the lead came from that became the contract's opportunity.</summary>
    Channel,
    Year,
    Quarter,
}

/// <summary>What of a row's sum falls into one column.</summary>
/// <param name="Row">The region, customer or product.</param>
/// <param name="Part">The root category's number, the customers' category, or the period's first day.</param>
public sealed record SalesPart(long Row, string? Part, Money Signed);

/// <summary>The same lines as the report's, told apart once more: the columns of a row make its sum.</summary>
public static class SalesParts
{
    /// <param name="among">Of these rows; null: of all.</param>
    public static async Task<IReadOnlyList<SalesPart>> OfAsync(
        CrmDbContext db, SalesQuestion asked, string report, CompanySettings settings, IReadOnlyCollection<long>? among = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(settings);
        var lines = Rows(among is null ? asked.Lines(db) : asked.Lines(db).Where(line => among.Contains(line.CustomerId)), report);
        switch (asked.Split)
        {
            case SalesSplit.ProductCategory:
                var roots = await RootsAsync(db, cancel);
                var products = await lines.GroupBy(line => new { line.Row, line.ProductId })
                    .Select(one => new { one.Key.Row, one.Key.ProductId, Signed = one.Sum(line => line.Signed) }).ToListAsync(cancel);
                return Together(products.Select(one => (one.Row, roots.GetValueOrDefault(one.ProductId), one.Signed)));
            case SalesSplit.CustomerCategory:
                var categories = await lines.Join(db.Customers.VisibleTo(Viewer.Program), line => line.CustomerId, customer => customer.Id, (line, customer) => new { line.Row, customer.Category, line.Signed })
                    .GroupBy(line => new { line.Row, line.Category }).Select(one => new { one.Key.Row, one.Key.Category, Signed = one.Sum(line => line.Signed) }).ToListAsync(cancel);
                return Together(categories.Select(one => (one.Row, (string?)one.Category, one.Signed)));
            case SalesSplit.Channel:
                var sold = lines.GroupBy(line => new { line.Row, line.ContractId }).Select(one => new { one.Key.Row, one.Key.ContractId, Signed = one.Sum(line => line.Signed) });
                var channels = await (
                    from one in sold
                    join contract in db.Contracts.VisibleTo(Viewer.Program) on one.ContractId equals contract.Id
                    join opportunity in db.Opportunities.VisibleTo(Viewer.Program) on contract.OpportunityId equals opportunity.Id into projects
                    from project in projects.DefaultIfEmpty()
                    join lead in db.Leads.VisibleTo(Viewer.Program) on project.LeadId equals lead.Id into leads
                    from origin in leads.DefaultIfEmpty()
                    group one by new { one.Row, Channel = (LeadChannel?)origin.Channel } into alike
                    select new { alike.Key.Row, alike.Key.Channel, Signed = alike.Sum(one => one.Signed) }).ToListAsync(cancel);
                return Together(channels.Select(one => (one.Row, one.Channel?.ToString(), one.Signed)));
            case SalesSplit.Year or SalesSplit.Quarter:
                var months = asked.Split == SalesSplit.Year ? SalesQuestion.MonthsOfYear : 3;
                var days = await lines.GroupBy(line => new { line.Row, line.SignedOn }).Select(one => new { one.Key.Row, one.Key.SignedOn, Signed = one.Sum(line => line.Signed) }).ToListAsync(cancel);
                return Together(days.Select(one => (one.Row, (string?)FiscalSpan.Of(one.SignedOn ?? default, months, settings.FiscalYearStart).From.ToString("yyyy-MM-dd", null), one.Signed)));
            default:
                return [];
        }
    }

    private static IQueryable<PartLine> Rows(IQueryable<ContractLine> lines, string report) => report switch
    {
        "regional-sales" => lines.Select(line => new PartLine
        {
            Row = line.RegionId ?? 0, ProductId = line.ProductId, CustomerId = line.CustomerId, SignedOn = line.SignedOn, ContractId = line.ContractId, Signed = (long)(object)line.InTax,
        }),
        "customer-purchases" => lines.Select(line => new PartLine
        {
            Row = line.CustomerId, ProductId = line.ProductId, CustomerId = line.CustomerId, SignedOn = line.SignedOn, ContractId = line.ContractId, Signed = (long)(object)line.InTax,
        }),
        _ => lines.Select(line => new PartLine
        {
            Row = line.ProductId, ProductId = line.ProductId, CustomerId = line.CustomerId, SignedOn = line.SignedOn, ContractId = line.ContractId, Signed = (long)(object)line.InTax,
        }),
    };

    private static List<SalesPart> Together(IEnumerable<(long Row, string? Part, long Signed)> parts) =>
        [.. parts.GroupBy(one => (one.Row, one.Part)).Select(one => new SalesPart(one.Key.Row, one.Key.Part, new Money(one.Sum(part => part.Signed))))];

    /// <summary>The top of the tree that each product hangs on.</summary>
    internal static async Task<Dictionary<long, string?>> RootsAsync(CrmDbContext db, CancellationToken cancel)
    {
        var parents = (await db.CategoriesAsync(cancel)).ToDictionary(category => category.Id, category => category.ParentId);
        var products = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Select(product => new { product.Id, product.CategoryId }).ToListAsync(cancel);
        return products.ToDictionary(product => product.Id, product => Root(product.CategoryId)?.ToString(System.Globalization.CultureInfo.InvariantCulture));

        long? Root(long? category) => category is { } id && parents.GetValueOrDefault(id) is { } above ? Root(above) : category;
    }

    private sealed class PartLine
    {
        public long Row { get; init; }

        public long ProductId { get; init; }

        public long CustomerId { get; init; }

        public long ContractId { get; init; }

        public DateOnly? SignedOn { get; init; }

        public long Signed { get; init; }
    }
}
