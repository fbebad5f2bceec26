using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>A contract that is not signed yet goes with its project, or with its customer where it has none. They are few, so one by one.</summary>
internal static class HandOverDrafts
{
    public static IQueryable<Contract> DraftsOf(this CrmDbContext db) =>
        db.Contracts.VisibleTo(Viewer.Program).Where(contract => contract.Status == ContractStatus.Draft);

    /// <param name="handed">From whom to whom each of what they hang on went.</param>
    public static async Task FollowAsync(
        this CrmDbContext db, IQueryable<Contract> drafts, Func<Contract, long> hangsOn, IReadOnlyDictionary<long, (Person Giver, Person Taker)> handed,
        string? reason, Stamp stamp, CancellationToken cancel)
    {
        foreach (var draft in await drafts.OrderBy(contract => contract.Id).ToListAsync(cancel))
        {
            if (handed.TryGetValue(hangsOn(draft), out var way) && draft.OwnerId == way.Giver.Id)
            {
                draft.HandOverTo(way.Taker, reason, stamp);
            }
        }

        await db.SaveChangesAsync(cancel);
    }
}
