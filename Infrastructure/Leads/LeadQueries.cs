using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads;

/// <summary>The only door to leads: every query begins here.</summary>
public static class LeadQueries
{
    private static readonly Door<Lead> Door = new(
        RecordType.Lead, lead => lead.Id, lead => lead.OwnerId, lead => lead.TeamId, lead => lead.RegionId, Shared);

    /// <summary>The leads that the viewer's scope reaches for the action, and those shared with him; indexed predicates, never a list of ids.</summary>
    public static IQueryable<Lead> VisibleTo(this IQueryable<Lead> leads, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.VisibleTo(leads, viewer, action);
    }

    /// <summary>The same for a list, whose pages walk an index: see <see cref="KeysetOrder{T, TRow}"/>.</summary>
    public static IReadOnlyList<IQueryable<Lead>> BranchesFor(this IQueryable<Lead> leads, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.Branches(leads, viewer, action);
    }

    /// <summary>Whether the viewer's own scope covers a lead that is loaded already; a share may reach it all the same.</summary>
    public static bool Reaches(this Viewer viewer, AccessAction action, long? ownerId, long? teamId, long? regionId) =>
        viewer.Reaches(RecordType.Lead, action, ownerId, teamId, regionId);

    /// <summary>Whether a share lets the viewer change the lead; asked only of somebody with shares.</summary>
    public static async Task<bool> IsSharedToWriteAsync(this CrmDbContext db, Viewer viewer, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.HasShares && await db.Leads.VisibleTo(viewer, AccessAction.Write).AnyAsync(lead => lead.Id == id, cancel);
    }

    public static IQueryable<Lead> Open(this IQueryable<Lead> leads) =>
        leads.Where(lead => lead.Status != LeadStatus.Converted && lead.Status != LeadStatus.Disqualified);

    /// <summary>A lead as its verbs need it: with the last row of its history and the reclaims.</summary>
    public static IQueryable<Lead> ForChange(this IQueryable<Lead> leads) =>
        leads.Include(lead => lead.History.Where(row => row.UntilAt == null || row.Kind == LeadEventKind.Reclaimed));

    /// <summary>A lead belongs to a customer through the opportunity that it became.</summary>
    private static IQueryable<long> Shared(IQueryable<Lead> leads, LiveShares shares)
    {
        var customers = shares.TeamOf;
        return shares.Of(RecordType.Lead).Concat(leads.Beside<Opportunity>()
            .Where(opportunity => opportunity.LeadId != null && opportunity.CustomerId != null && customers.Contains(opportunity.CustomerId.Value))
            .Select(opportunity => opportunity.LeadId ?? 0));
    }
}
