using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>
/// What of a type lies within a viewer's reach: what his scope covers, by an indexed column, and what is shared with him
/// beyond it. The one place where access becomes a query.
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
        return HasMore(viewer, reach, action)
            ? rows.Where(Either(Within(reach), SharedIn(shared(rows, new LiveShares(rows, viewer, action)))))
            : InScope(rows, reach);
    }

    /// <summary>
    /// The same in two parts that do not overlap, for lists that walk an index: an index of the scope can't be walked by a
    /// condition that also lets in what is shared.
    /// </summary>
    public IReadOnlyList<IQueryable<T>> Branches(IQueryable<T> rows, Viewer viewer, AccessAction action)
    {
        var reach = viewer.ReachOf(type, action);
        return HasMore(viewer, reach, action)
            ? [InScope(rows, reach), rows.Where(SharedIn(shared(rows, new LiveShares(rows, viewer, action)))).Where(Not(Within(reach)))]
            : [InScope(rows, reach)];
    }

    /// <summary>A role that may not do such a thing at all is not helped by a share.</summary>
    private static bool HasMore(Viewer viewer, Reach reach, AccessAction action) =>
        viewer.HasShares && reach.Scope is not (Scope.All or Scope.None) && LiveShares.Serve(action);

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
