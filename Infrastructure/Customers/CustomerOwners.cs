using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Customers;

/// <summary>Who can answer for a customer.</summary>
public static class CustomerOwners
{
    /// <summary>The people whose role looks after customers, as far as the viewer's scope for the action reaches, by name.</summary>
    public static IEnumerable<Colleague> CustomerOwnersFor(this OrganisationFacts names, Viewer viewer, AccessAction action, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(viewer);
        return names.People.Values
            .Where(person => person.IsActive(today) && viewer.Matrix.ScopeOf(person.Roles, RecordType.Customer, AccessAction.Write) is not (Scope.None or Scope.All))
            .Where(person => viewer.Reaches(RecordType.Customer, action, person.Id, person.TeamId, person.RegionId))
            .OrderBy(person => person.Name, StringComparer.Ordinal);
    }
}
