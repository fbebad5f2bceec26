using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Contracts.Drafts;

/// <summary>The lines of a draft or of a change order to type in, with what each comes to.</summary>
/// <param name="Name">Under which name the form posts them.</param>
/// <param name="Typed">By the place in the form; of what can be.</param>
/// <param name="Sold">What can be sold, at the price that holds for the customer.</param>
public sealed record LineTable(string Name, IReadOnlyList<LineForm> Lines, IReadOnlyDictionary<int, TypedLine> Typed, IReadOnlyList<(Product Product, Money Price)> Sold)
{
    public Money ExTax => Sum(terms => terms.NetExTax);

    public Money Tax => Sum(terms => terms.Tax);

    public Money InTax => Sum(terms => terms.InTax);

    private Money Sum(Func<LineTerms, Money> of) => new(Typed.Values.Sum(line => line is { Terms: { } terms, Faults.Count: 0 } ? of(terms).Minor : 0));
}

/// <summary>Puts the table together, with the prices that hold on the day.</summary>
public static class LineTables
{
    private const int MostProducts = 500;

    public static async Task<LineTable> LineTableAsync(
        this CrmDbContext db, Viewer viewer, string name, IReadOnlyList<LineForm> lines, long? regionId, string? customerCategory, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lists = await db.PriceListsOnAsync(day, cancel);
        var sold = await db.Products.AsNoTracking().VisibleTo(viewer).Include(product => product.Prices).SoldOn(day).OrderBy(product => product.Code).Take(MostProducts).ToListAsync(cancel);
        var typed = await db.LinesOfAsync(viewer, lines, regionId, customerCategory, lists, day, cancel);
        return new(name, lines, typed.ToDictionary(line => line.Row),
            [.. sold.Select(product => (product, lists.PriceOf(product.Id, regionId, customerCategory, day) ?? product.PriceOn(day).ListPrice))]);
    }

    /// <summary>What was left out is said as it will be saved, so that it can be changed.</summary>
    public static void Fill(this LineTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var (row, typed) in table.Typed.Where(pair => pair.Value.Terms is not null && pair.Value.Faults.Count == 0))
        {
            var (line, terms) = (table.Lines[row], typed.Terms);
            (line.Quantity, line.UnitPrice, line.Discount, line.TaxRate) = (terms?.Quantity, terms?.UnitPrice, terms?.Discount, terms?.TaxRate);
        }
    }
}
