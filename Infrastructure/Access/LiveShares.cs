using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>The shares that let a viewer do something today.</summary>
internal sealed class LiveShares(IQueryable rows, Viewer viewer, AccessAction action)
{
    /// <summary>What is shared can be read, and so exported, or changed; nothing else.</summary>
    public static bool Serve(AccessAction action) => action is AccessAction.Read or AccessAction.Export or AccessAction.Write;

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
        return action == AccessAction.Write ? shares.Where(share => share.Level == ShareLevel.Write) : shares;
    }
}
