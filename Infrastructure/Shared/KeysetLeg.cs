using System.Linq.Expressions;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// One stretch of an order: rows of one kind, by one key. An order by a column that may be unknown has two: the rows
/// that know it, then the others by a key of their own; each is a walk of an index on both databases.
/// </summary>
/// <typeparam name="T">The entity, with a key named <c>Id</c>.</typeparam>
/// <typeparam name="TRow">What is shown of it.</typeparam>
public abstract class KeysetLeg<T, TRow>
{
    /// <summary>The row's key on this leg; null when the row is not of it.</summary>
    internal abstract string? KeyOf(TRow row);

    internal abstract Stretch<T> From(bool descending);

    /// <summary>What follows the key: first the rows with the same key, then those beyond it. None for a key that is none.</summary>
    internal abstract IEnumerable<Stretch<T>> After(string key, long id, bool descending);
}

/// <summary>A part of an order: which rows, and how they are ordered.</summary>
internal sealed record Stretch<T>(Func<IQueryable<T>, IQueryable<T>> Within, Func<IQueryable<T>, IQueryable<T>> Order)
{
    /// <summary>The first rows of several branches together: each branch walks its own index no further than it can be shown.</summary>
    public IQueryable<T> Of(IReadOnlyList<IQueryable<T>> branches, int? most)
    {
        var parts = branches.Select(branch => First(Order(Within(branch)), most)).ToList();
        return parts.Count == 1 ? parts[0] : First(Order(parts.Aggregate((some, more) => some.Concat(more))), most);
    }

    private static IQueryable<T> First(IQueryable<T> rows, int? most) => most is { } count ? rows.Take(count) : rows;
}

/// <param name="isUnique">No two rows have the same key, so that no id has to part them.</param>
public sealed class KeysetLeg<T, TRow, TKey>(
    Expression<Func<T, TKey>> key, Func<TRow, object?> keyOfRow, Expression<Func<T, bool>>? where = null, bool isUnique = false)
    : KeysetLeg<T, TRow>
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(T), "row");
    private static readonly Expression<Func<T, long>> Id = Expression.Lambda<Func<T, long>>(Expression.Property(Row, "Id"), Row);

    private static Type KeyType => Nullable.GetUnderlyingType(typeof(TKey)) ?? typeof(TKey);

    internal override string? KeyOf(TRow row) => keyOfRow(row) is { } value ? KeysetCursor.Write(value) : null;

    internal override Stretch<T> From(bool descending) => new(Within, rows => Ordered(rows, descending));

    internal override IEnumerable<Stretch<T>> After(string key, long id, bool descending)
    {
        if (KeysetCursor.Read(key, KeyType) is not TKey value)
        {
            yield break;
        }

        if (!isUnique)
        {
            yield return new(
                rows => Within(rows).Where(Compare(ExpressionType.Equal, value)).Where(BeyondId(id, descending)),
                rows => descending ? rows.OrderByDescending(Id) : rows.OrderBy(Id));
        }

        yield return new(
            rows => Within(rows).Where(Compare(descending ? ExpressionType.LessThan : ExpressionType.GreaterThan, value)),
            rows => Ordered(rows, descending));
    }

    private static Expression<Func<T, bool>> BeyondId(long id, bool descending)
    {
        var comparison = descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        return Expression.Lambda<Func<T, bool>>(Expression.MakeBinary(comparison, Id.Body, Parameter(id)), Row);
    }

    private IQueryable<T> Within(IQueryable<T> rows) => where is null ? rows : rows.Where(where);

    private IQueryable<T> Ordered(IQueryable<T> rows, bool descending) => (descending, isUnique) switch
    {
        (true, true) => rows.OrderByDescending(key),
        (false, true) => rows.OrderBy(key),
        (true, false) => rows.OrderByDescending(key).ThenByDescending(Id),
        (false, false) => rows.OrderBy(key).ThenBy(Id),
    };

    private Expression<Func<T, bool>> Compare(ExpressionType comparison, TKey value)
    {
        Expression left = key.Body, right = Parameter(value);
        if (typeof(TKey) == typeof(string) && comparison != ExpressionType.Equal)
        {
            left = Expression.Call(typeof(string), nameof(string.Compare), null, left, right);
            right = Expression.Constant(0);
        }

        return Expression.Lambda<Func<T, bool>>(Expression.MakeBinary(comparison, left, right), key.Parameters);
    }

    /// <summary>Becomes a parameter of the statement, so that all pages of a list share one plan.</summary>
    private static MemberExpression Parameter<TValue>(TValue value) =>
        Expression.Field(Expression.Constant(new Held<TValue>(value)), nameof(Held<TValue>.Value));

    private sealed class Held<TValue>(TValue value)
    {
        public readonly TValue Value = value;
    }
}
