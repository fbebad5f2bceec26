using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts.Catalogue;

/// <summary>Products of a test's world.</summary>
internal static class CatalogueWorld
{
    public static async Task<Product> ProductAsync(
        this World world, string code = "S-1", int price = 1000, int? cost = 600, ProductKind kind = ProductKind.Hardware, long? category = null)
    {
        await using var db = world.Open();
        var facts = new ProductFacts
        {
            Code = code,
            Name = $"Product {code}",
            ChineseName = $"产品{code}",
            Kind = kind,
            CategoryId = category,
            Unit = "pc",
            TaxRate = new Percent(1300),
            ActiveFrom = new DateOnly(2024, 1, 1),
        };
        var product = new Product(facts, Money.FromMajor(price), cost is { } amount ? Money.FromMajor(amount) : null, world.By(null));
        db.Products.Add(product);
        await db.SaveChangesAsync();
        return product;
    }
}
