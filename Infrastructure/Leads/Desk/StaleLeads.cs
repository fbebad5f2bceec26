using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads.Desk;

public enum StaleHolder
{
    /// <summary>Somebody owns it.</summary>
    Owned,

    /// <summary>Nobody does: it waits to be handed out.</summary>
    Pool,
}

public enum StaleDue
{
    /// <summary>The policy would take it now.</summary>
    Overdue,

    /// <summary>Within the next seven days.</summary>
    Soon,
}

/// <summary>Which stale leads; every part left out means any.</summary>
public sealed record StaleFilter
{
    private const int SoonDays = 7;

    public long? Owner { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    public LeadChannel? Channel { get; init; }

    public ReclaimRule? Rule { get; init; }

    /// <summary>Quiet for at least so many days.</summary>
    public int? Days { get; init; }

    public StaleDue? Due { get; init; }

    public StaleHolder? Holder { get; init; }

    public bool IsEmpty => this == new StaleFilter();

    public IQueryable<Lead> Apply(IQueryable<Lead> leads, DateTime now)
    {
        // What the policy takes is quiet anyway, and saying so would mislead the planner.
        leads = Due is null ? leads.Where(lead => lead.QuietSince != null) : leads;
        leads = Owner is { } owner ? leads.Where(lead => lead.OwnerId == owner) : leads;
        leads = Team is { } team ? leads.Where(lead => lead.TeamId == team) : leads;
        leads = Region is { } region ? leads.Where(lead => lead.RegionId == region) : leads;
        leads = Channel is { } channel ? leads.Where(lead => lead.Channel == channel) : leads;
        leads = Rule is { } rule ? leads.Where(lead => lead.ReclaimRule == rule) : leads;
        leads = Holder switch
        {
            StaleHolder.Owned => leads.Where(lead => lead.OwnerId != null),
            StaleHolder.Pool => leads.Where(lead => lead.OwnerId == null),
            _ => leads,
        };
        var until = now.AddDays(-(Days ?? 0));
        leads = Days is null ? leads : leads.Where(lead => lead.QuietSince <= until);
        var dueBy = Due == StaleDue.Soon ? now.AddDays(SoonDays) : now;
        return Due is null ? leads : leads.Where(lead => lead.ReclaimDueAt <= dueBy);
    }
}

/// <summary>One line of the stale leads.</summary>
public sealed record StaleRow(
    long Id, string Number, string Company, LeadStatus Status, LeadChannel Channel, long? RegionId, long? OwnerId, Money? Amount,
    DateTime? QuietSince, DateTime? ReclaimDueAt, ReclaimRule? ReclaimRule, string? NextAction);

/// <summary>
/// Open leads beyond triage, those first that nobody moved for longest; asked for by what the policy takes, those first that it takes
/// first. Either order is the walk of an index that ends after one page.
/// </summary>
public static class StaleLeads
{
    /// <summary>As many as one decision may move.</summary>
    public const int MostAtOnce = 500;

    private static readonly KeysetOrder<Lead, StaleRow> Longest = new(
        row => row.Id, new KeysetLeg<Lead, StaleRow, DateTime?>(lead => lead.QuietSince, row => row.QuietSince));

    private static readonly KeysetOrder<Lead, StaleRow> Soonest = new(
        row => row.Id, new KeysetLeg<Lead, StaleRow, DateTime?>(lead => lead.ReclaimDueAt, row => row.ReclaimDueAt));

    public static Task<KeysetPage<StaleRow>> StaleAsync(
        this CrmDbContext db, Viewer viewer, StaleFilter filter, KeysetCursor? cursor, int size, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        var leads = filter.Apply(db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign), now);
        return (filter.Due is null ? Longest : Soonest).PageAsync(leads, rows => rows.Select(lead => new StaleRow(
            lead.Id, lead.Number, lead.Company, lead.Status, lead.Channel, lead.RegionId, lead.OwnerId, lead.Amount, lead.QuietSince,
            lead.ReclaimDueAt, lead.ReclaimRule, lead.NextAction)), descending: false, cursor, size, cancel);
    }

    /// <summary>The ids of all that match, up to what one decision may move.</summary>
    public static async Task<IReadOnlyList<long>> StaleIdsAsync(
        this CrmDbContext db, Viewer viewer, StaleFilter filter, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        var leads = filter.Apply(db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign), now);
        var ordered = filter.Due is null ? leads.OrderBy(lead => lead.QuietSince) : leads.OrderBy(lead => lead.ReclaimDueAt);
        return await ordered.ThenBy(lead => lead.Id).Take(MostAtOnce).Select(lead => lead.Id).ToListAsync(cancel);
    }
}
