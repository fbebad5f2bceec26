using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Reports;

/// <summary>Whose records a report can be asked for.</summary>
internal static class OwnerChoice
{
    private const int Most = 300;

    /// <summary>Of those who make such records, whom the viewer reaches; and whom he asks for.</summary>
    public static IReadOnlyDictionary<long, string> OwnersOf(this OrganisationFacts names, RecordType type, Viewer viewer, DateOnly today, long? asked)
    {
        return names.People.Values
            .Where(person => person.Id == asked || (person.IsActive(today) && viewer.Matrix.ScopeOf(person.Roles, type, AccessAction.Create) != Scope.None
                && viewer.Reaches(type, AccessAction.Read, person.Id, person.TeamId, person.RegionId)))
            .OrderByDescending(person => person.Id == asked).ThenBy(person => person.Name, StringComparer.Ordinal).Take(Most).ToDictionary(person => person.Id, person => person.Name);
    }
}
