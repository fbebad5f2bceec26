using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>
/// What of a type lies within a viewer's reach: what his scope covers, by an indexed column, and beyond it what those own for
/// whom he stands in, and what is shared with him. The one place where access becomes a query.
/// </summary>
/// <param name="shared">The ids of what is shared with him, by himself or through what it hangs on.</param>
internal sealed class Door<T>(
    RecordType type, Expression<Func<T, long>> id, Expression<Func<T, long?>> owner, Expression<Func<T, long?>> team,
    Expression<Func<T, long?>> region, Func<IQueryable<T>, LiveShares, IQueryable<long>> shared)
    where T : class
{
    public IQueryable<T> VisibleTo(IQueryable<T> rows, Viewer viewer, AccessAction action)
    {
        var reach = viewer.ReachOf(type, action);
        return Beyond(rows, viewer, reach, action) is { Count: > 0 } more
            ? rows.Where(more.Aggregate(Within(reach), Either))
            : InScope(rows, reach);
    }

    /// <summary>
    /// The same in parts that do not overlap, for lists that walk an index: an index of the scope can't be walked by a
    /// condition that also lets in what is shared, or what is somebody else's.
    /// </summary>
    public IReadOnlyList<IQueryable<T>> Branches(IQueryable<T> rows, Viewer viewer, AccessAction action)
    {
        var reach = viewer.ReachOf(type, action);
        var (branches, seen) = (new List<IQueryable<T>> { InScope(rows, reach) }, Within(reach));
        foreach (var more in Beyond(rows, viewer, reach, action))
        {
            branches.Add(rows.Where(more).Where(Not(seen)));
            seen = Either(seen, more);
        }

        return branches;
    }

    /// <summary>What lies beyond his scope. A role that may not do such a thing at all is helped neither by a cover nor by a share.</summary>
    private List<Expression<Func<T, bool>>> Beyond(IQueryable<T> rows, Viewer viewer, Reach reach, AccessAction action)
    {
        var more = new List<Expression<Func<T, bool>>>();
        if (reach.Scope is Scope.All or Scope.None)
        {
            return more;
        }

        more.AddRange(viewer.Covered.Select(covering => Is(owner, covering.AwayId)));
        if (viewer.HasShares && LiveShares.Serve(action))
        {
            more.Add(SharedIn(shared(rows, new LiveShares(rows, viewer, action))));
        }

        return more;
    }

    private IQueryable<T> InScope(IQueryable<T> rows, Reach reach) => reach.Scope == Scope.All ? rows : rows.Where(Within(reach));

    private Expression<Func<T, bool>> Within(Reach reach) => reach.Scope switch
    {
        Scope.Region => Is(region, reach.Id),
        Scope.Team => Is(team, reach.Id),
        Scope.Own => Is(owner, reach.Id),
        _ => row => false,
    };

    private static Expression<Func<T, bool>> Is(Expression<Func<T, long?>> column, long? value)
    {
        Expression<Func<long?>> wanted = () => value;
        return Expression.Lambda<Func<T, bool>>(Expression.Equal(column.Body, wanted.Body), column.Parameters);
    }

    private Expression<Func<T, bool>> SharedIn(IQueryable<long> ids)
    {
        Expression<Func<long, bool>> isShared = key => ids.Contains(key);
        return Expression.Lambda<Func<T, bool>>(new Replacement(isShared.Parameters[0], id.Body).Visit(isShared.Body), id.Parameters);
    }

    private static Expression<Func<T, bool>> Not(Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    private static Expression<Func<T, bool>> Either(Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Expression.Lambda<Func<T, bool>>(
            Expression.OrElse(one.Body, new Replacement(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private sealed class Replacement(Expression from, Expression to) : ExpressionVisitor
    {
        [return: NotNullIfNotNull(nameof(node))]
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
