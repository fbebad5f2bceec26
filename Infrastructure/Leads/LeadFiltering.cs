using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads;

/// <summary>The filter as a query; always after <see cref="LeadQueries.VisibleTo"/>.</summary>
public static class LeadFiltering
{
    /// <param name="hasStatusIndex">The order in which the leads are wanted has an index by status.</param>
    public static IQueryable<Lead> Matching(
        this IQueryable<Lead> leads, LeadFilter filter, CrmDbContext db, Viewer viewer, DateTime now, bool hasStatusIndex = false)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        filter = filter.For(viewer);
        var isLedByStatus = hasStatusIndex && filter is { Owner: null, Team: null, Region: null }
            && viewer.ScopeOf(RecordType.Lead, AccessAction.Read) == Scope.All;
        return leads.InState(filter, isLedByStatus).OwnedAs(filter, viewer).Saying(filter).ReferredAs(filter, db, viewer).CapturedWithin(filter, db).PlannedFor(filter, db, now).Found(filter.Q, db, viewer);
    }

    private static IQueryable<Lead> InState(this IQueryable<Lead> leads, LeadFilter filter, bool isLedByStatus)
    {
        leads = filter.State == LeadState.Archived ? leads.Where(lead => lead.ArchivedAt != null) : leads.Where(lead => lead.ArchivedAt == null);
        return filter switch
        {
            { Status: [var one] } when isLedByStatus => leads.Where(lead => lead.Status == one),
            { Status.Count: > 0 } => leads.In(filter.Status),
            { State: LeadState.Open } => leads.Open(),
            { State: LeadState.Closed } => leads.In([LeadStatus.Converted, LeadStatus.Disqualified]),
            _ => leads,
        };
    }

    /// <summary>
    /// Said by what is not wanted: no database takes that for a way in, so the index of the order is walked, where an
    /// index by status would have to be read whole and sorted.
    /// </summary>
    private static IQueryable<Lead> In(this IQueryable<Lead> leads, IReadOnlyList<LeadStatus> statuses)
    {
        var others = Enum.GetValues<LeadStatus>().Except(statuses).ToList();
        return leads.Where(lead => !others.Contains(lead.Status));
    }

    private static IQueryable<Lead> OwnedAs(this IQueryable<Lead> leads, LeadFilter filter, Viewer viewer)
    {
        leads = filter.Owner switch
        {
            null => leads,
            LeadFilter.Me => leads.Where(lead => lead.OwnerId == viewer.PersonId),
            LeadFilter.Nobody => leads.Where(lead => lead.OwnerId == null),
            _ when long.TryParse(filter.Owner, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) =>
                leads.Where(lead => lead.OwnerId == owner),
            _ => leads.Where(lead => false),
        };
        leads = filter.Team is { } team ? leads.Where(lead => lead.TeamId == team) : leads;
        return filter.Region is { } region ? leads.Where(lead => lead.RegionId == region) : leads;
    }

    private static IQueryable<Lead> Saying(this IQueryable<Lead> leads, LeadFilter filter)
    {
        leads = filter.Channel.Count > 0 ? leads.Where(lead => filter.Channel.Contains(lead.Channel)) : leads;
        leads = filter.Industry is { } industry ? leads.Where(lead => lead.Industry == industry) : leads;
        leads = filter.Campaign is { } campaign ? leads.Where(lead => lead.Campaign == campaign) : leads;
        leads = filter.Min is { } min ? leads.Where(lead => lead.Amount >= min) : leads;
        return filter.Max is { } max ? leads.Where(lead => lead.Amount <= max) : leads;
    }

    private static IQueryable<Lead> ReferredAs(this IQueryable<Lead> leads, LeadFilter filter, CrmDbContext db, Viewer viewer)
    {
        leads = filter.ReferredBy is { } referrer ? leads.Where(lead => lead.ReferredById == referrer) : leads;
        return filter.Referrers?.Narrow(leads.Where(lead => lead.ReferredById > 0), lead => lead.ReferredById ?? 0, db, viewer) ?? leads;
    }

    private static IQueryable<Lead> CapturedWithin(this IQueryable<Lead> leads, LeadFilter filter, CrmDbContext db)
    {
        if (filter.From is { } first)
        {
            var from = db.Company.Time.StartOf(first);
            leads = leads.Where(lead => lead.CapturedAt >= from);
        }

        if (filter.To is { } last)
        {
            var to = db.Company.Time.StartOf(last.AddDays(1));
            leads = leads.Where(lead => lead.CapturedAt < to);
        }

        return leads;
    }

    private static IQueryable<Lead> PlannedFor(this IQueryable<Lead> leads, LeadFilter filter, CrmDbContext db, DateTime now)
    {
        var today = db.Company.Time.DayOf(now);
        var week = today.AddDays(7);
        leads = filter.Due switch
        {
            LeadDue.Overdue => leads.Where(lead => lead.NextDueOn < today),
            LeadDue.Today => leads.Where(lead => lead.NextDueOn == today),
            LeadDue.UntilToday => leads.Where(lead => lead.NextDueOn <= today),
            LeadDue.Week => leads.Where(lead => lead.NextDueOn >= today && lead.NextDueOn < week),
            LeadDue.Missing => leads.Where(lead => lead.NextDueOn == null && lead.NextAction == null),
            _ => leads,
        };
        if (filter.Reclaim is { } days)
        {
            var until = now.AddDays(Math.Clamp(days, 0, 3650));
            leads = leads.Where(lead => lead.ReclaimDueAt <= until);
        }

        return leads;
    }
}
