using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>A lead that was taken from the person lately: he no longer sees the lead itself, but may ask for it.</summary>
public sealed record TakenLead(
    long LeadId, string Number, string Company, DateTime ReclaimedAt, string? Reason, bool IsFree, string? Words, bool? IsAccepted, string? Answer)
{
    public bool MayAppeal(DateTime now) => IsFree && Words is null && now < ReclaimAppeal.DeadlineOf(ReclaimedAt);
}

/// <summary>An appeal that waits for a word of the lead desk.</summary>
public sealed record AppealRow(
    long Id, long LeadId, string Number, string Company, LeadStatus Status, long? OwnerId, long PersonId, DateTime ReclaimedAt, string? Reason,
    string Words, DateTime At, int Version);

/// <summary>申诉: what was reclaimed from a person, and the appeals about it.</summary>
public static class Appeals
{
    /// <summary>So long the person can see what was taken and what became of his appeal.</summary>
    private const int ShownDays = 14;

    private const int Most = 100;

    public static async Task<IReadOnlyList<TakenLead>> TakenFromAsync(
        this CrmDbContext db, Viewer viewer, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var since = now.AddDays(-ShownDays);
        var rows = await (from row in db.TakenFrom(viewer).Where(row => row.At > since).OrderByDescending(row => row.At).ThenBy(row => row.Id).Take(Most)
                          join lead in db.Leads on row.LeadId equals lead.Id
                          join appeal in db.ReclaimAppeals
                              on new { row.LeadId, PersonId = row.FromOwnerId, ReclaimedAt = row.At }
                              equals new { appeal.LeadId, PersonId = (long?)appeal.PersonId, appeal.ReclaimedAt } into appeals
                          from appeal in appeals.DefaultIfEmpty()
                          orderby row.At descending, row.Id
                          select new TakenLead(
                              lead.Id, lead.Number, lead.Company, row.At, row.Reason, lead.Status == LeadStatus.Reclaimed && lead.Events == row.Seq,
                              appeal.Words, appeal.IsAccepted, appeal.Answer)).ToListAsync(cancel);
        return rows;
    }

    /// <summary>Files an appeal; false when there is nothing of this person's to appeal against.</summary>
    /// <exception cref="RuleBroken">It is too late.</exception>
    public static async Task<bool> AppealAsync(
        this CrmDbContext db, Viewer viewer, long leadId, string words, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var taken = await db.TakenFrom(viewer).Where(row => row.LeadId == leadId).OrderByDescending(row => row.Seq).FirstOrDefaultAsync(cancel);
        var isFree = taken is not null && await db.Leads.AnyAsync(
            lead => lead.Id == leadId && lead.Status == LeadStatus.Reclaimed && lead.Events == taken.Seq, cancel);
        if (taken is null || !isFree
            || await db.ReclaimAppeals.AnyAsync(row => row.LeadId == leadId && row.PersonId == viewer.PersonId && row.ReclaimedAt == taken.At, cancel))
        {
            return false;
        }

        db.ReclaimAppeals.Add(new ReclaimAppeal(leadId, viewer.PersonId ?? 0, taken.At, words, stamp));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>What waits for the lead desk, the oldest first.</summary>
    public static Task<List<AppealRow>> OpenAppealsAsync(this CrmDbContext db, Viewer viewer, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (from appeal in db.ReclaimAppeals.Where(row => row.DecidedAt == null)
                join lead in db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign) on appeal.LeadId equals lead.Id
                orderby appeal.At, appeal.Id
                select new AppealRow(
                    appeal.Id, lead.Id, lead.Number, lead.Company, lead.Status, lead.OwnerId, appeal.PersonId, appeal.ReclaimedAt,
                    lead.History.Where(row => row.Kind == LeadEventKind.Reclaimed && row.At == appeal.ReclaimedAt).Select(row => row.Reason).FirstOrDefault(),
                    appeal.Words, appeal.At, appeal.Version)).Take(most).ToListAsync(cancel);
    }

    /// <summary>Decides; the former owner is told. Null when there is no such appeal for the viewer.</summary>
    public static async Task<ReclaimAppeal?> DecideAppealAsync(
        this CrmDbContext db, Viewer viewer, long id, bool isAccepted, string answer, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var appeal = await db.ReclaimAppeals.SingleOrDefaultAsync(row => row.Id == id, cancel);
        var lead = appeal is null ? null
            : await db.Leads.VisibleTo(viewer, AccessAction.Assign).ForChange().SingleOrDefaultAsync(row => row.Id == appeal.LeadId, cancel);
        if (appeal is null || lead is null)
        {
            return null;
        }

        if (isAccepted)
        {
            appeal.Accept(lead, await db.People.SingleAsync(person => person.Id == appeal.PersonId, cancel), answer, stamp);
        }
        else
        {
            appeal.Decline(answer, stamp);
        }

        var kind = isAccepted ? NotificationKind.AppealAccepted : NotificationKind.AppealDeclined;
        db.Notifications.Add(new Notification(
            appeal.PersonId, kind, nameof(Lead), lead.Id, $"appeal:{appeal.Id}", stamp.At, lead.Number, lead.Company, answer));
        await db.SaveChangesAsync(cancel);
        return appeal;
    }

    /// <summary>The person's own door: the events by which leads left him, and nothing else of them.</summary>
    private static IQueryable<LeadEvent> TakenFrom(this CrmDbContext db, Viewer viewer) => db.LeadEvents.AsNoTracking()
        .Where(row => row.Kind == LeadEventKind.Reclaimed && row.FromOwnerId == viewer.PersonId && row.FromOwnerId != null);
}
