using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Web.Leads;

/// <summary>The form that a list's address is made with.</summary>
/// <param name="Owners">People in the viewer's reach; no more than a person can choose from.</param>
/// <param name="Industries">Those of the newest leads.</param>
public sealed record LeadFilterPage(
    LeadFilter Filter, LeadLook Look, OrganisationFacts Names, IReadOnlyList<Colleague> Owners, IReadOnlyList<string> Industries, Viewer Viewer)
{
    public const int MostOwners = 500;
}
