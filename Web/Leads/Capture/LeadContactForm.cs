using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;

namespace SiCrm.Web.Leads.Capture;

/// <summary>Who asks and what for: what every way of typing in a lead begins with, also the form on the company's web site.</summary>
public abstract class LeadContactForm
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

    public virtual LeadFacts Facts => new() { Company = Company ?? "", ContactName = ContactName, Phone = Phone, Email = Email, Need = Need };
}
