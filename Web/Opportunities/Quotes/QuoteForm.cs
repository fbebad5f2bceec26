using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared.Binding;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What a button of the quote's form asks for.</summary>
public enum QuoteAct
{
    Save,

    /// <summary>Fills the prices and adds up, without saving; with more empty lines.</summary>
    AddUp,

    /// <summary>Reads what was pasted from a spreadsheet.</summary>
    Paste,

    /// <summary>Only says whether an approval will be needed, while somebody types.</summary>
    Judge,
}

/// <summary>A line as it is typed; one in which nothing is typed is none, and one of the quote without a product and without words is taken out.</summary>
public sealed class QuoteLineForm
{
    /// <summary>Zero for a new one.</summary>
    public int Key { get; set; }

    [StringLength(ProductLengths.Code)]
    public string? ProductCode { get; set; }

    [StringLength(QuoteLengths.Text)]
    public string? Text { get; set; }

    public int? Quantity { get; set; }

    /// <summary>Null: what the price lists say.</summary>
    public Money? UnitPrice { get; set; }

    public Percent? Discount { get; set; }

    /// <summary>Null: the product's own.</summary>
    public Percent? TaxRate { get; set; }

    /// <summary>Null: the product's standard cost.</summary>
    public Money? UnitCost { get; set; }

    [StringLength(QuoteLengths.Phase)]
    public string? Phase { get; set; }

    public bool IsOptional { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(ProductCode) && string.IsNullOrWhiteSpace(Text) && (Key != 0 || (Quantity, UnitPrice, Discount, UnitCost) is (null, null, null, null));

    public static QuoteLineForm Of(PastedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new QuoteLineForm
        {
            ProductCode = line.Product,
            Text = line.Text,
            Quantity = line.Quantity,
            UnitPrice = line.UnitPrice,
            Discount = line.Discount,
            TaxRate = line.TaxRate,
            UnitCost = line.UnitCost,
            Phase = line.Phase,
            IsOptional = line.IsOptional,
        };
    }
}

/// <summary>A version as it is typed.</summary>
public sealed class QuoteForm
{
    private const int MoreLines = 4;

    [Required]
    public DateOnly? ValidUntil { get; set; }

    [StringLength(QuoteLengths.Terms)]
    public string? Terms { get; set; }

    public IReadOnlyList<QuoteLineForm> Lines { get; set; } = new List<QuoteLineForm>();

    [StringLength(QuotePaste.Longest)]
    [DataType(WrittenValues.TableText)]
    public string? Pasted { get; set; }

    public int Version { get; set; }

    /// <summary>Rows to type in, after those that are filled.</summary>
    /// <param name="keepsPlaces">Something is said of lines by their place: empty ones between them stay.</param>
    public QuoteForm Padded(bool keepsPlaces = false)
    {
        var kept = Lines.Where(line => keepsPlaces || !line.IsEmpty).ToList();
        Lines = [.. kept, .. Enumerable.Range(0, Math.Max(0, MoreLines - kept.Count(line => line.IsEmpty))).Select(_ => new QuoteLineForm())];
        return this;
    }

    public static QuoteForm Of(Quote quote, IReadOnlyDictionary<long, Product> products)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return new QuoteForm
        {
            ValidUntil = quote.Current.ValidUntil,
            Terms = quote.Current.Terms,
            Version = quote.Version,
            Lines =
            [
                .. quote.Current.Lines.OrderBy(line => line.Place).Select(line => new QuoteLineForm
                {
                    Key = line.Key,
                    ProductCode = line.ProductId is { } id ? products.GetValueOrDefault(id)?.Code : null,
                    Text = line.Text,
                    Quantity = line.Quantity,
                    UnitPrice = line.UnitPrice,
                    Discount = line.Discount,
                    TaxRate = line.TaxRate,
                    UnitCost = line.UnitCost,
                    Phase = line.Phase,
                    IsOptional = line.IsOptional,
                }),
            ],
        }.Padded();
    }
}

/// <summary>A word with a decision or an answer.</summary>
public sealed class QuoteWordForm
{
    [StringLength(QuoteLengths.Words)]
    public string? Reason { get; set; }

    /// <summary>What the approver says; else it goes back.</summary>
    public bool IsApproved { get; set; }

    public int Version { get; set; }
}
