using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads.Capture;

/// <summary>What a person types of a lead, on capture and on edit.</summary>
public abstract class LeadFactsForm : LeadContactForm
{
    [Required]
    public LeadChannel? Channel { get; set; }

    public long? RegionId { get; set; }

    public Money? Amount { get; set; }

    public DateOnly? ExpectedOn { get; set; }

    [StringLength(LeadLengths.Industry)]
    public string? Industry { get; set; }

    [StringLength(LeadLengths.Products)]
    public string? Products { get; set; }

    [StringLength(LeadLengths.Campaign)]
    public string? Campaign { get; set; }

    [Range(0, 100)]
    public int? Score { get; set; }

    public override LeadFacts Facts => base.Facts with
    {
        Channel = Channel ?? default, RegionId = RegionId, Amount = Amount, ExpectedOn = ExpectedOn, Industry = Industry, Products = Products, Campaign = Campaign, Score = Score,
    };
}

public sealed class CaptureForm : LeadFactsForm
{
    /// <summary>The possible duplicates that the person has seen and goes on with.</summary>
    [StringLength(400)]
    public string? Seen { get; set; }
}

public sealed class LeadEditForm : LeadFactsForm
{
    public int Version { get; set; }

    public static LeadEditForm Of(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new()
        {
            Version = lead.Version, Company = lead.Company, ContactName = lead.ContactName, Phone = lead.Phone, Email = lead.Email, Need = lead.Need,
            Channel = lead.Channel, RegionId = lead.RegionId, Amount = lead.Amount, ExpectedOn = lead.ExpectedOn, Industry = lead.Industry,
            Products = lead.Products, Campaign = lead.Campaign, Score = lead.Score,
        };
    }
}
