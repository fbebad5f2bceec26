using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Duplicates;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>Possible duplicates of a customer as a form shows them; what was seen is not asked again.</summary>
public sealed record CustomerDuplicates(IReadOnlyList<CustomerHit> Hits, OrganisationFacts Names)
{
    /// <summary>Tells one set of hits from another without telling what is in it.</summary>
    public string Mark => string.Join('.', Hits.Select(hit => hit.Id?.ToString(CultureInfo.InvariantCulture) ?? $"{hit.By}{hit.OwnerId}").Order(StringComparer.Ordinal).Take(20));

    /// <summary>A sound alone stops nobody.</summary>
    public bool AreNewTo(string? seen) => Hits.Any(hit => !hit.IsWeak) && Mark != seen;
}
