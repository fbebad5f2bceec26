using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>Confirming a hand-over, carrying it out with its proof, taking it back.</summary>
public static class HandOverVerbs
{
    /// <summary>Carries it out at once, or leaves it for its day.</summary>
    public static Task ConfirmAsync(this CrmDbContext db, HandOver handOver, string? reason, DateOnly on, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(handOver);
        return db.WriteAsync(async () =>
        {
            handOver.Confirm(reason, on, stamp);
            await db.SaveChangesAsync(cancel);
            if (on <= stamp.Today)
            {
                await db.CarryOutAsync(handOver, stamp, cancel);
            }
        }, cancel);
    }

    /// <summary>Those whose day has come; says how many.</summary>
    public static async Task<long?> CarryOutDueAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var due = await db.HandOvers.Where(handOver => handOver.State == HandOverState.Scheduled && handOver.EffectiveOn <= stamp.Today)
            .OrderBy(handOver => handOver.Id).ToListAsync(cancel);
        foreach (var handOver in due)
        {
            await db.WriteAsync(() => db.CarryOutAsync(handOver, stamp with { ActorId = handOver.ConfirmedById }, cancel), cancel);
        }

        return due.Count;
    }

    public static Task UndoAsync(this CrmDbContext db, HandOver handOver, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(handOver);
        return db.WriteAsync(async () =>
        {
            // Somebody deactivated gets nothing back; the one undo that there is would be spent on nothing.
            var giver = await db.People.SingleAsync(person => person.Id == handOver.Criteria.FromId, cancel);
            (giver.IsActive(stamp.Today) ? null : new Refusal("HandOverGiverGone", giver.Name)).ThrowIfRefused();
            handOver.Undo(stamp);
            await db.SaveChangesAsync(cancel);
            await new HandOverMove(db, handOver, isBack: true, stamp).RunAsync(cancel);
        }, cancel);
    }

    private static async Task CarryOutAsync(this CrmDbContext db, HandOver handOver, Stamp stamp, CancellationToken cancel)
    {
        var before = await db.SumsAsync(handOver.Id, HandedState.Planned, cancel);
        await new HandOverMove(db, handOver, isBack: false, stamp).RunAsync(cancel);
        var stayed = await db.SumsAsync(handOver.Id, HandedState.Stayed, cancel);
        var after = await db.SumsAsync(handOver.Id, HandedState.Moved, cancel);
        handOver.Finish(new HandOverProof(HandOverProofs.Without(before, stayed), after, await db.OrphansAsync(handOver.Id, cancel)), stamp);
        await TellAsync(db, handOver, stamp, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Each successor hears how much came to him.</summary>
    private static async Task TellAsync(CrmDbContext db, HandOver handOver, Stamp stamp, CancellationToken cancel)
    {
        var giver = await db.People.Where(person => person.Id == handOver.Criteria.FromId).Select(person => person.Name).SingleAsync(cancel);
        var moved = await db.Set<HandOverRow>().Where(row => row.HandOverId == handOver.Id && row.State == HandedState.Moved && row.Type != HandedType.Contract)
            .GroupBy(row => row.ToId).Select(group => new { PersonId = group.Key, Count = group.Count() }).ToListAsync(cancel);
        db.Notifications.AddRange(moved.Where(row => row.PersonId != stamp.ActorId).Select(row => new Notification(
            row.PersonId, NotificationKind.HandedOver, nameof(HandOver), handOver.Id, string.Create(CultureInfo.InvariantCulture, $"HandedOver:{handOver.Id}"),
            stamp.At, row.Count.ToString(CultureInfo.InvariantCulture), giver)));
        await TellManagersAsync(db, handOver, stamp, cancel);
    }

    private static async Task TellManagersAsync(CrmDbContext db, HandOver handOver, Stamp stamp, CancellationToken cancel)
    {
        var moved = await db.Set<HandOverRow>().Where(row => row.HandOverId == handOver.Id && row.State == HandedState.Moved && row.Type == HandedType.Contract)
            .GroupBy(row => row.ToId).Select(group => new { PersonId = group.Key, Count = group.Count() }).ToListAsync(cancel);
        foreach (var row in moved)
        {
            db.Tell(row.PersonId, NotificationKind.ContractsAppointed, handOver.Criteria.FromId, handOver.Id, stamp, row.Count.ToString(CultureInfo.InvariantCulture));
            db.Know(row.PersonId);
        }
    }
}
