using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Contracts.Catalogue;

namespace SiCrm.Web.Contracts.Document;

/// <summary>The contract as it is agreed on, for paper, in a language of its own: what was signed and every change order.</summary>
public sealed record ContractDocument(
    Contract Contract, Customer Customer, IReadOnlyDictionary<long, Product> Products, OrganisationFacts Names, string Language, bool HasPdf)
{
    public string Path => $"/contracts/{Contract.Id}";

    /// <summary>The lines as they were signed first, then those of each change order.</summary>
    public IEnumerable<(Amendment? Amendment, IEnumerable<ContractLine> Lines)> Parts => Contract.Lines.GroupBy(line => line.AmendmentId).OrderBy(part => part.Key)
        .Select(part => (Contract.Amendments.FirstOrDefault(row => row.Id == part.Key), (IEnumerable<ContractLine>)part));

    public string NameOf(ContractLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return string.Join(" · ", new[] { Products.GetValueOrDefault(line.ProductId)?.LocalName(), line.Text }.OfType<string>());
    }

    public string UnitOf(ContractLine line) => Products.GetValueOrDefault((line ?? throw new ArgumentNullException(nameof(line))).ProductId)?.Unit ?? "";
}
