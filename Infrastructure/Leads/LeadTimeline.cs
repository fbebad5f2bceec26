using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads;

/// <summary>One thing that happened to a lead: exactly one of the three is there.</summary>
public sealed record LeadHappening(DateTime At, long? ActorId, LeadEvent? Event, LeadActivity? Activity, LeadChange? Change)
{
    internal int Kind => Event is not null ? 0 : Activity is not null ? 1 : 2;

    internal long Id => Event?.Id ?? Activity?.Id ?? Change?.Id ?? 0;
}

/// <summary>Everything that happened to a lead, the newest first: events, contacts and changed values in one line.</summary>
public static class LeadTimeline
{
    /// <summary>The caller has found the lead within his scope.</summary>
    /// <param name="before">Where the page before ended, as <see cref="KeysetPage{TRow}.Next"/> said.</param>
    public static async Task<KeysetPage<LeadHappening>> TimelineAsync(
        this CrmDbContext db, long leadId, string? before, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var cursor = KeysetCursor.Parse(before, null);
        var at = KeysetCursor.Read(cursor?.Key ?? "", typeof(DateTime)) as DateTime? ?? DateTime.UnixEpoch.AddYears(1000);
        var below = new long[3];
        for (var kind = 0; kind < below.Length; kind++)
        {
            below[kind] = cursor is null || kind > cursor.Leg ? long.MaxValue : kind == cursor.Leg ? cursor.Id : 0;
        }

        var (belowEvent, belowActivity, belowChange) = (below[0], below[1], below[2]);
        var events = await db.LeadEvents.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowEvent)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var activities = await db.LeadActivities.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowActivity)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var changes = await db.LeadChanges.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowChange)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        return Page([
            .. events.Select(row => new LeadHappening(row.At, row.ActorId, row, null, null)),
            .. activities.Select(row => new LeadHappening(row.At, row.ActorId, null, row, null)),
            .. changes.Select(row => new LeadHappening(row.At, row.ActorId, null, null, row)),
        ], size);
    }

    private static KeysetPage<LeadHappening> Page(IEnumerable<LeadHappening> all, int size)
    {
        var rows = all.OrderByDescending(row => row.At).ThenBy(row => row.Kind).ThenByDescending(row => row.Id).Take(size + 1).ToList();
        var shown = rows.Take(size).ToList();
        var next = rows.Count > size ? new KeysetCursor(shown[^1].Kind, KeysetCursor.Write(shown[^1].At), shown[^1].Id, false) : null;
        return new(shown, null, next);
    }
}
