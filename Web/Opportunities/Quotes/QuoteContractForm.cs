using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>What a contract asks for beyond the quote, line by line.</summary>
public sealed class QuoteContractLine
{
    public int Key { get; set; }

    /// <summary>The product that a free line is sold as.</summary>
    [StringLength(ProductLengths.Code)]
    public string? ProductCode { get; set; }

    /// <summary>The customer takes the option.</summary>
    public bool IsTaken { get; set; }
}

public sealed class QuoteContractForm
{
    [Required, StringLength(ContractLengths.Name)]
    public string? ContractName { get; set; }

    public IReadOnlyList<QuoteContractLine> Lines { get; set; } = new List<QuoteContractLine>();

    public static QuoteContractForm Of(Quote quote, Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(opportunity);
        return new QuoteContractForm
        {
            ContractName = opportunity.Name,
            Lines = [.. quote.Current.Lines.Where(line => line.IsOptional || line.ProductId is null).OrderBy(line => line.Place).Select(line => new QuoteContractLine { Key = line.Key })],
        };
    }
}

public sealed record QuoteContractPage(QuoteSubject Subject, QuoteContractForm Form, IReadOnlyList<Product> Products);
