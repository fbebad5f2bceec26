using SiCrm.Domain.Access.Covers;

namespace SiCrm.Domain.Access;

public enum AccessReason
{
    /// <summary>His scope covers the record.</summary>
    Scope,

    /// <summary>He stands in for its owner, or its project manager.</summary>
    Cover,

    /// <summary>The record is shared with him.</summary>
    Share,

    /// <summary>The customer whose contact it is is shared with him.</summary>
    CustomerShare,

    /// <summary>He is in the team of the customer that the record hangs on.</summary>
    CustomerTeam,

    /// <summary>He works in the project's team.</summary>
    Member,

    /// <summary>He stands in for somebody who works in the project's team.</summary>
    MemberCover,

    /// <summary>He is the contract's project manager.</summary>
    ProjectManager,

    /// <summary>None of his roles may do such a thing at all.</summary>
    NoRole,

    /// <summary>His scope ends before the record.</summary>
    OutOfScope,
}

/// <summary>Whether somebody may do something with a record, and why.</summary>
/// <param name="Reach">What his scope comes down to.</param>
/// <param name="Roles">Those of his roles whose cells decide.</param>
/// <param name="Share">The share that helps, where one does; where none does, one that runs at other times or for less.</param>
/// <param name="Needed">The narrowest scope that would cover the record, where none does.</param>
public sealed record AccessVerdict(
    AccessAction Action, AccessReason Reason, Reach Reach, IReadOnlyList<Role> Roles, RecordShare? Share = null, Scope Needed = Scope.None)
{
    public bool IsAllowed => Reason is not (AccessReason.NoRole or AccessReason.OutOfScope);

    /// <summary>For whom he stands in, where that is the reason.</summary>
    public Covering? Covering { get; init; }

    /// <summary>Whether a share could let him do it.</summary>
    public bool CouldBeShared => Action is AccessAction.Read or AccessAction.Export or AccessAction.Write;

    /// <param name="shares">The person's shares of the record and of the customer that it hangs on.</param>
    /// <param name="memberId">Who of those he is or stands in for works in the project's team.</param>
    public static AccessVerdict Of(Viewer viewer, SharedRecord record, AccessAction action, IReadOnlyList<RecordShare> shares, long? memberId = null)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(record);
        var (scope, reach) = (viewer.ScopeOf(record.Type, action), viewer.ReachOf(record.Type, action));
        IReadOnlyList<Role> roles = [.. viewer.Roles.Where(role => viewer.Matrix.ScopeOf(role, record.Type, action) == scope)];
        return scope == Scope.None ? new(action, AccessReason.NoRole, reach, viewer.Roles, Needed: NeededFor(viewer, record))
            : reach.Covers(record.OwnerId, record.TeamId, record.RegionId) ? new(action, AccessReason.Scope, reach, roles)
            : record.CoveredIn(viewer, action) is { } covering
                ? new(action, AccessReason.Cover, reach, roles) { Covering = covering }
            : shares.FirstOrDefault(share => Helps(share, record, action, viewer.Today)) is { } helping ? new(action, ReasonOf(helping, record), reach, roles, helping)
            : memberId is not null && action is (AccessAction.Read or AccessAction.Export or AccessAction.Log)
                ? viewer.Covered.FirstOrDefault(one => one.AwayId == memberId) is { } away
                    ? new(action, AccessReason.MemberCover, reach, roles) { Covering = away } : new(action, AccessReason.Member, reach, roles)
            : record.IsManagedBy(viewer) && action is (AccessAction.Read or AccessAction.Export) ? new(action, AccessReason.ProjectManager, reach, roles)
            : new(action, AccessReason.OutOfScope, reach, roles, shares.FirstOrDefault(share => Reaches(share, record)), NeededFor(viewer, record));
    }

    private static AccessReason ReasonOf(RecordShare share, SharedRecord record) => share.Type == record.Type ? AccessReason.Share
        : share.Kind == ShareKind.Team ? AccessReason.CustomerTeam : AccessReason.CustomerShare;

    private static bool Helps(RecordShare share, SharedRecord record, AccessAction action, DateOnly today) => share.IsLive(today) && Reaches(share, record)
        && (action is AccessAction.Read or AccessAction.Export || (action == AccessAction.Write && share.Level == ShareLevel.Write));

    private static bool Reaches(RecordShare share, SharedRecord record) => share.Type == record.Type ? share.RecordId == record.Id
        : share.Type == RecordType.Customer && share.RecordId == record.CustomerId && (record.Type == RecordType.Contact || share.Kind == ShareKind.Team);

    private static Scope NeededFor(Viewer viewer, SharedRecord record) =>
        ((Scope[])[Scope.Own, Scope.Team, Scope.Region, Scope.All]).First(scope =>
            Reach.Of(scope, viewer.PersonId, viewer.TeamId, viewer.RegionId).Covers(record.OwnerId, record.TeamId, record.RegionId));
}
