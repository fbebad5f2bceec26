using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Merging;

/// <summary>A receipt, as it is named and found.</summary>
public sealed record MatchedReceipt(long Id, string Reference);

/// <summary>Makes one record of two, with everything that hangs on them, in one transaction.</summary>
public sealed class CustomerMerging(CrmDbContext db)
{
    /// <summary>Both, when the viewer may change both; null otherwise.</summary>
    public async Task<MergePair?> FindAsync(Viewer viewer, long keptId, long mergedId, CancellationToken cancel = default)
    {
        var both = await db.Customers.VisibleTo(viewer, AccessAction.Write).ForChange()
            .Where(customer => customer.Id == keptId || customer.Id == mergedId).ToListAsync(cancel);
        var (kept, merged) = (both.Find(customer => customer.Id == keptId), both.Find(customer => customer.Id == mergedId));
        return kept is null || merged is null ? null : new MergePair(kept, merged);
    }

    /// <summary>Refused within one line of a group, and where the units of both would make the group too deep.</summary>
    public async Task<Refusal?> CanMergeAsync(MergePair pair, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var (kept, merged) = (pair.Kept, pair.Merged);
        var above = await db.AboveAsync(kept.ParentId, cancel);
        var aboveMerged = await db.AboveAsync(merged.ParentId, cancel);
        var kinship = above.Any(unit => unit.Id == merged.Id) || aboveMerged.Any(unit => unit.Id == kept.Id);
        return kept.CanAbsorb(merged, kinship) ?? await CanMoveAsync(kept, merged, cancel)
            ?? (above.Count + 1 + await db.LevelsBelowAsync(merged.Id, cancel) > Customer.MostLevels
                ? new Refusal("GroupTooDeep", Customer.MostLevels) : null);
    }

