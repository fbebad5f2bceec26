using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;

namespace SiCrm.Web.Leads.Forms;

/// <summary>What a visitor of the company's web site types.</summary>
public sealed class WebLead
{
    [Required, StringLength(LeadLengths.Company)]
    public string? Company { get; set; }

    [StringLength(LeadLengths.ContactName)]
    public string? ContactName { get; set; }

    [StringLength(LeadLengths.Phone), DataType(DataType.PhoneNumber)]
    public string? Phone { get; set; }

    [StringLength(LeadLengths.Email), EmailAddress]
    public string? Email { get; set; }

    [StringLength(LeadLengths.Need)]
    public string? Need { get; set; }

    /// <summary>No person sees it; who fills it in is none.</summary>
    public string? Website { get; set; }

    /// <summary>See <see cref="FormSeals"/>.</summary>
    public string? Seal { get; set; }

    public LeadFacts Facts => new() { Company = Company ?? "", ContactName = ContactName, Phone = Phone, Email = Email, Need = Need };
}

/// <summary>The page that a visitor fills in.</summary>
public sealed record WebFormPage(LeadForm Form, WebLead Lead);
