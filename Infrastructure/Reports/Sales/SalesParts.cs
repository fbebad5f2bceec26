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

    /// <summary>The customer's, as it is now.</summary>
    Industry,

    /// <summary>Whether the customer was new when the contract was signed.</summary>
    CustomerAtSigning,

    /// <summary>By what is in the contract now.</summary>
    ContractType,

    /// <summary>Where the lead came from that became the contract's opportunity.</summary>
    Channel,
    Year,
    Quarter,
}

/// <summary>What of a row's sum falls into one column.</summary>
/// <param name="Row">The region, customer or product.</param>
/// <param name="Part">The root category's number, the code or name of what the split tells apart, or the period's first day; null for what has none.</param>
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
        return asked.Split switch
        {
            SalesSplit.ProductCategory => await ByProductAsync(db, lines, cancel),
            SalesSplit.CustomerCategory => await TogetherAsync(
                from line in lines
                join customer in db.Customers.VisibleTo(Viewer.Program) on line.CustomerId equals customer.Id
                select new PartSum { Row = line.Row, Part = customer.Category, Signed = line.Signed }, cancel),
            SalesSplit.Industry => await TogetherAsync(
                from line in lines
                join customer in db.Customers.VisibleTo(Viewer.Program) on line.CustomerId equals customer.Id
                select new PartSum { Row = line.Row, Part = customer.Industry, Signed = line.Signed }, cancel),
            SalesSplit.CustomerAtSigning => await ByCustomerAtSigningAsync(db, lines, cancel),
            SalesSplit.ContractType => await ByTypeAsync(db, lines, cancel),
            SalesSplit.Channel => await ByChannelAsync(db, lines, cancel),
            SalesSplit.Year or SalesSplit.Quarter => await ByPeriodAsync(lines, asked.Split == SalesSplit.Year ? SalesQuestion.MonthsOfYear : 3, settings, cancel),
            _ => [],
        };
    }

    private static async Task<IReadOnlyList<SalesPart>> ByProductAsync(CrmDbContext db, IQueryable<PartLine> lines, CancellationToken cancel)
    {
        var roots = await RootsAsync(db, cancel);
        var products = await lines.GroupBy(line => new { line.Row, line.ProductId })
            .Select(one => new { one.Key.Row, one.Key.ProductId, Signed = one.Sum(line => line.Signed) }).ToListAsync(cancel);
        return Together(products.Select(one => (one.Row, roots.GetValueOrDefault(one.ProductId), one.Signed)));
    }

    private static async Task<IReadOnlyList<SalesPart>> ByCustomerAtSigningAsync(CrmDbContext db, IQueryable<PartLine> lines, CancellationToken cancel)
    {
        var firsts = db.Contracts.VisibleTo(Viewer.Program).FirstOfCustomers();
        var sums = await ByContract(lines).Select(one => new { one.Row, one.Signed, IsNew = firsts.Any(first => first.Id == one.ContractId) })
            .GroupBy(one => new { one.Row, one.IsNew }).Select(alike => new { alike.Key.Row, alike.Key.IsNew, Signed = alike.Sum(one => one.Signed) }).ToListAsync(cancel);
        return Together(sums.Select(one => (one.Row, (string?)(one.IsNew ? CustomerAtSigning.New : CustomerAtSigning.Known).ToString(), one.Signed)));
    }

    private static async Task<IReadOnlyList<SalesPart>> ByTypeAsync(CrmDbContext db, IQueryable<PartLine> lines, CancellationToken cancel)
    {
        var sums = await (
            from one in ByContract(lines)
            join kinds in db.SoldKinds(lines.Select(line => line.ContractId)) on one.ContractId equals kinds.ContractId
            group one by new { one.Row, kinds.Set } into alike
            select new { alike.Key.Row, alike.Key.Set, Signed = alike.Sum(one => one.Signed) }).ToListAsync(cancel);
        return Together(sums.Select(one => (one.Row, ContractTypes.Of(one.Set)?.ToString(), one.Signed)));
    }

    private static async Task<IReadOnlyList<SalesPart>> ByChannelAsync(CrmDbContext db, IQueryable<PartLine> lines, CancellationToken cancel)
    {
        var sums = await (
            from one in ByContract(lines)
            join contract in db.Contracts.VisibleTo(Viewer.Program) on one.ContractId equals contract.Id
            join opportunity in db.Opportunities.VisibleTo(Viewer.Program) on contract.OpportunityId equals opportunity.Id into projects
            from project in projects.DefaultIfEmpty()
            join lead in db.Leads.VisibleTo(Viewer.Program) on project.LeadId equals lead.Id into leads
            from origin in leads.DefaultIfEmpty()
            group one by new { one.Row, Channel = (LeadChannel?)origin.Channel } into alike
            select new { alike.Key.Row, alike.Key.Channel, Signed = alike.Sum(one => one.Signed) }).ToListAsync(cancel);
        return Together(sums.Select(one => (one.Row, one.Channel?.ToString(), one.Signed)));
    }

    private static async Task<IReadOnlyList<SalesPart>> ByPeriodAsync(IQueryable<PartLine> lines, int months, CompanySettings settings, CancellationToken cancel)
    {
        var days = await lines.GroupBy(line => new { line.Row, line.SignedOn }).Select(one => new { one.Key.Row, one.Key.SignedOn, Signed = one.Sum(line => line.Signed) }).ToListAsync(cancel);
        return Together(days.Select(one => (one.Row, (string?)FiscalSpan.Of(one.SignedOn ?? default, months, settings.FiscalYearStart).From.ToString("yyyy-MM-dd", null), one.Signed)));
    }

    private static async Task<IReadOnlyList<SalesPart>> TogetherAsync(IQueryable<PartSum> pieces, CancellationToken cancel)
    {
        var sums = await pieces.GroupBy(piece => new { piece.Row, piece.Part }).Select(one => new { one.Key.Row, one.Key.Part, Signed = one.Sum(piece => piece.Signed) }).ToListAsync(cancel);
        return Together(sums.Select(one => (one.Row, one.Part, one.Signed)));
    }

    private static IQueryable<ContractSum> ByContract(IQueryable<PartLine> lines) => lines.GroupBy(line => new { line.Row, line.ContractId })
        .Select(one => new ContractSum { Row = one.Key.Row, ContractId = one.Key.ContractId, Signed = one.Sum(line => line.Signed) });

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

    private sealed class PartSum
    {
        public long Row { get; init; }

        public string? Part { get; init; }

        public long Signed { get; init; }
    }

    private sealed class ContractSum
    {
        public long Row { get; init; }

        public long ContractId { get; init; }

        public long Signed { get; init; }
    }
}
