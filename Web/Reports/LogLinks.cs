using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>From a line of a report to the touch that mends it, and back: two clicks.</summary>
internal static class LogLinks
{
    /// <summary>Judged by the owner's place, as a report has no more of it; the form itself asks the door.</summary>
    public static bool MayWriteTo(this OrganisationFacts names, Viewer viewer, long? ownerId)
    {
        var owner = ownerId is { } id && names.People.TryGetValue(id, out var found) ? found : null;
        return viewer.Reaches(RecordType.Customer, AccessAction.Write, ownerId, owner?.TeamId, owner?.RegionId);
    }

    public static string Of(long customerId, long? contactId, PageAddress back)
    {
        var contact = contactId is { } id ? string.Create(CultureInfo.InvariantCulture, $"&contact={id}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"/customers/{customerId}/touches/new?kind=Call{contact}&back={Uri.EscapeDataString(back.ToString())}");
    }
}
