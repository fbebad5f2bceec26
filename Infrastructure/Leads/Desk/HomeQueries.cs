using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Database;

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
    /// <summary>
    /// Leads for which nothing is planned, which the owner sees first, those planned for today or before, and what the reclaim
    /// policy takes next; in one statement.
    /// </summary>
    public static async Task<NextSteps> NextStepsAsync(this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var missing = db.OwnLeads(viewer).Where(lead => lead.NextDueOn == null).OrderBy(lead => lead.Id).Take(HomeList<OwnLead>.Most + 1);
        var due = db.OwnLeads(viewer).Where(lead => lead.NextDueOn <= today).OrderBy(lead => lead.NextDueOn).Take(HomeList<OwnLead>.Most + 1);
        var countdown = db.OwnLeads(viewer).Where(lead => lead.ReclaimDueAt != null)
            .OrderBy(lead => lead.ReclaimDueAt).ThenBy(lead => lead.Id).Take(HomeList<OwnLead>.Most + 1);
        var rows = await Own(missing, 0).Concat(Own(due, 1)).Concat(Own(countdown, 2)).ToListAsync(cancel);
        var lists = rows.ToLookup(row => row.List, row => row.Shown);
        return new([.. lists[0]], [.. lists[1].OrderBy(row => row.NextDueOn).ThenBy(row => row.Id)],
            [.. lists[2].OrderBy(row => row.ReclaimDueAt).ThenBy(row => row.Id)]);
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

    private static IQueryable<Listed> Own(IQueryable<Lead> leads, int list) => leads.Select(lead => new Listed
    {
        List = list, Id = lead.Id, Number = lead.Number, Company = lead.Company, Status = lead.Status, NextAction = lead.NextAction,
        NextDueOn = lead.NextDueOn, ReclaimDueAt = lead.ReclaimDueAt, ReclaimRule = lead.ReclaimRule,
    });

    /// <summary>A lead of one of the lists; of properties, because only such rows can be put together in one statement.</summary>
    private sealed class Listed
    {
        public int List { get; init; }

        public long Id { get; init; }

        public string Number { get; init; } = "";

        public string Company { get; init; } = "";

        public LeadStatus Status { get; init; }

        public string? NextAction { get; init; }

        public DateOnly? NextDueOn { get; init; }

        public DateTime? ReclaimDueAt { get; init; }

        public ReclaimRule? ReclaimRule { get; init; }

        public OwnLead Shown => new(Id, Number, Company, Status, NextAction, NextDueOn, ReclaimDueAt, ReclaimRule);
    }
}

/// <summary>What the owner is to do next with his leads.</summary>
public sealed record NextSteps(IReadOnlyList<OwnLead> Missing, IReadOnlyList<OwnLead> Due, IReadOnlyList<OwnLead> Countdown);

/// <summary>What waits at the lead desk besides leads.</summary>
public sealed record DeskDuties(ReclaimRun Run, int Appeals);
