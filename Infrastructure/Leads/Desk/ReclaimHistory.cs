using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>A lead and its past as the reclaim rules saw it.</summary>
public sealed record ReclaimPast(long LeadId, ReclaimCourse Course);

/// <summary>Reads the past of every lead that a run since an instant could have taken, a thousand leads at a time.</summary>
internal static class ReclaimHistory
{
    private const int Chunk = 1000;

    public static async IAsyncEnumerable<ReclaimPast> PastsSinceAsync(
        this CrmDbContext db, DateTime since, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var leads = await db.Leads.Where(lead => lead.Id > after)
                .Where(lead => lead.StatusSince >= since || lead.Status == LeadStatus.Assigned || lead.Status == LeadStatus.Working)
                .OrderBy(lead => lead.Id).Take(Chunk).Select(lead => new { lead.Id, lead.Channel }).ToListAsync(cancel);
            if (leads.Count == 0)
            {
                yield break;
            }

            var ids = leads.ConvertAll(lead => lead.Id);
            var events = await db.EventsAsync(ids, cancel);
            var contacts = await db.ContactsAsync(ids, cancel);
            var exemptions = await db.ExemptionsAsync(ids, cancel);
            foreach (var lead in leads)
            {
                yield return new ReclaimPast(lead.Id, new ReclaimCourse(
                    lead.Channel, [.. events[lead.Id]], [.. contacts[lead.Id]], [.. exemptions[lead.Id]]));
            }

            after = ids[^1];
        }
    }

    private static async Task<ILookup<long, CourseEvent>> EventsAsync(this CrmDbContext db, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var rows = await db.LeadEvents.AsNoTracking().Where(row => ids.Contains(row.LeadId))
            .OrderBy(row => row.LeadId).ThenBy(row => row.Seq)
            .Select(row => new { row.LeadId, row.At, row.Kind, row.To }).ToListAsync(cancel);
        return rows.ToLookup(row => row.LeadId, row => new CourseEvent(row.At, row.Kind, row.To));
    }

    private static async Task<ILookup<long, DateTime>> ContactsAsync(this CrmDbContext db, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var rows = await db.LeadActivities.AsNoTracking()
            .Where(row => ids.Contains(row.LeadId) && row.Kind != LeadActivityKind.Note)
            .Select(row => new { row.LeadId, row.At }).ToListAsync(cancel);
        return rows.OrderBy(row => row.At).ToLookup(row => row.LeadId, row => row.At);
    }

    /// <summary>An exemption is kept as a change of the lead: the day, then the reason.</summary>
    private static async Task<ILookup<long, CourseExemption>> ExemptionsAsync(
        this CrmDbContext db, IReadOnlyList<long> ids, CancellationToken cancel)
    {
        var rows = await db.LeadChanges.AsNoTracking()
            .Where(row => ids.Contains(row.LeadId) && row.Field == nameof(Lead.ExemptUntil))
            .OrderBy(row => row.Id).Select(row => new { row.LeadId, row.At, row.After }).ToListAsync(cancel);
        return rows.ToLookup(row => row.LeadId, row => new CourseExemption(row.At, DayOf(row.After)));
    }

    private static DateOnly? DayOf(string? words) =>
        words is { Length: >= 10 } && DateOnly.TryParseExact(words.AsSpan(0, 10), "yyyy-MM-dd", out var day) ? day : null;
}
