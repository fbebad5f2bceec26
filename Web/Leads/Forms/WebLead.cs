using SiCrm.Domain.Leads;
using SiCrm.Web.Leads.Capture;

namespace SiCrm.Web.Leads.Forms;

/// <summary>What a visitor of the company's web site types.</summary>
public sealed class WebLead : LeadContactForm
{
    /// <summary>No person sees it; who fills it in is none.</summary>
    public string? Website { get; set; }

    /// <summary>See <see cref="FormSeals"/>.</summary>
    public string? Seal { get; set; }
}

/// <summary>The page that a visitor fills in.</summary>
public sealed record WebFormPage(LeadForm Form, WebLead Lead);
