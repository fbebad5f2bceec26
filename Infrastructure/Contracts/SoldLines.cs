using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>Which of the lines signed within the days a list of contracts is about: one question for the list and for what it adds up to.</summary>
public static class SoldLines
{
    /// <summary>Whether a list is about all lines of its contracts, whenever they were signed.</summary>
    public static bool IsOfAllLines(this ContractFilter filter) =>
        filter is { From: null, To: null, Product: null, Category: null, NoCategory: false, Service: false, WithService: false, Renewal: false };

    public static IQueryable<ContractLine> Sold(this IQueryable<ContractLine> lines, ContractFilter filter, CrmDbContext db, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        lines = filter.Product is { } product ? lines.Where(line => line.ProductId == product) : lines;
        var (within, without, services) = (db.ProductsWithin(filter.Category ?? 0), db.ProductsWithoutCategory(), db.ProductsOf(ProductKind.Service));
        lines = filter.Category is null ? lines : lines.Where(line => within.Contains(line.ProductId));
        lines = filter.NoCategory ? lines.Where(line => without.Contains(line.ProductId)) : lines;
        lines = filter.Service ? lines.Where(line => services.Contains(line.ProductId)) : lines;
        lines = filter.Renewal ? lines.Renewing(db, viewer) : lines;
        if (!filter.WithService)
        {
            return lines;
        }

        var served = db.ContractLines.VisibleTo(viewer).SignedWithin(filter.From ?? DateOnly.MinValue, filter.To ?? DateOnly.MaxValue).Where(line => services.Contains(line.ProductId)).Select(line => line.ContractId);
        return lines.Where(line => served.Contains(line.ContractId));
    }

    /// <summary>Of customers that are of the category now.</summary>
    /// <param name="category">Its code; null: of whichever.</param>
    internal static IQueryable<ContractLine> OfCategory(this IQueryable<ContractLine> lines, string? category, CrmDbContext db) => category is null ? lines
        : lines.Where(line => db.Customers.VisibleTo(Viewer.Program).Any(customer => customer.Id == line.CustomerId && customer.Category == category));

    /// <summary>Of customers that are of the category now.</summary>
    internal static IQueryable<Contract> OfCategory(this IQueryable<Contract> contracts, string? category, CrmDbContext db) => category is null ? contracts
        : contracts.Where(contract => db.Customers.VisibleTo(Viewer.Program).Any(customer => customer.Id == contract.CustomerId && customer.Category == category));

    /// <summary>Whole contracts by which something of the product was signed, at first or by a change order.</summary>
    /// <param name="product">Null: of whichever.</param>
    internal static IQueryable<Contract> Holding(this IQueryable<Contract> contracts, long? product, CrmDbContext db) => product is not { } sold ? contracts
        : contracts.Where(contract => db.ContractLines.VisibleTo(Viewer.Program).Any(line => line.ContractId == contract.Id && line.ProductId == sold && line.SignedOn != null));

    /// <summary>续签: what sells a service again which the customer had bought before.</summary>
    internal static IQueryable<ContractLine> Renewing(this IQueryable<ContractLine> lines, CrmDbContext db, Viewer viewer)
    {
        var (services, earlier) = (db.ProductsOf(ProductKind.Service), db.ContractLines.VisibleTo(viewer));
        return lines.Where(line => services.Contains(line.ProductId) && !line.IsReduction
            && earlier.Any(one => one.CustomerId == line.CustomerId && one.ProductId == line.ProductId && one.SignedOn < line.SignedOn));
    }
}
