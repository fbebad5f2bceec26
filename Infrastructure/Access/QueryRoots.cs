using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace SiCrm.Infrastructure.Access;

/// <summary>Other tables of the database that a query reads, for a part of it that knows the query only.</summary>
internal static class QueryRoots
{
    /// <summary>All rows of another type, from where these rows come from.</summary>
    public static IQueryable<TOther> Beside<TOther>(this IQueryable rows)
        where TOther : class
    {
        var finder = new RootFinder();
        finder.Visit(rows.Expression);
        var type = finder.Root?.EntityType.Model.FindEntityType(typeof(TOther));
        return rows.Provider is IAsyncQueryProvider provider && type is not null
            ? provider.CreateQuery<TOther>(new EntityQueryRootExpression(provider, type))
            : throw new InvalidOperationException($"No {typeof(TOther).Name} beside these rows: they come from no database.");
    }

    private sealed class RootFinder : ExpressionVisitor
    {
        public EntityQueryRootExpression? Root { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            Root ??= node as EntityQueryRootExpression;
            return node is EntityQueryRootExpression ? node : base.VisitExtension(node);
        }
    }
}
