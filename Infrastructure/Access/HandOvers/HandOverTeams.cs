using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>A customer that changed hands.</summary>
internal sealed record HandedCustomer(Customer Customer, Person Giver, Person Taker);

/// <summary>
/// A signed contract stays with who signed it: his results derive from it. So whoever takes its customer over is in the customer's team
/// from then on, reads it and goes on with it; whoever gives the customer away is in its team no more.
/// </summary>
internal static class HandOverTeams
{
    public static async Task TeamsFollowAsync(
        this CrmDbContext db, IReadOnlyList<HandedCustomer> moved, string? reason, Stamp stamp, CancellationToken cancel)
    {
        foreach (var giver in moved.GroupBy(one => one.Giver.Id))
        {
            var given = giver.Select(one => one.Customer.Id).ToList();
            await Team(db, given).Where(share => share.PersonId == giver.Key).ExecuteUpdateAsync(
                share => share.SetProperty(row => row.EndedAt, stamp.At).SetProperty(row => row.EndedById, stamp.ActorId), cancel);
        }

        var ids = moved.Select(one => one.Customer.Id).ToList();
        var owners = (await db.Contracts.VisibleTo(Viewer.Program).Where(contract => ids.Contains(contract.CustomerId))
            .Select(contract => new { contract.CustomerId, contract.OwnerId }).Distinct().ToListAsync(cancel)).ToLookup(row => row.CustomerId, row => row.OwnerId);
        var known = (await Team(db, ids).Select(share => new { share.RecordId, share.PersonId }).ToListAsync(cancel))
            .Select(share => (share.RecordId, share.PersonId)).ToHashSet();
        var terms = new ShareTerms(ShareKind.Team, ShareLevel.Write, stamp.Today, null, PlainText.Cut(reason ?? "", RecordShare.ReasonLength));
        var shares = moved.Where(one => owners[one.Customer.Id].Any(owner => owner != one.Taker.Id) && !known.Contains((one.Customer.Id, one.Taker.Id)))
            .Select(one => new RecordShare(
                new SharedRecord(RecordType.Customer, one.Customer.Id, one.Customer.Name, null, null, null), one.Taker, Viewer.Program, terms, stamp)).ToList();
        await db.InsertInBulkAsync(shares, cancel);
        shares.ForEach(share => db.Know(share.PersonId));
    }

    private static IQueryable<RecordShare> Team(CrmDbContext db, IReadOnlyCollection<long> customers) => db.RecordShares.Where(share =>
        share.Type == RecordType.Customer && share.Kind == ShareKind.Team && share.EndedAt == null && customers.Contains(share.RecordId));
}
