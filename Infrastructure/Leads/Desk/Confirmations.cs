using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>How a week's questions were answered by one owner; the rest of those asked is silence.</summary>
public sealed record ConfirmationCount(long OwnerId, long? TeamId, int Asked, int Answered)
{
    public int Silent => Asked - Answered;
}

/// <summary>A lead that its owner was asked about, and what he said.</summary>
public sealed record AskedLead(long LeadId, string Number, string Company, long OwnerId, DateTime QuietSince, bool IsSilent, ConfirmationAnswer? Answer, DateTime? AnsweredAt);

/// <summary>A week's question about a lead, and whether it was answered by the week's end.</summary>
public sealed class AskedWord
{
    public required long Id { get; init; }

    public required long OwnerId { get; init; }

    public required long? TeamId { get; init; }

    public required long LeadId { get; init; }

    public required DateOnly WeekOn { get; init; }

    public required DateTime QuietSince { get; init; }

    public required ConfirmationAnswer? Answer { get; init; }

    public required DateTime? AnsweredAt { get; init; }

    public required bool IsInTime { get; init; }
}

/// <summary>升迁确认: asks on Friday, closes the week on Monday. Repeating either does nothing.</summary>
public static class Confirmations
{
    private const int Chunk = 2000;

    /// <summary>Asks every owner for a word on each lead that did not move this week, and tells him once.</summary>
    /// <returns>How many leads were asked about.</returns>
    public static async Task<int> AskForConfirmationsAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var week = IsoWeek.Of(stamp.Today);
        var asked = 0;
        for (long? last = 0; last is { } after;)
        {
            last = await db.WriteAsync(async () =>
            {
                var rows = await db.UnmovedAsync(week, after, cancel);
                await db.InsertInBulkAsync([.. rows.Select(row => row.AskedIn(week, stamp))], cancel);
                asked += rows.Count;
                return rows.Count < Chunk ? (long?)null : rows[^1].LeadId;
            }, cancel);
        }

        await db.TellOwnersAsync(NotificationKind.ConfirmationAsked, week, stamp, cancel);
        return asked;
    }

    /// <summary>Ends a week: what moved without a word is no silence, the rest is, and the owner learns so.</summary>
    /// <param name="ended">By default the week before.</param>
    public static async Task CloseConfirmationsAsync(this CrmDbContext db, Stamp stamp, IsoWeek? ended = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var week = ended ?? IsoWeek.Of(stamp.Today).Previous;
        await db.WriteAsync(() => db.WeeklyConfirmations.Where(row => row.WeekOn == week.Monday && row.Answer == null)
            .Where(row => !db.Leads.Any(lead => lead.Id == row.LeadId && lead.OwnerId == row.OwnerId && lead.QuietSince <= row.AskedAt))
            .ExecuteUpdateAsync(row => row
                .SetProperty(r => r.Answer, ConfirmationAnswer.MovedOn).SetProperty(r => r.AnsweredAt, stamp.At), cancel), cancel);
        await db.TellOwnersAsync(NotificationKind.ConfirmationMissed, week, stamp, cancel);
    }

    /// <summary>Per owner, for the weekly report and its readers; a word after the week's end is too late to count.</summary>
    public static async Task<IReadOnlyList<ConfirmationCount>> ConfirmationCountsAsync(
        this CrmDbContext db, IsoWeek week, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.AskedIn(week)
            .GroupBy(row => new { row.OwnerId, row.TeamId })
            .Select(group => new
            {
                group.Key.OwnerId, group.Key.TeamId, Asked = group.Count(),
                Answered = group.Count(row => row.IsInTime),
            })
            .OrderBy(row => row.OwnerId).ThenBy(row => row.TeamId).ToListAsync(cancel);
        return [.. rows.Select(row => new ConfirmationCount(row.OwnerId, row.TeamId, row.Asked, row.Answered))];
    }

    /// <summary>The leads of a week that an owner, or a team, was asked about: the silent ones first.</summary>
    /// <param name="of">Which of the week are meant.</param>
    public static async Task<IReadOnlyList<AskedLead>> AskedLeadsAsync(
        this CrmDbContext db, Viewer viewer, IsoWeek week, Func<IQueryable<AskedWord>, IQueryable<AskedWord>> of, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(of);
        return await (
            from row in of(db.AskedIn(week))
            join lead in db.Leads.VisibleTo(viewer) on row.LeadId equals lead.Id
            orderby row.IsInTime, row.Id
            select new AskedLead(lead.Id, lead.Number, lead.Company, row.OwnerId, row.QuietSince, !row.IsInTime, row.Answer, row.AnsweredAt)).Take(most).ToListAsync(cancel);
    }

    /// <summary>The questions of a week. An answer after the week's end is too late; what moved on without one needs none.</summary>
    internal static IQueryable<AskedWord> AskedIn(this CrmDbContext db, IsoWeek week)
    {
        var (monday, end) = (week.Monday, db.Company.Time.BoundsOf(week).To);
        return db.WeeklyConfirmations.AsNoTracking().Where(row => row.WeekOn == monday).Select(row => new AskedWord
        {
            Id = row.Id,
            OwnerId = row.OwnerId,
            TeamId = row.TeamId,
            LeadId = row.LeadId,
            WeekOn = row.WeekOn,
            QuietSince = row.QuietSince,
            Answer = row.Answer,
            AnsweredAt = row.AnsweredAt,
            // Never unknown to the database: it would sort that last, and the silent ones come first.
            IsInTime = row.Answer == ConfirmationAnswer.MovedOn || (row.AnsweredAt ?? DateTime.MaxValue) < end,
        });
    }

    private static Task<List<Unmoved>> UnmovedAsync(this CrmDbContext db, IsoWeek week, long after, CancellationToken cancel)
    {
        var since = db.Company.Time.StartOf(week.Monday);
        return db.Leads.AsNoTracking()
            .Where(lead => lead.Id > after && (lead.Status == LeadStatus.Assigned || lead.Status == LeadStatus.Working) && lead.QuietSince < since)
            .Where(lead => !db.WeeklyConfirmations.Any(row => row.WeekOn == week.Monday && row.LeadId == lead.Id))
            .OrderBy(lead => lead.Id).Take(Chunk)
            .Select(lead => new Unmoved(lead.Id, lead.OwnerId ?? 0, lead.TeamId, lead.QuietSince ?? since)).ToListAsync(cancel);
    }

    private static Task TellOwnersAsync(
        this CrmDbContext db, NotificationKind kind, IsoWeek week, Stamp stamp, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        var counts = await db.WeeklyConfirmations.Where(row => row.WeekOn == week.Monday && row.Answer == null)
            .GroupBy(row => row.OwnerId).Select(group => new { OwnerId = group.Key, Leads = group.Count() }).ToListAsync(cancel);
        var told = counts.Select(row => new Notification(row.OwnerId, kind, nameof(WeeklyConfirmation), 0, $"{kind}:{week}", stamp.At,
            week.ToString(), row.Leads.ToString(CultureInfo.InvariantCulture))).ToList();
        await db.InsertInBulkAsync(await db.NotYetToldAsync(told, cancel), cancel);
    }, cancel);

    private sealed record Unmoved(long LeadId, long OwnerId, long? TeamId, DateTime QuietSince)
    {
        public WeeklyConfirmation AskedIn(IsoWeek week, Stamp stamp) => new(LeadId, week, OwnerId, TeamId, QuietSince, stamp.At);
    }
}
