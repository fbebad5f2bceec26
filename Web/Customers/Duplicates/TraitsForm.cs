using SiCrm.Infrastructure.Customers.Duplicates;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>What is typed so far of a customer.</summary>
public sealed class TraitsForm
{
    public string? Name { get; set; }

    public string? CreditCode { get; set; }

    public string? Phone { get; set; }

    public string? Website { get; set; }

    public string? Email { get; set; }

    /// <summary>The customer that is being edited itself.</summary>
    public long? Id { get; set; }

    public CustomerTraits Traits => new(Name, CreditCode, Phone, Website, Email);
}
