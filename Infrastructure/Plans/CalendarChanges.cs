using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Plans;

/// <summary>When what stands in a calendar was made or changed last, from the histories of what it comes from.</summary>
public static class CalendarChanges
{
    /// <summary>Of a lead, what its entry shows.</summary>
    private static readonly string[] Shown = [nameof(Lead.NextAction), nameof(Lead.NextDueOn), nameof(LeadFacts.Company)];

    /// <summary>When each of the actions was planned or changed last.</summary>
    public static Task<Dictionary<long, DateTime>> ActionChangesAsync(this CrmDbContext db, IReadOnlyCollection<long> actions, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<PlanEvent>().Where(row => actions.Contains(row.ActionId)).GroupBy(row => row.ActionId)
            .Select(group => new { group.Key, At = group.Max(row => row.At) }).ToDictionaryAsync(row => row.Key, row => row.At, cancel);
    }

    internal static async Task<IReadOnlyList<CalendarEntry>> WithChangesAsync(this CrmDbContext db, IReadOnlyList<CalendarEntry> entries, CancellationToken cancel)
    {
        var known = new Dictionary<EntrySource, Dictionary<long, DateTime>>
        {
            [EntrySource.Action] = await db.ActionChangesAsync(Of(EntrySource.Action), cancel),
            [EntrySource.Care] = await db.CareChangesAsync(Of(EntrySource.Care), cancel),
            [EntrySource.Lead] = await db.LeadChangesAsync(Of(EntrySource.Lead), cancel),
        };
        return [.. entries.Select(entry => known.TryGetValue(entry.Source, out var of) && of.TryGetValue(entry.Id, out var at) ? entry with { ChangedAt = at } : entry)];

        List<long> Of(EntrySource source) => entries.Where(entry => entry.Source == source).Select(entry => entry.Id).ToList();
    }

    private static Task<Dictionary<long, DateTime>> CareChangesAsync(this CrmDbContext db, IReadOnlyCollection<long> tasks, CancellationToken cancel) =>
        db.CareTasks.VisibleTo(Viewer.Program).Where(task => tasks.Contains(task.Id))
            .Select(task => new { task.Id, task.CreatedAt, At = db.Set<CareEvent>().Where(row => row.TaskId == task.Id).Max(row => (DateTime?)row.At) })
            .ToDictionaryAsync(row => row.Id, row => row.At ?? row.CreatedAt, cancel);

    private static Task<Dictionary<long, DateTime>> LeadChangesAsync(this CrmDbContext db, IReadOnlyCollection<long> leads, CancellationToken cancel) =>
        db.Leads.VisibleTo(Viewer.Program).Where(lead => leads.Contains(lead.Id))
            .Select(lead => new
            {
                lead.Id, lead.CapturedAt,
                At = db.LeadChanges.Where(row => row.LeadId == lead.Id && Shown.Contains(row.Field)).Max(row => (DateTime?)row.At),
            })
            .ToDictionaryAsync(row => row.Id, row => row.At ?? row.CapturedAt, cancel);
}
