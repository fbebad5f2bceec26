using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>A row of history beside its lead.</summary>
internal sealed class EventOfLead
{
    public long Id { get; init; }

    public required LeadEvent Row { get; init; }

    public required Lead Lead { get; init; }
}

/// <summary>Which end of an event is asked for its group.</summary>
internal enum EventSide
{
    Before,
    After,
}

/// <summary>Slices as predicates over history, the same as <see cref="LeadSlice.Has"/>.</summary>
internal static class EventSlices
{
    public static IQueryable<EventOfLead> EventsOfLeads(this CrmDbContext db) =>
        from row in db.LeadEvents.AsNoTracking()
        join lead in db.Leads on row.LeadId equals lead.Id
        select new EventOfLead { Id = row.Id, Row = row, Lead = lead };

    public static IQueryable<EventOfLead> Within(this IQueryable<EventOfLead> rows, IReadOnlyList<LeadSlice> slices, EventSide side) =>
        slices.Aggregate(rows, (some, slice) => some.Where(Has(slice, side)));

    public static Expression<Func<EventOfLead, bool>> All(IReadOnlyList<LeadSlice> slices, EventSide side) =>
        slices.Select(slice => Has(slice, side)).DefaultIfEmpty(x => true).Aggregate(Both);

    public static Expression<Func<EventOfLead, bool>> Both(Expression<Func<EventOfLead, bool>> a, Expression<Func<EventOfLead, bool>> b) =>
        Joined(ExpressionType.AndAlso, a, b);

    public static Expression<Func<EventOfLead, bool>> Either(Expression<Func<EventOfLead, bool>> a, Expression<Func<EventOfLead, bool>> b) =>
        Joined(ExpressionType.OrElse, a, b);

    public static Expression<Func<EventOfLead, bool>> Not(Expression<Func<EventOfLead, bool>> a) =>
        Expression.Lambda<Func<EventOfLead, bool>>(Expression.Not(a.Body), a.Parameters);

    public static Expression<Func<EventOfLead, bool>> Has(LeadSlice slice, EventSide side)
    {
        var id = LedgerKey.IdOf(slice.Key);
        return slice.Grouping switch
        {
            LedgerGrouping.Total => x => true,
            LedgerGrouping.Owner or LedgerGrouping.Team when slice.Key == LedgerKey.Desk =>
                side == EventSide.After ? x => x.Row.ToOwnerId == null : x => x.Row.FromOwnerId == null,
            LedgerGrouping.Owner when id is not null => side == EventSide.After ? x => x.Row.ToOwnerId == id : x => x.Row.FromOwnerId == id,
            LedgerGrouping.Team when id is not null => side == EventSide.After ? x => x.Row.ToTeamId == id : x => x.Row.FromTeamId == id,
            LedgerGrouping.Team when slice.Key == LedgerKey.None => side == EventSide.After
                ? x => x.Row.ToOwnerId != null && x.Row.ToTeamId == null
                : x => x.Row.FromOwnerId != null && x.Row.FromTeamId == null,
            LedgerGrouping.Region when id is not null => x => x.Lead.RegionId == id,
            LedgerGrouping.Region when slice.Key == LedgerKey.None => x => x.Lead.RegionId == null,
            LedgerGrouping.Channel when Enum.TryParse<LeadChannel>(slice.Key, out var channel) => x => x.Lead.Channel == channel,
            LedgerGrouping.Industry when slice.Key == LedgerKey.None => x => x.Lead.Industry == null || x.Lead.Industry.Trim() == "",
            LedgerGrouping.Industry => x => x.Lead.Industry == slice.Key,
            _ => x => false,
        };
    }

    private static Expression<Func<EventOfLead, bool>> Joined(
        ExpressionType type, Expression<Func<EventOfLead, bool>> a, Expression<Func<EventOfLead, bool>> b) =>
        Expression.Lambda<Func<EventOfLead, bool>>(
            Expression.MakeBinary(type, a.Body, new Renamed(b.Parameters[0], a.Parameters[0]).Visit(b.Body)), a.Parameters);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
