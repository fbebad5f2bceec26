using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Continuity;

public sealed record ContinuityFilter
{
    public long? Owner { get; init; }

    /// <summary>Only those below <see cref="ContinuityScore.Weak"/>.</summary>
    public bool Weak { get; init; }
}

/// <summary>One customer's score.</summary>
public sealed record ContinuityRow(
    long Id, long CustomerId, string Customer, long? OwnerId, int Score, int SecondColleague, int SharedTouches, int NextDate, int Deputy, int Knowledge);

/// <summary>What an owner's customers come to, and how that went.</summary>
/// <param name="Means">The mean score of each week, the oldest first; null where he had no customers.</param>
public sealed record ContinuityOwner(long OwnerId, int Customers, int Weak, decimal Mean, IReadOnlyList<decimal?> Means)
{
    /// <summary>The weeks that there are, the oldest first.</summary>
    public IReadOnlyList<ContinuityWeek> Weeks { get; init; } = [];

    /// <summary>Against the first week that is shown; null when there is none before.</summary>
    public decimal? Change => Means.Take(Means.Count - 1).FirstOrDefault(mean => mean is not null) is { } first ? Mean - first : null;
}

/// <summary>An owner's customers at the end of a week, and what their scores come to.</summary>
public sealed record ContinuityWeek(DateOnly WeekOn, int Customers, long Total)
{
    public decimal Mean => Customers == 0 ? 0 : decimal.Divide(Total, Customers);
}

/// <summary>客户延续度 <c>continuity</c>: the scores by owner with their trend, and the customers that depend on their owner most.</summary>
public static class ContinuityReport
{
    public const int Weeks = 12;

    private static readonly KeysetOrder<CustomerContinuity, ContinuityRow> WeakestFirst = new(
        row => row.Id, new KeysetLeg<CustomerContinuity, ContinuityRow, int>(row => row.Score, row => row.Score));

    public static Task<KeysetPage<ContinuityRow>> PageAsync(
        CrmDbContext db, Viewer viewer, ContinuityFilter filter, KeysetCursor? cursor, int size, CancellationToken cancel = default) =>
        WeakestFirst.PageAsync(Scores(db, viewer, filter), rows => Rows(db, rows), descending: false, cursor, size, cancel);

    public static Task<int> CountAsync(CrmDbContext db, Viewer viewer, ContinuityFilter filter, CancellationToken cancel = default) => Scores(db, viewer, filter).CountAsync(cancel);

    public static IAsyncEnumerable<ContinuityRow> AllAsync(CrmDbContext db, Viewer viewer, ContinuityFilter filter) =>
        WeakestFirst.AllAsync(Scores(db, viewer, filter), rows => Rows(db, rows), descending: false);

    /// <summary>From the weekly rows; who has most weak customers comes first.</summary>
    public static async Task<IReadOnlyList<ContinuityOwner>> OwnersAsync(CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var first = IsoWeek.Of(today).Plus(1 - Weeks).Monday;
        var rows = await db.ContinuityOwnerWeeks.AsNoTracking().VisibleTo(viewer).Where(row => row.WeekOn >= first).ToListAsync(cancel);
        var mondays = Enumerable.Range(0, Weeks).Select(i => first.AddDays(7 * i)).ToList();
        return
        [
            .. from owner in rows.GroupBy(row => row.OwnerId)
               let last = owner.MaxBy(row => row.WeekOn)
               let weeks = owner.ToDictionary(row => row.WeekOn, row => (decimal?)decimal.Divide(row.Total, row.Customers))
               where last is { Customers: > 0 }
               orderby last.Weak descending, owner.Key
               select new ContinuityOwner(owner.Key, last.Customers, last.Weak, decimal.Divide(last.Total, last.Customers), [.. mondays.Select(day => weeks.GetValueOrDefault(day))])
               {
                   Weeks = [.. owner.OrderBy(row => row.WeekOn).Select(row => new ContinuityWeek(row.WeekOn, row.Customers, row.Total))],
               },
        ];
    }

    private static IQueryable<CustomerContinuity> Scores(CrmDbContext db, Viewer viewer, ContinuityFilter filter)
    {
        var rows = db.Continuities.AsNoTracking().VisibleTo(viewer)
            .Where(row => db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Any(customer => customer.Id == row.CustomerId && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost));
        rows = filter.Owner is { } owner ? rows.Where(row => row.OwnerId == owner) : rows;
        return filter.Weak ? rows.Where(row => row.Score < ContinuityScore.Weak) : rows;
    }

    private static IQueryable<ContinuityRow> Rows(CrmDbContext db, IQueryable<CustomerContinuity> rows) => rows.Select(row => new ContinuityRow(
        row.Id, row.CustomerId, db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == row.CustomerId).Select(customer => customer.Name).First(),
        row.OwnerId, row.Score, row.SecondColleague, row.SharedTouches, row.NextDate, row.Deputy, row.Knowledge));
}
