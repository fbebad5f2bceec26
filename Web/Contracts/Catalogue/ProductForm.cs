using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Contracts.Catalogue;

/// <summary>What a person types of a product.</summary>
public class ProductForm
{
    [Required, StringLength(ProductLengths.Code)]
    public string? Code { get; set; }

    [Required, StringLength(ProductLengths.Name)]
    public string? Name { get; set; }

    [StringLength(ProductLengths.Name)]
    public string? ChineseName { get; set; }

    [Required]
    public ProductKind? Kind { get; set; }

    public long? CategoryId { get; set; }

    [StringLength(ProductLengths.Unit)]
    public string? Unit { get; set; }

    [Required]
    public Percent? TaxRate { get; set; }

    public DateOnly? ActiveFrom { get; set; }

    public DateOnly? ActiveUntil { get; set; }

    [StringLength(ProductLengths.Partner)]
    public string? Partner { get; set; }

    [StringLength(ProductLengths.Note)]
    public string? Note { get; set; }

    public int Version { get; set; }

    public ProductFacts FactsFrom(DateOnly today) => new()
    {
        Code = Code ?? "",
        Name = Name ?? "",
        ChineseName = ChineseName,
        Kind = Kind ?? default,
        CategoryId = CategoryId,
        Unit = Unit,
        TaxRate = TaxRate ?? default,
        ActiveFrom = ActiveFrom ?? today,
        ActiveUntil = ActiveUntil,
        Partner = Partner,
        Note = Note,
    };

    public static ProductForm Of(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return new()
        {
            Code = product.Code,
            Name = product.Name,
            ChineseName = product.ChineseName,
            Kind = product.Kind,
            CategoryId = product.CategoryId,
            Unit = product.Unit,
            TaxRate = product.TaxRate,
            ActiveFrom = product.ActiveFrom,
            ActiveUntil = product.ActiveUntil,
            Partner = product.Partner,
            Note = product.Note,
            Version = product.Version,
        };
    }
}

/// <summary>A new product brings its first price.</summary>
public sealed class NewProductForm : ProductForm
{
    [Required]
    public Money? ListPrice { get; set; }

    public Money? StandardCost { get; set; }
}

/// <summary>A price from a day on.</summary>
public sealed class ProductPriceForm
{
    [Required]
    public Money? ListPrice { get; set; }

    public Money? StandardCost { get; set; }

    [Required]
    public DateOnly? FromOn { get; set; }

    [StringLength(ProductLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>A part added to a bundle, or its quantity changed; a quantity of zero takes it out.</summary>
public sealed class ProductPartForm
{
    [Required, StringLength(ProductLengths.Code)]
    public string? PartCode { get; set; }

    [Required, Range(0, 1_000_000)]
    public int? Quantity { get; set; }
}
