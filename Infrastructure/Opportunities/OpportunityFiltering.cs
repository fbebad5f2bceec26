using System.Globalization;
using System.Linq.Expressions;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>The filter as a query; always after <see cref="OpportunityQueries.VisibleTo"/> or its branches.</summary>
public static class OpportunityFiltering
{
    public static IQueryable<Opportunity> Matching(this IQueryable<Opportunity> rows, OpportunityFilter filter, CrmDbContext db, Viewer viewer, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        rows = filter.Archived ? rows.Where(row => row.ArchivedAt != null) : rows.Where(row => row.ArchivedAt == null);
        var state = filter.State ?? OpportunityState.Open;
        rows = filter.Any && filter.State is null ? rows : rows.Where(row => row.State == state);
        var stages = filter.Stage;
        rows = stages.Count == 1 ? rows.Where(row => row.StageId == stages[0]) : stages.Count > 1 ? rows.Where(row => stages.Contains(row.StageId)) : rows;
        return rows.OwnedAs(filter, viewer).About(filter).Expected(filter).Within(filter, db, now).Wanting(filter, db, now).Found(filter, db);
    }

    private static IQueryable<Opportunity> OwnedAs(this IQueryable<Opportunity> rows, OpportunityFilter filter, Viewer viewer)
    {
        rows = filter.Owner switch
        {
            null => rows,
            OpportunityFilter.Me => rows.Where(row => row.OwnerId == viewer.PersonId),
            OpportunityFilter.Nobody => rows.Where(row => row.OwnerId == null),
            _ when long.TryParse(filter.Owner, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) => rows.Where(row => row.OwnerId == owner),
            _ => rows.Where(row => false),
        };
        rows = filter.Team is { } team ? rows.Where(row => row.TeamId == team) : rows;
        rows = filter.NoRegion ? rows.Where(row => row.RegionId == null) : rows;
        return filter.Region is { } region ? rows.Where(row => row.RegionId == region) : rows;
    }

    private static IQueryable<Opportunity> About(this IQueryable<Opportunity> rows, OpportunityFilter filter)
    {
        rows = filter.Customer is { } customer ? rows.Where(row => row.CustomerId == customer) : rows;
        return filter.Product is { } product ? rows.Where(row => row.ProductId == product) : rows;
    }

    private static IQueryable<Opportunity> Expected(this IQueryable<Opportunity> rows, OpportunityFilter filter)
    {
        rows = filter.Unheld ? rows.Where(row => !row.IsHeld) : rows;
        rows = filter.ExpectedFrom is { } from ? rows.Where(row => row.ExpectedOn >= from) : rows;
        return filter.ExpectedUntil is { } until ? rows.Where(row => row.ExpectedOn <= until) : rows;
    }

    private static IQueryable<Opportunity> Within(this IQueryable<Opportunity> rows, OpportunityFilter filter, CrmDbContext db, DateTime now)
    {
        var present = db.Company.PeriodOf(now);
        var (end, nextEnd) = (present.Until, present.Next.Until);
        return filter.Horizon switch
        {
            Horizon.Current => rows.Where(row => !row.IsHeld && row.ExpectedOn <= end),
            Horizon.Next => rows.Where(row => !row.IsHeld && row.ExpectedOn > end && row.ExpectedOn <= nextEnd),
            Horizon.Cultivation => rows.Where(row => row.IsHeld || row.ExpectedOn == null || row.ExpectedOn > nextEnd),
            _ => rows,
        };
    }

    private static IQueryable<Opportunity> Wanting(this IQueryable<Opportunity> rows, OpportunityFilter filter, CrmDbContext db, DateTime now)
    {
        var today = db.Company.Time.DayOf(now);
        rows = filter.NoStep ? rows.Where(row => row.NextStep == null) : rows;
        var requested = db.Initiations.Waiting().Select(initiation => initiation.OpportunityId);
        rows = filter.Requested ? rows.Where(row => requested.Contains(row.Id)) : rows;
        rows = filter.Late ? rows.Where(row => row.NextDueOn < today || row.ExpectedOn < today) : rows;
        return filter.Slow ? rows.Where(Slow(db.Company.Facts.Stages, now)) : rows;
    }

    /// <summary>Each stage with the instant before which one has to have come into it; databases do not count days alike.</summary>
    private static Expression<Func<Opportunity, bool>> Slow(StageScheme stages, DateTime now) => stages.Open
        .Where(stage => stage.NormDays is not null).Select(stage => Beyond(stage.Id, now.AddDays(-(stage.NormDays ?? 0))))
        .Aggregate((Expression<Func<Opportunity, bool>>)(row => false), (one, other) => Expression.Lambda<Func<Opportunity, bool>>(
            Expression.OrElse(one.Body, Expression.Invoke(other, one.Parameters)), one.Parameters));

    private static Expression<Func<Opportunity, bool>> Beyond(int stageId, DateTime since) => row => row.StageId == stageId && row.StageSince < since;

    private static IQueryable<Opportunity> Found(this IQueryable<Opportunity> rows, OpportunityFilter filter, CrmDbContext db)
    {
        if (filter.Q is not { } words)
        {
            return rows;
        }

        var found = db.OpportunitiesMatching(words);
        return rows.Where(row => found.Contains(row.Id));
    }
}
