using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>Whether the viewer's own scope, or that of whom he stands in for, covers a record that is loaded already; a share may reach it all the same.</summary>
public static class Reaching
{
    public static bool Reaches(this Viewer viewer, RecordType type, AccessAction action, long? ownerId, long? teamId, long? regionId)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var reach = viewer.ReachOf(type, action);
        return reach.Covers(ownerId, teamId, regionId) || (reach.Scope != Scope.None && viewer.CoversFor(ownerId));
    }
}
