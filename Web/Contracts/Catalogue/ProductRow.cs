using System.Globalization;
using AutoMapper;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>A product as its list and its export show it; the price is today's.</summary>
public sealed record ProductRow
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public string? ChineseName { get; init; }

    public ProductKind Kind { get; init; }

    public long? CategoryId { get; init; }

    public required string Unit { get; init; }

    public string? Partner { get; init; }

    public Percent TaxRate { get; init; }

    public DateOnly ActiveFrom { get; init; }

    public DateOnly? ActiveUntil { get; init; }

    public Money? ListPrice { get; init; }

    /// <summary>Null too for whom it is not to be seen.</summary>
    public Money? StandardCost { get; init; }

    public string LocalName => CatalogueWords.InLanguage(Name, ChineseName);

    public bool IsSoldOn(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || day <= ActiveUntil);
}

public sealed class ProductRowProfile : Profile
{
    public ProductRowProfile()
    {
        var (today, seesMargin) = (default(DateOnly), false);
        CreateMap<Product, ProductRow>()
            .ForMember(row => row.ListPrice, to => to.MapFrom(product => product.Prices
                .Where(price => price.FromOn <= today).OrderByDescending(price => price.FromOn).ThenByDescending(price => price.Id)
                .Select(price => (Money?)price.ListPrice).FirstOrDefault()))
            .ForMember(row => row.StandardCost, to => to.MapFrom(product => seesMargin ? product.Prices
                .Where(price => price.FromOn <= today).OrderByDescending(price => price.FromOn).ThenByDescending(price => price.Id)
                .Select(price => price.StandardCost).FirstOrDefault() : null));
    }
}

/// <summary>Names that a product or a category has in two languages.</summary>
public static class CatalogueWords
{
    public static string InLanguage(string name, string? chineseName) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? chineseName ?? name : name;

    public static string LocalName(this Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return InLanguage(product.Name, product.ChineseName);
    }

    public static string LocalName(this BundlePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return InLanguage(part.Name, part.ChineseName);
    }

    public static string LocalName(this ProductCategory category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return InLanguage(category.Name, category.ChineseName);
    }

    /// <summary>The way to the category through the tree: <c>Hardware › Servers</c>.</summary>
    public static string? PathOf(this IReadOnlyList<ProductCategory> categories, long? id)
    {
        var known = categories.ToDictionary(category => category.Id);
        var names = new List<string>();
        for (var next = id; next is { } at && known.TryGetValue(at, out var category) && names.Count < ProductCategory.MostLevels; next = category.ParentId)
        {
            names.Insert(0, category.LocalName());
        }

        return names.Count == 0 ? null : string.Join(" › ", names);
    }
}
