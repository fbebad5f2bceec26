using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>One line of an opportunity's timeline: exactly one of the two is there.</summary>
public sealed record OpportunityHappening(DateTime At, long? ActorId, OpportunityEvent? Event, OpportunityChange? Change);

public static class OpportunityTimeline
{
    private const int Most = 200;

    /// <summary>What happened to it, the newest first; a history longer than a screen's worth is cut at its beginning.</summary>
    public static async Task<IReadOnlyList<OpportunityHappening>> TimelineOfOpportunityAsync(this CrmDbContext db, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var events = await db.OpportunityEvents.AsNoTracking().Where(row => row.OpportunityId == id).OrderByDescending(row => row.Seq).Take(Most).ToListAsync(cancel);
        var changes = await db.OpportunityChanges.AsNoTracking().Where(row => row.OpportunityId == id)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
        return
        [
            .. events.Select(row => (Order: row.Seq, Line: new OpportunityHappening(row.At, row.ActorId, row, null)))
                .Concat(changes.Select(row => (Order: 0, Line: new OpportunityHappening(row.At, row.ActorId, null, row))))
                .OrderByDescending(pair => pair.Line.At).ThenByDescending(pair => pair.Order).Select(pair => pair.Line),
        ];
    }
}
