using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Customers.Duplicates;

namespace SiCrm.Web.Leads.Capture;

/// <summary>Possible duplicates as the form shows them; what was seen is not asked again.</summary>
public sealed record LeadDuplicates(IReadOnlyList<LeadHit> Hits, CustomerDuplicates Customers, OrganisationFacts Names)
{
    /// <summary>Tells one set of hits from another without telling what is in it.</summary>
    public string Mark => Hits.Count == 0 ? Customers.Mark : $"{LeadMark}-{Customers.Mark}";

    public bool AreNewTo(string? seen) => (Hits.Count > 0 || Customers.AreNewTo(null)) && Mark != seen;

    private string LeadMark => string.Join('.', Hits.Select(hit => hit.Id?.ToString(CultureInfo.InvariantCulture) ?? $"{hit.By}").Order(StringComparer.Ordinal).Take(20));
}
