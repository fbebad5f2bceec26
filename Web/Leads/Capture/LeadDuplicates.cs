using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Web.Leads.Capture;

/// <summary>Possible duplicates as the form shows them; what was seen is not asked again.</summary>
public sealed record LeadDuplicates(IReadOnlyList<LeadHit> Hits, OrganisationFacts Names)
{
    /// <summary>Tells one set of hits from another without telling what is in it.</summary>
    public string Mark => string.Join('.', Hits.Select(hit => hit.Id?.ToString(CultureInfo.InvariantCulture) ?? $"{hit.By}").Order(StringComparer.Ordinal).Take(20));

    public bool AreNewTo(string? seen) => Hits.Count > 0 && Mark != seen;
}
