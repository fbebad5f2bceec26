using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads;

/// <summary>One thing that happened to a lead: exactly one of the three is there.</summary>
public sealed record LeadHappening(DateTime At, long? ActorId, LeadEvent? Event, LeadActivity? Activity, LeadChange? Change)
    : IHappening
{
    public int Kind => Event is not null ? 0 : Activity is not null ? 1 : 2;

    public long Id => Event?.Id ?? Activity?.Id ?? Change?.Id ?? 0;
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
        var place = new TimelinePlace(before);
        var (at, belowEvent, belowActivity, belowChange) = (place.At, place.Below(0), place.Below(1), place.Below(2));
        var events = await db.LeadEvents.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowEvent)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var activities = await db.LeadActivities.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowActivity)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var changes = await db.LeadChanges.AsNoTracking()
            .Where(row => row.LeadId == leadId && (row.At < at || (row.At == at && row.Id < belowChange)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        return TimelinePlace.Page<LeadHappening>([
            .. events.Select(row => new LeadHappening(row.At, row.ActorId, row, null, null)),
            .. activities.Select(row => new LeadHappening(row.At, row.ActorId, null, row, null)),
            .. changes.Select(row => new LeadHappening(row.At, row.ActorId, null, null, row)),
        ], size);
    }
}
