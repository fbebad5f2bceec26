using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Plans;

/// <summary>Whoever finds on his calendar what somebody else put there, moved, dropped or took off it is told.</summary>
public static class PlanNotices
{
    /// <summary>A title or a reason is cut here: it is read whole at the action itself.</summary>
    private const int MostWords = 120;

    /// <summary>Saves what was done with a plan, and tells those whose calendars it changes, but not the one who did it.</summary>
    public static Task SavePlanAsync(this CrmDbContext db, AdvancementPlan plan, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(plan);
        return db.WriteAsync(async () =>
        {
            var notices = db.ChangeTracker.Entries<PlanAction>().ToList().SelectMany(entry => Notices(db, entry)).Where(notice => notice.PersonId != stamp.ActorId).ToList();
            await db.SaveChangesAsync(cancel);
            if (notices.Count > 0)
            {
                var actor = await db.People.Where(person => person.Id == stamp.ActorId).Select(person => person.Name).SingleOrDefaultAsync(cancel);
                db.Notifications.AddRange(notices.Select(notice => Told(notice, actor ?? "", plan.Opportunity.Name, stamp)));
                await db.SaveChangesAsync(cancel);
            }
        }, cancel);
    }

    private static IEnumerable<Notice> Notices(CrmDbContext db, EntityEntry<PlanAction> entry)
    {
        var action = entry.Entity;
        var people = db.ChangeTracker.Entries<PlanParticipant>().ToList();
        if (action.State == ActionState.Dropped)
        {
            return entry.Property(row => row.State).IsModified ? action.People.Select(one => new Notice(one.PersonId, NotificationKind.ActionDropped, action)) : [];
        }

        if (!action.IsOpen)
        {
            return [];
        }

        var isMoved = entry.State == EntityState.Modified && (entry.Property(row => row.StartOn).IsModified || entry.Property(row => row.StartMinute).IsModified);
        var added = people.Where(one => one.State == EntityState.Added && action.People.Contains(one.Entity)).Select(one => one.Entity.PersonId).ToHashSet();
        return
        [
            .. added.Select(person => new Notice(person, NotificationKind.ActionPlanned, action)),
            .. people.Where(one => one.State == EntityState.Deleted && one.Entity.ActionId == action.Id)
                .Select(one => new Notice(one.Entity.PersonId, NotificationKind.ActionTakenOff, action)),
            .. action.People.Where(one => isMoved && !added.Contains(one.PersonId)).Select(one => new Notice(one.PersonId, NotificationKind.ActionMoved, action)),
        ];
    }

    private static Notification Told(Notice notice, string actor, string project, Stamp stamp)
    {
        var action = notice.Action;
        var key = string.Create(CultureInfo.InvariantCulture, $"{notice.Kind}:{action.Id}:{action.Version}");
        return new Notification(
            notice.PersonId, notice.Kind, nameof(PlanAction), action.Id, key, stamp.At,
            actor, Cut(action.Title), When(action), Cut(project), Cut(action.Outcome ?? (action.History.Count > 0 ? action.History[^1].Words : null) ?? ""));
    }

    private static string When(PlanAction action) =>
        $"{action.StartOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(action.StartMinute is { } minute ? $" {ClockText.Clock(minute)}" : "")}";

    private static string Cut(string words) => PlainText.Cut(words, MostWords);

    private sealed record Notice(long PersonId, NotificationKind Kind, PlanAction Action);
}