    /// <exception cref="RuleBroken">See <see cref="CanMergeAsync"/>.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody changed one of the two meanwhile.</exception>
    public Task<CustomerMerge> MergeAsync(MergePair pair, MergeChoice choice, Stamp stamp, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        ArgumentNullException.ThrowIfNull(choice);
        (await CanMergeAsync(pair, cancel)).ThrowIfRefused();
        var (kept, merged) = (pair.Kept, pair.Merged);
        var before = kept.State;
        var people = await ApartAsync([.. pair.SamePeople.Where(two => choice.Contacts.Contains(two.Merged.Id))], cancel);
        var states = people.ConvertAll(two => two.Kept.State);
        var together = FieldChoice.Together(kept.Facts, merged.Facts, choice.FromMerged);
        kept.Absorb(merged, together, await db.ReferralChainAsync(together.ReferredById, cancel), stamp);
        people.ForEach(two => two.Kept.Absorb(two.Merged, stamp));
        await db.SaveChangesAsync(cancel);
        var contacts = people.Zip(states, (two, state) => new MergedContact(two.Kept.Id, two.Merged.Id, state, two.Kept.State));
        var plans = await PlanVersions.MakeRoomAsync(db, kept.Id, merged.Id, cancel);
        var record = new MergeRecord(before, kept.State, [.. contacts], await MoveAsync(kept.Id, merged.Id, people, cancel), plans);
        await FollowAsync(kept, cancel);
        var merge = new CustomerMerge(kept, merged, JsonSerializer.Serialize(record, JsonSerializerOptions.Default), stamp);
        db.CustomerMerges.Add(merge);
        await db.SaveChangesAsync(cancel);
        return merge;
    }, cancel);

    public static MergeRecord RecordOf(CustomerMerge merge)
    {
        ArgumentNullException.ThrowIfNull(merge);
        return JsonSerializer.Deserialize<MergeRecord>(merge.Record, JsonSerializerOptions.Default)
            ?? throw new InvalidOperationException($"Merge {merge.Id} has no record.");
    }

    /// <summary>Receipts that were matched since with a contract which the undoing would give to the other of the two: the money would pay for somebody else.</summary>
    public async Task<IReadOnlyList<MatchedReceipt>> MatchedAcrossAsync(CustomerMerge merge, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(merge);
        var moved = RecordOf(merge).Moved;
        List<long> contracts = MovedOf("Contracts"), receipts = MovedOf("Receipts");
        var parts = await db.Receipts.AsNoTracking().Where(receipt => receipt.CustomerId == merge.KeptId)
            .SelectMany(receipt => receipt.Parts, (receipt, part) => new { receipt.Id, receipt.Reference, part.ContractId, part.Amount })
            .Where(row => contracts.Contains(row.ContractId) != receipts.Contains(row.Id)).ToListAsync(cancel);
        var offsets = await db.Receipts.AsNoTracking().Where(receipt => receipt.CustomerId == merge.KeptId)
            .SelectMany(receipt => receipt.Offsets, (receipt, offset) => new { receipt.Id, receipt.Reference, offset.ReceiptId, offset.Amount })
            .Where(row => receipts.Contains(row.ReceiptId) != receipts.Contains(row.Id)).ToListAsync(cancel);
        return [.. parts.Select(part => (part.Id, part.Reference, With: part.ContractId, part.Amount))
            .GroupBy(part => (part.Id, part.Reference, part.With)).Where(one => one.Sum(part => part.Amount.Minor) != 0).Select(one => new MatchedReceipt(one.Key.Id, one.Key.Reference))
            .Concat(offsets.GroupBy(offset => (offset.Id, offset.Reference, offset.ReceiptId)).Where(one => one.Sum(offset => offset.Amount.Minor) != 0).Select(one => new MatchedReceipt(one.Key.Id, one.Key.Reference)))
            .Distinct().OrderBy(receipt => receipt.Id)];

        List<long> MovedOf(string table) => [.. moved.Where(rows => rows.Table == table && rows.Column == "CustomerId").SelectMany(rows => rows.Ids)];
    }

    /// <param name="pair">The two of the merge, loaded for change.</param>
    /// <exception cref="RuleBroken">It is undone already, too old, the kept one was merged or archived since, or a receipt was matched across.</exception>
    public Task UndoAsync(CustomerMerge merge, MergePair pair, Stamp stamp, CancellationToken cancel = default) => db.WriteAsync(async () =>
    {
        ArgumentNullException.ThrowIfNull(merge);
        ArgumentNullException.ThrowIfNull(pair);
        merge.Undo(stamp);
        var across = await MatchedAcrossAsync(merge, cancel);
        (across.Count > 0 ? new Refusal("MergeMatchedAcross", string.Join(", ", across.Select(receipt => receipt.Reference))) : null).ThrowIfRefused();
        var record = RecordOf(merge);
        pair.Kept.GiveBack(pair.Merged, record.Before, record.After, stamp);
        var contacts = pair.Kept.Contacts.Concat(pair.Merged.Contacts).ToDictionary(contact => contact.Id);
        foreach (var two in record.Contacts.Where(two => contacts.ContainsKey(two.KeptId) && contacts.ContainsKey(two.MergedId)).Reverse())
        {
            contacts[two.KeptId].GiveBack(contacts[two.MergedId], two.Before, two.After, stamp);
        }

        await db.SaveChangesAsync(cancel);
        foreach (var moved in record.Moved.Reverse())
        {
            await new RowReference(moved.Table, moved.Column).MoveAsync(db, moved.Ids, moved.To, moved.From, cancel);
        }

        await OpenCircleAsync(pair.Kept, stamp, cancel);
        await OpenCircleAsync(pair.Merged, stamp, cancel);
        await PlanVersions.CloseRanksAsync(db, pair.Kept.Id, record.Plans, cancel);
        await FollowAsync(pair.Kept, cancel);
        await FollowAsync(pair.Merged, cancel);
    }, cancel);

    private async Task<IReadOnlyList<MovedRows>> MoveAsync(long kept, long merged, List<(Contact Kept, Contact Merged)> people, CancellationToken cancel)
    {
        var moves = MergeMovers.OfCustomer.Select(reference => (reference, merged, kept))
            .Concat(people.SelectMany(two => MergeMovers.OfContact.Select(reference => (reference, two.Merged.Id, two.Kept.Id))));
        var moved = new List<MovedRows>();
        foreach (var (reference, from, to) in moves)
        {
            if (await reference.RowsAsync(db, from, cancel) is { Count: > 0 } rows)
            {
                await reference.MoveAsync(db, rows, from, to, cancel);
                moved.Add(new MovedRows(reference.Table, reference.Column, from, to, rows));
            }
        }

        return moved;
    }

    /// <summary>Who referred whom since the merge can, with what comes back, lead round: then nobody referred this one.</summary>
    private async Task OpenCircleAsync(Customer customer, Stamp stamp, CancellationToken cancel)
    {
        if (customer.CanBeReferredBy(await db.ReferralChainAsync(customer.ReferredById, cancel)) is not null)
        {
            customer.Edit(customer.Facts with { ReferredById = null }, stamp, CustomerOrigin.Merge);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Two who sit in one buying centre are two, whatever they are called.</summary>
    private async Task<List<(Contact Kept, Contact Merged)>> ApartAsync(List<(Contact Kept, Contact Merged)> people, CancellationToken cancel)
    {
        var ids = people.SelectMany(two => new[] { two.Kept.Id, two.Merged.Id }).ToList();
        var seats = (await db.Set<BuyingCentreMember>().Where(member => ids.Contains(member.ContactId))
            .Select(member => new { member.ContactId, member.BuyingCentreId }).ToListAsync(cancel)).ToLookup(seat => seat.ContactId, seat => seat.BuyingCentreId);
        return people.FindAll(two => !seats[two.Kept.Id].Intersect(seats[two.Merged.Id]).Any());
    }

    /// <summary>What is to go to somebody else on a day that is set keeps its shape until then.</summary>
    private async Task<Refusal?> CanMoveAsync(Customer kept, Customer merged, CancellationToken cancel) =>
        await db.Set<HandOver>().AnyAsync(over => over.State == HandOverState.Scheduled
            && over.Rows.Any(row => row.Type == HandedType.Customer && (row.RecordId == kept.Id || row.RecordId == merged.Id)), cancel)
            ? new Refusal("MergeAcrossHandOver", kept.Name, merged.Name) : null;

    /// <summary>Contacts and care carry what they take from their customer.</summary>
    private async Task FollowAsync(Customer customer, CancellationToken cancel)
    {
        await db.Contacts.Where(contact => contact.CustomerId == customer.Id).ExecuteUpdateAsync(contact => contact
            .SetProperty(c => c.OwnerId, customer.OwnerId).SetProperty(c => c.TeamId, customer.TeamId).SetProperty(c => c.RegionId, customer.RegionId), cancel);
        await db.CareFollowsAsync([customer.Id], cancel);
        await db.ExpectCareOfContactsAsync(customer, cancel);
    }
}
