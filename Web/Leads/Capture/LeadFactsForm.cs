using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Web.Access;

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

    /// <summary>The customer that sent them to us; null: nobody.</summary>
    public long? ReferredById { get; set; }

    /// <summary>Words to find that customer by; empty once it is chosen.</summary>
    [StringLength(100)]
    public string? ReferrerSearch { get; set; }

    public override LeadFacts Facts => base.Facts with
    {
        Channel = Channel ?? default,
        RegionId = RegionId,
        Amount = Amount,
        ExpectedOn = ExpectedOn,
        Industry = Industry,
        Products = Products,
        Campaign = Campaign,
        Score = Score,
        ReferredById = ReferredById,
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

    /// <summary>What is not his to see, stays as it is.</summary>
    public LeadFacts FactsFor(Lead lead, Viewer viewer) => Facts with
    {
        Amount = viewer.Sees(SensitiveField.Amount) ? Amount : lead.Amount,
        Phone = viewer.Sees(SensitiveField.PersonalPhone) ? Phone : lead.Phone,
        ReferredById = viewer.May(RecordType.Customer, AccessAction.Read) ? ReferredById : lead.ReferredById,
    };

    public static LeadEditForm Of(Lead lead, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new()
        {
            Version = lead.Version, Company = lead.Company, ContactName = lead.ContactName, Phone = viewer.See(SensitiveField.PersonalPhone, lead.Phone), Email = lead.Email, Need = lead.Need,
            Channel = lead.Channel, RegionId = lead.RegionId, Amount = viewer.See(SensitiveField.Amount, lead.Amount), ExpectedOn = lead.ExpectedOn, Industry = lead.Industry,
            Products = lead.Products, Campaign = lead.Campaign, Score = lead.Score, ReferredById = lead.ReferredById,
        };
    }
}
