using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Leads.Forms;

/// <summary>What the lead desk says of a form.</summary>
public sealed class LeadFormTermsForm
{
    [Required, StringLength(LeadForm.NameLength)]
    public string? Name { get; set; }

    public string? Language { get; set; }

    [StringLength(LeadLengths.Campaign)]
    public string? Campaign { get; set; }

    public long? RegionId { get; set; }

    [StringLength(LeadForm.SitesLength)]
    public string? Sites { get; set; }

    [StringLength(LeadForm.ThanksLength)]
    public string? Thanks { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; set; }

    public LeadFormTerms Terms => new(Name ?? "", Language, Campaign, RegionId, IsActive, Sites, Thanks);

    public static LeadFormTermsForm Of(LeadForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new()
        {
            Name = form.Name, Language = form.Language, Campaign = form.Campaign, RegionId = form.RegionId, IsActive = form.IsActive,
            Sites = form.Sites, Thanks = form.Thanks, Version = form.Version,
        };
    }
}

/// <param name="Kept">The form as it is kept; null for a new one.</param>
/// <param name="Address">Where visitors reach it.</param>
public sealed record LeadFormPage(LeadForm? Kept, LeadFormTermsForm Form, OrganisationFacts Names, string? Address)
{
    public string Snippet => $"""<iframe src="{Address}?theme=light" title="{System.Net.WebUtility.HtmlEncode(Kept?.Name)}" width="100%" height="760" loading="lazy"></iframe>""";
}
