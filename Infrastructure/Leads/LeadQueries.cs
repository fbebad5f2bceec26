using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Leads;

/// <summary>The only door to leads: every query begins here.</summary>
public static class LeadQueries
{
    /// <summary>The leads that the viewer's scope reaches for the action; an indexed predicate, never a list of ids.</summary>
    public static IQueryable<Lead> VisibleTo(this IQueryable<Lead> leads, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Lead, action) switch
        {
            Scope.All => leads,
            Scope.Region when viewer.RegionId is { } region => leads.Where(lead => lead.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => leads.Where(lead => lead.TeamId == team),
            Scope.None => leads.Where(lead => false),
            _ when viewer.PersonId is { } person => leads.Where(lead => lead.OwnerId == person),
            _ => leads.Where(lead => false),
        };
    }

    /// <summary>The same for one lead that is loaded already: which of its buttons are for the viewer.</summary>
    public static bool Reaches(this Viewer viewer, AccessAction action, long? ownerId, long? teamId, long? regionId) =>
        viewer.Reaches(RecordType.Lead, action, ownerId, teamId, regionId);

    public static IQueryable<Lead> Open(this IQueryable<Lead> leads) =>
        leads.Where(lead => lead.Status != LeadStatus.Converted && lead.Status != LeadStatus.Disqualified);

    /// <summary>A lead as its verbs need it: with the last row of its history and the reclaims.</summary>
    public static IQueryable<Lead> ForChange(this IQueryable<Lead> leads) =>
        leads.Include(lead => lead.History.Where(row => row.UntilAt == null || row.Kind == LeadEventKind.Reclaimed));
}
