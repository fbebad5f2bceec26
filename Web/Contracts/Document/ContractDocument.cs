using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Contracts.Catalogue;

namespace SiCrm.Web.Contracts.Document;

/// <summary>The contract as it is agreed on, for paper, in a language of its own: what was signed and every change order.</summary>
public sealed record ContractDocument(
    Contract Contract, Customer Customer, IReadOnlyDictionary<long, Product> Products, OrganisationFacts Names, string Language, bool HasPdf)
{
    public string Path => $"/contracts/{Contract.Id}";

    /// <summary>Without the change orders, as both sides signed it first.</summary>
    public bool IsAsSigned { get; init; }

    /// <summary>Whether the two are not the same.</summary>
    public bool IsChanged => Contract.Amendments.Count > 0;

    public string AddressOf(string language, bool asSigned, string file = "document") => $"{Path}/{file}?language={language}{(asSigned ? "&asSigned=true" : "")}";

    public Money ExTax => new(Parts.SelectMany(part => part.Lines).Sum(line => line.ExTax.Minor));

    public Money InTax => new(Parts.SelectMany(part => part.Lines).Sum(line => line.InTax.Minor));

    public IEnumerable<(Milestone Payment, Money Amount)> Payments =>
        IsAsSigned ? Contract.PaymentsAsSigned.OrderBy(row => row.Payment.DueOn) : Contract.Payments.Select(payment => (payment, payment.Amount));

    /// <summary>The lines as they were signed first, then those of each change order.</summary>
    public IEnumerable<(Amendment? Amendment, IEnumerable<ContractLine> Lines)> Parts => Contract.Lines.Where(line => !IsAsSigned || line.AmendmentId is null).GroupBy(line => line.AmendmentId).OrderBy(part => part.Key)
        .Select(part => (Contract.Amendments.FirstOrDefault(row => row.Id == part.Key), (IEnumerable<ContractLine>)part));

    public string NameOf(ContractLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return string.Join(" · ", new[] { Products.GetValueOrDefault(line.ProductId)?.LocalName(), line.Text }.OfType<string>());
    }

    public string UnitOf(ContractLine line) => Products.GetValueOrDefault((line ?? throw new ArgumentNullException(nameof(line))).ProductId)?.Unit ?? "";
}
