using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>Who can answer for an opportunity.</summary>
public static class OpportunityOwners
{
    /// <summary>The people whose role makes projects of their own, as far as the viewer's scope for the action reaches, by name.</summary>
    public static IReadOnlyList<Colleague> OpportunityOwnersFor(this OrganisationFacts names, Viewer viewer, AccessAction action, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(viewer);
        return
        [
            .. names.People.Values
                .Where(person => person.IsActive(today) && viewer.Matrix.ScopeOf(person.Roles, RecordType.Opportunity, AccessAction.Create) != Scope.None
                    && viewer.Matrix.ScopeOf(person.Roles, RecordType.Opportunity, AccessAction.Write) is not (Scope.None or Scope.All))
                .Where(person => viewer.Reaches(RecordType.Opportunity, action, person.Id, person.TeamId, person.RegionId))
                .OrderBy(person => person.Name, StringComparer.Ordinal),
        ];
    }
}
