using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>The first few of a list, and how many there are as far as it is worth counting.</summary>
public sealed record HomeList<T>(IReadOnlyList<T> Rows, int Count)
{
    public const int Most = 50;
    public const int Shown = 8;

    public bool IsCut => Count > Most;

    /// <param name="all">At most one more than is counted.</param>
    public HomeList(IReadOnlyList<T> all)
        : this([.. all.Take(Shown)], all.Count)
    {
    }
}

/// <summary>One of the viewer's own leads, as his home page shows it.</summary>
public sealed record OwnLead(
    long Id, string Number, string Company, LeadStatus Status, string? NextAction, DateOnly? NextDueOn, DateTime? ReclaimDueAt, ReclaimRule? ReclaimRule);

/// <summary>What home pages show: short walks of indexes, nothing counted beyond what is shown.</summary>
public static class HomeQueries
{
    /// <summary>Leads for which nothing is planned, which the owner sees first, and those planned for today or before; in one statement.</summary>
    public static async Task<(IReadOnlyList<OwnLead> Missing, IReadOnlyList<OwnLead> Due)> NextStepsAsync(
        this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var missing = db.OwnLeads(viewer).Where(lead => lead.NextDueOn == null).OrderBy(lead => lead.Id).Take(HomeList<OwnLead>.Most + 1);
        var due = db.OwnLeads(viewer).Where(lead => lead.NextDueOn <= today).OrderBy(lead => lead.NextDueOn).Take(HomeList<OwnLead>.Most + 1);
        var rows = await missing.Concat(due).ToOwn(cancel);
        return ([.. rows.Where(row => row.NextDueOn is null)], [.. rows.Where(row => row.NextDueOn is not null).OrderBy(row => row.NextDueOn).ThenBy(row => row.Id)]);
    }

    /// <summary>The reclaim countdown: what the policy takes next.</summary>
    public static Task<List<OwnLead>> CountdownAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.OwnLeads(viewer).Where(lead => lead.ReclaimDueAt != null)
            .OrderBy(lead => lead.ReclaimDueAt).ThenBy(lead => lead.Id).Take(HomeList<OwnLead>.Most + 1).ToOwn(cancel);
    }

    public static Task<List<Notification>> UnreadAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Notifications.AsNoTracking().For(viewer).Unread().OrderByDescending(row => row.Id).Take(HomeList<Notification>.Shown)
            .ToListAsync(cancel);
    }

    /// <summary>How many leads came in since the day began.</summary>
    public static Task<int> CapturedSinceAsync(this CrmDbContext db, Viewer viewer, DateTime since, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Leads.VisibleTo(viewer).Where(lead => lead.CapturedAt >= since).Take(1000).CountAsync(cancel);
    }

    /// <summary>The latest run and the appeals that wait, in one statement.</summary>
    public static Task<DeskDuties?> DeskDutiesAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ReclaimRuns.OrderByDescending(run => run.RunOn)
            .Select(run => new DeskDuties(run, db.ReclaimAppeals.Where(appeal => appeal.DecidedAt == null).Take(HomeList<int>.Most + 1).Count()))
            .AsNoTracking().FirstOrDefaultAsync(cancel);
    }

    private static IQueryable<Lead> OwnLeads(this CrmDbContext db, Viewer viewer) =>
        db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Write).Where(lead => lead.OwnerId == viewer.PersonId && lead.QuietSince != null);

    private static Task<List<OwnLead>> ToOwn(this IQueryable<Lead> leads, CancellationToken cancel) => leads.Select(lead => new OwnLead(
        lead.Id, lead.Number, lead.Company, lead.Status, lead.NextAction, lead.NextDueOn, lead.ReclaimDueAt, lead.ReclaimRule)).ToListAsync(cancel);
}

/// <summary>What waits at the lead desk besides leads.</summary>
public sealed record DeskDuties(ReclaimRun Run, int Appeals);
