using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What a person types of a customer, on capture and on edit.</summary>
public abstract class CustomerFactsForm
{
    [Required, StringLength(CustomerLengths.Name)]
    public string? Name { get; set; }

    [StringLength(CustomerLengths.ShortName)]
    public string? ShortName { get; set; }

    /// <summary>Longer than the code, for the spaces and hyphens that people write in it.</summary>
    [StringLength(2 * CustomerLengths.CreditCode)]
    public string? CreditCode { get; set; }

    [Required, StringLength(CustomerLengths.Category)]
    public string? Category { get; set; }

    public CustomerTier? Tier { get; set; }

    public long? RegionId { get; set; }

    [StringLength(CustomerLengths.Industry)]
    public string? Industry { get; set; }

    [StringLength(CustomerLengths.Phone), DataType(DataType.PhoneNumber)]
    public string? Phone { get; set; }

    [StringLength(CustomerLengths.Website)]
    public string? Website { get; set; }

    [StringLength(CustomerLengths.Address)]
    public string? Addresses { get; set; }

    [StringLength(CustomerLengths.Source)]
    public string? Source { get; set; }

    [Range(1, 5)]
    public int? EconomicStrength { get; set; }

    public ItMaturity? ItMaturity { get; set; }

    [StringLength(CustomerLengths.Note)]
    public string? Note { get; set; }

    /// <summary>The group that it belongs to; null: it stands alone.</summary>
    public long? ParentId { get; set; }

    /// <summary>Words to find the group by; empty once it is chosen.</summary>
    [StringLength(100)]
    public string? ParentSearch { get; set; }

    /// <summary>Who sent them to us; null: nobody.</summary>
    public long? ReferredById { get; set; }

    /// <summary>Words to find that customer by; empty once it is chosen.</summary>
    [StringLength(100)]
    public string? ReferrerSearch { get; set; }

    public CustomerFacts Facts => new()
    {
        Name = Name ?? "", ShortName = ShortName, CreditCode = CreditCode, Category = Category ?? CategoryScheme.General, Tier = Tier, RegionId = RegionId,
        Industry = Industry, Phone = Phone, Website = Website, Addresses = Addresses, Source = Source, EconomicStrength = EconomicStrength,
        ItMaturity = ItMaturity, Note = Note, ReferredById = ReferredById,
    };
}

public sealed class CustomerCaptureForm : CustomerFactsForm
{
    /// <summary>Who answers for it; null: nobody yet.</summary>
    public long? OwnerId { get; set; }

    /// <summary>The possible duplicates that the person has seen and goes on with.</summary>
    [StringLength(400)]
    public string? Seen { get; set; }
}

public sealed class CustomerEditForm : CustomerFactsForm
{
    public int Version { get; set; }

    public static CustomerEditForm Of(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return new()
        {
            Version = customer.Version, Name = customer.Name, ShortName = customer.ShortName, CreditCode = customer.CreditCode, Category = customer.Category,
            Tier = customer.Tier, RegionId = customer.RegionId, Industry = customer.Industry, Phone = customer.Phone, Website = customer.Website,
            Addresses = customer.Addresses, Source = customer.Source, EconomicStrength = customer.EconomicStrength, ItMaturity = customer.ItMaturity,
            Note = customer.Note, ParentId = customer.ParentId, ReferredById = customer.ReferredById,
        };
    }
}
