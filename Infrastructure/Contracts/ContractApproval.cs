using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>折扣审批: what a contract lets go below the price list needs the same word as a quote (product text, section 6).</summary>
public static class ContractApproval
{
    /// <summary>Why somebody with these roles can't sign the draft for what it says; null where he can.</summary>
    /// <param name="contract">With its lines.</param>
    public static Task<Refusal?> WhyNotSoldAsync(this CrmDbContext db, Contract contract, IReadOnlyList<Role> signer, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return db.WhyNotAsync(contract, [], [.. contract.Lines.Select(line => line.Terms)], [], signer, day, cancel);
    }

    /// <summary>What of the draft would need somebody's word, whoever signs it: who signs confirms it. Null for nothing.</summary>
    /// <param name="contract">With its lines.</param>
    public static async Task<Refusal?> ConfirmedBySigningAsync(this CrmDbContext db, Contract contract, DateOnly day, CancellationToken cancel = default) =>
        (await db.WhyNotSoldAsync(contract, [], day, cancel))?.Args[0] as Refusal;

    /// <summary>Which limit the draft needs of who signs it; null where nobody's word is needed.</summary>
    /// <param name="contract">With its lines.</param>
    public static async Task<Percent?> LimitNeededAsync(this CrmDbContext db, Contract contract, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        var concession = await db.ConcessionAsync(contract, [], [.. contract.Lines.Select(line => line.Terms)], [], day, cancel);
        return db.Company.Facts.Quotes.CanSell(concession, [], []) is null ? null : concession.BelowList;
    }

    /// <summary>Why somebody with these roles can't add the lines by a change order.</summary>
    /// <param name="contract">With its lines.</param>
    /// <param name="removed">What the same order takes out.</param>
    public static async Task<Refusal?> WhyNotAddedAsync(
        this CrmDbContext db, Contract contract, IReadOnlyList<LineTerms> added, IReadOnlyList<LineTerms> removed, IReadOnlyList<Role> signer, DateOnly day,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removed);
        return added.Count == 0 ? null : await db.WhyNotAsync(contract, Stays(contract, removed), added, removed, signer, day, cancel);
    }

    private static List<LineTerms> Stays(Contract contract, IReadOnlyList<LineTerms> removed) =>
        [.. from row in contract.LinesLeft
            let left = row.Left - removed.Where(line => line.OfOne == row.Line.Terms.OfOne).Sum(line => line.Quantity)
            where left > 0
            select row.Line.Terms with { Quantity = left }];

    private static async Task<Refusal?> WhyNotAsync(
        this CrmDbContext db, Contract contract, IReadOnlyList<LineTerms> sold, IReadOnlyList<LineTerms> lines, IReadOnlyList<LineTerms> removed, IReadOnlyList<Role> signer,
        DateOnly day, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var concession = await db.ConcessionAsync(contract, sold, lines, removed, day, cancel);
        var others = db.Company.Facts.Access.RolesWith(AccessRight.Of(RecordType.Contract, AccessAction.Write));
        return db.Company.Facts.Quotes.CanSell(concession, signer, others);
    }

    private static async Task<Concession> ConcessionAsync(
        this CrmDbContext db, Contract contract, IReadOnlyList<LineTerms> sold, IReadOnlyList<LineTerms> lines, IReadOnlyList<LineTerms> removed, DateOnly day, CancellationToken cancel)
    {
        var ids = lines.Select(line => line.ProductId).ToList();
        var products = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).Include(product => product.Prices)
            .Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => (product.TaxRate, Price: product.PriceOn(day)), cancel);
        var lists = await db.PriceListsOnAsync(day, cancel);
        var category = await db.Customers.VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Category).SingleAsync(cancel);
        var quote = contract.QuoteId is not { } id ? null : await db.Quotes.AsNoTracking().VisibleTo(Viewer.Program).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        return Concession.Of([.. lines.Select(Priced)], sold, quote?.Current, removed);

        QuoteLineTerms Priced(LineTerms line) =>
            new(line.ProductId, line.Text, line.Quantity, line.UnitPrice, line.Discount, line.TaxRate, line.UnitCost)
            {
                StandardCost = products[line.ProductId].Price.StandardCost,
                ProductTaxRate = products[line.ProductId].TaxRate,
                ListPrice = lists.PriceOf(line.ProductId, contract.RegionId, category, day) ?? products[line.ProductId].Price.ListPrice,
            };
    }
}
