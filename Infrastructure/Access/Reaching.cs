using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>The scope of a right for one record that is loaded already: which of its buttons are for the viewer.</summary>
public static class Reaching
{
    public static bool Reaches(this Viewer viewer, RecordType type, AccessAction action, long? ownerId, long? teamId, long? regionId)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(type, action) switch
        {
            Scope.All => true,
            Scope.Region when viewer.RegionId is { } region => regionId == region,
            Scope.Team or Scope.Region when viewer.TeamId is { } team => teamId == team,
            Scope.None => false,
            _ => viewer.PersonId is { } person && ownerId == person,
        };
    }
}
