using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>The shares that let a viewer do something today.</summary>
internal sealed class LiveShares(IQueryable rows, Viewer viewer, AccessAction action)
{
    public long? PersonId => viewer.PersonId;

    /// <summary>See <see cref="Viewer.Seats"/>.</summary>
    public IReadOnlyList<long?> Seats => viewer.Seats;

    /// <summary>What comes with the work on a record, but not with a share of it: a project's team reads it and logs its hours.</summary>
    public bool ServeTeam => action is AccessAction.Read or AccessAction.Export or AccessAction.Log;

    /// <summary>What is shared can be read, and so exported, or changed; nothing else. Whoever works on a project logs his hours.</summary>
    public static bool Serve(AccessAction action) => action is AccessAction.Read or AccessAction.Export or AccessAction.Write or AccessAction.Log;

    /// <summary>The ids of the records of the type that are shared themselves.</summary>
    public IQueryable<long> Of(RecordType type) => Live(rows.Beside<RecordShare>(), viewer, action).Where(share => share.Type == type).Select(share => share.RecordId);

    /// <summary>The ids of the customers in whose team he is.</summary>
    public IQueryable<long> TeamOf => Live(rows.Beside<RecordShare>(), viewer, action)
        .Where(share => share.Type == RecordType.Customer && share.Kind == ShareKind.Team).Select(share => share.RecordId);

    public static IQueryable<RecordShare> Live(IQueryable<RecordShare> shares, Viewer viewer, AccessAction action)
    {
        var (person, today) = (viewer.PersonId, viewer.Today);
        shares = shares.Where(share => share.PersonId == person && share.EndedAt == null
            && share.FromOn <= today && (share.UntilOn == null || share.UntilOn >= today));
        return action switch
        {
            AccessAction.Write => shares.Where(share => share.Level == ShareLevel.Write),
            AccessAction.Log => shares.Where(share => false),
            _ => shares,
        };
    }
}
