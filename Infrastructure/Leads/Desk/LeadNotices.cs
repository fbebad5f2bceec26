using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>
/// What a saved event of a lead says to people, in the same transaction: to whom a lead came, from whom one was taken, and that an
/// asked-for word is given when the owner gave the lead back or converted it.
/// </summary>
internal static class LeadNotices
{
    /// <summary>More of one kind for one person in one save are told in one line.</summary>
    private const int ToldSingly = 3;

    public static async Task KeepNoticesAsync(this CrmDbContext db, CancellationToken cancel)
    {
        var events = (from entry in db.ChangeTracker.Entries<Lead>().Where(entry => entry.State == EntityState.Modified).ToList()
                      from row in entry.Entity.History.Where(row => row.Id == 0)
                      select (Lead: entry.Entity, Event: row)).ToList();
        var told = events.Select(row => Told(row.Lead, row.Event)).OfType<Notification>();
        db.Notifications.AddRange(told.GroupBy(row => (row.PersonId, row.Kind)).SelectMany(Gather));
        foreach (var (lead, row) in events.Where(row => row.Event.Kind is LeadEventKind.Converted or LeadEventKind.GivenBack))
        {
            var answer = row.Kind == LeadEventKind.Converted ? ConfirmationAnswer.Converted : ConfirmationAnswer.GivenBack;
            await db.WeeklyConfirmations.Where(asked => asked.LeadId == lead.Id && asked.Answer == null && asked.OwnerId == row.FromOwnerId)
                .ExecuteUpdateAsync(asked => asked.SetProperty(r => r.Answer, answer).SetProperty(r => r.AnsweredAt, row.At), cancel);
        }
    }

    private static Notification? Told(Lead lead, LeadEvent row) => row.Kind switch
    {
        LeadEventKind.Assigned or LeadEventKind.Reassigned when row.ToOwnerId != row.ActorId => Told(lead, row, row.ToOwnerId, NotificationKind.LeadAssigned),
        LeadEventKind.Reclaimed when row.FromOwnerId != row.ActorId => Told(lead, row, row.FromOwnerId, NotificationKind.LeadReclaimed),
        _ => null,
    };

    private static Notification? Told(Lead lead, LeadEvent row, long? personId, NotificationKind kind) => personId is { } person
        ? new Notification(person, kind, nameof(Lead), lead.Id, string.Create(CultureInfo.InvariantCulture, $"{kind}:{lead.Id}:{row.Seq}"),
            row.At, lead.Number, lead.Company)
        : null;

    private static IEnumerable<Notification> Gather(IGrouping<(long PersonId, NotificationKind Kind), Notification> group)
    {
        var rows = group.ToList();
        if (rows.Count <= ToldSingly)
        {
            return rows;
        }

        var kind = group.Key.Kind == NotificationKind.LeadAssigned ? NotificationKind.LeadsAssigned : NotificationKind.LeadsReclaimed;
        return [new Notification(group.Key.PersonId, kind, nameof(Lead), 0, $"{kind}:{rows[0].Key}", rows[0].At,
            rows.Count.ToString(CultureInfo.InvariantCulture))];
    }
}
