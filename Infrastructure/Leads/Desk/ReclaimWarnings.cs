using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>Tells an owner in time that the policy will take a lead from him; once for each day that it is due.</summary>
internal static class ReclaimWarnings
{
    private const int Most = 20_000;

    public static async Task WarnOwnersAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel)
    {
        var company = db.Company.Facts;
        var until = company.Time.StartOf(stamp.Today.AddDays(company.Policy.WarnDays + 1));
        var rows = await db.Leads.AsNoTracking().Where(lead => lead.ReclaimDueAt > stamp.At && lead.ReclaimDueAt <= until && lead.OwnerId != null)
            .OrderBy(lead => lead.ReclaimDueAt).Take(Most)
            .Select(lead => new { lead.Id, lead.Number, lead.Company, lead.OwnerId, lead.ReclaimDueAt, lead.ReclaimRule }).ToListAsync(cancel);
        var warnings = rows.Select(row => Warning(
            row.OwnerId ?? 0, row.Id, row.Number, row.Company, company.Time.DayOf(row.ReclaimDueAt ?? stamp.At), row.ReclaimRule, stamp)).ToList();
        await db.WriteAsync(async () => await db.InsertInBulkAsync(await db.NotYetToldAsync(warnings, cancel), cancel), cancel);
    }

    /// <summary>Leaves out what the person was told before.</summary>
    internal static async Task<IReadOnlyList<Notification>> NotYetToldAsync(
        this CrmDbContext db, IReadOnlyList<Notification> notifications, CancellationToken cancel)
    {
        var told = new HashSet<(long, string)>();
        foreach (var chunk in notifications.Chunk(500))
        {
            var (people, keys) = (chunk.Select(row => row.PersonId).Distinct().ToList(), chunk.Select(row => row.Key).Distinct().ToList());
            var rows = await db.Notifications.Where(row => people.Contains(row.PersonId) && keys.Contains(row.Key))
                .Select(row => new { row.PersonId, row.Key }).ToListAsync(cancel);
            told.UnionWith(rows.Select(row => (row.PersonId, row.Key)));
        }

        return [.. notifications.Where(row => told.Add((row.PersonId, row.Key)))];
    }

    private static Notification Warning(
        long ownerId, long leadId, string number, string company, DateOnly dueOn, ReclaimRule? rule, Stamp stamp)
    {
        var day = dueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Notification(ownerId, NotificationKind.ReclaimWarning, nameof(Lead), leadId,
            string.Create(CultureInfo.InvariantCulture, $"warning:{leadId}:{day}"), stamp.At, number, company, day, rule?.ToString() ?? "");
    }
}
