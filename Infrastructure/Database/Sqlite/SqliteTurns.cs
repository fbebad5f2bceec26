using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>A statement that writes outside of a unit of work takes a turn of its own: no commit goes past the write lock.</summary>
internal sealed class SqliteTurns : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Of(eventData).BeginStatementAsync(cancellationToken);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Of(eventData).EndStatement();
        return new(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Of(eventData).EndStatement();
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Of(eventData).EndStatement();
        return Task.CompletedTask;
    }

    private static SqliteCrmDbContext Of(DbContextEventData eventData) => (SqliteCrmDbContext)(eventData.Context
        ?? throw new InvalidOperationException("A statement of no context."));
}
