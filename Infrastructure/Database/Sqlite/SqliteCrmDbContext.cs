using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SQLitePCL;

namespace SiCrm.Infrastructure.Database.Sqlite;

/// <summary>The embedded database: one file, WAL, one writer at a time.</summary>
public sealed class SqliteCrmDbContext(DbContextOptions<SqliteCrmDbContext> options, Company company, SqliteWriteLock writeLock)
    : CrmDbContext(options, company)
{
    private bool _isWriting;
    private WriteTurn? _statement;

    public override async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_isWriting)
        {
            return await work();
        }

        using var turn = await writeLock.TakeAsync(cancel);
        await Database.OpenConnectionAsync(cancel);
        try
        {
            await using var transaction = await Database.BeginTransactionAsync(cancel);
            _isWriting = true;
            var result = await work();
            await transaction.CommitAsync(cancel);
            turn.Wrote((SqliteConnection)Database.GetDbConnection());
            return result;
        }
        finally
        {
            _isWriting = false;
            await Database.CloseConnectionAsync();
        }
    }

    public override async Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Database.CurrentTransaction is not null)
        {
            return await work();
        }

        await Database.OpenConnectionAsync(cancel);
        try
        {
            await using var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
            await Database.UseTransactionAsync(transaction, cancel);
            return await work();
        }
        finally
        {
            await Database.UseTransactionAsync(null, cancel);
            await Database.CloseConnectionAsync();
        }
    }

    protected override CrmDbContext Another() => new SqliteCrmDbContext(options, Company, writeLock);

    /// <summary>SQLITE_BUSY and SQLITE_LOCKED.</summary>
    public override bool IsBusy(Exception exception) => exception.GetBaseException() is SqliteException { SqliteErrorCode: 5 or 6 };

    /// <summary>The engine runs a statement to its end whatever token it came with, unless it is interrupted.</summary>
    public override IDisposable? StopAt(CancellationToken cancel) =>
        cancel.CanBeCanceled && ((SqliteConnection)Database.GetDbConnection()).Handle is { } handle ? cancel.Register(() => raw.sqlite3_interrupt(handle)) : null;

    public override async Task ApplyMigrationsAsync(CancellationToken cancel = default)
    {
        using var turn = await writeLock.TakeAsync(cancel);
        _isWriting = true;
        try
        {
            await ForgetAbandonedLockAsync(cancel);
            var isUpgrade = (await Database.GetAppliedMigrationsAsync(cancel)).Any();
            await base.ApplyMigrationsAsync(cancel);
            // Of an index that it knows nothing about the engine makes no use where reports need it most.
            await RunAllAsync(isUpgrade ? ["ANALYZE"] : [], cancel);
        }
        finally
        {
            _isWriting = false;
        }
    }

    public override Task CreateBeyondModelAsync(CancellationToken cancel = default) =>
        RunAllAsync([SqliteSearch.Create, SqliteAuditLog.Create, SqliteOpportunityIndustries.Create], cancel);

    public override IQueryable<long> LeadsMatching(string query, int? most = null) => Matching("LeadSearch", query, most);

    public override IQueryable<long> CustomersMatching(string query, int? most = null) => Matching("CustomerSearch", query, most);

    public override IQueryable<long> ContactsMatching(string query, int? most = null) => Matching("ContactSearch", query, most);

    public override IQueryable<long> OpportunitiesMatching(string query, int? most = null) => Matching("OpportunitySearch", query, most);

    public override IQueryable<long> ContractsMatching(string query, int? most = null) => Matching("ContractSearch", query, most);

    /// <summary>The table's own order gives the newest without looking at the others; an order that is put around it does not.</summary>
    private IQueryable<long> Matching(string table, string query, int? most)
    {
        var all = $$"""SELECT rowid AS "Value" FROM "{{table}}" WHERE "{{table}}" MATCH {0}""";
        var newest = $"{all} ORDER BY rowid DESC LIMIT {{1}}";
        return most is { } count ? Database.SqlQueryRaw<long>(newest, SqliteSearch.Match(query), count) : Database.SqlQueryRaw<long>(all, SqliteSearch.Match(query));
    }

    public override IQueryable<string> Texts(IEnumerable<string> texts)
    {
        var json = JsonSerializer.Serialize(texts);
        return Database.SqlQuery<string>($"""SELECT value AS "Value" FROM json_each({json})""");
    }

    public override IQueryable<string> IndexNames => Database.SqlQuery<string>($"""SELECT name AS "Value" FROM sqlite_master WHERE type = 'index'""");

    public override async Task WithoutIndexesAsync(IReadOnlyCollection<Type> types, Func<Task> fill, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var tables = JsonSerializer.Serialize(TablesOf(types));
        var parts = await Database.SqlQuery<SqlitePart>(
            $"SELECT type AS Type, name AS Name, sql AS Sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each({tables})) ORDER BY type")
            .ToListAsync(cancel);
        await WriteAsync(() => RunAllAsync(parts.Select(part => $"DROP {part.Type} \"{part.Name}\""), cancel), cancel);
        try
        {
            await fill();
        }
        finally
        {
            await WriteAsync(() => RunAllAsync([OpportunityIndustry.CatchUp], CancellationToken.None), CancellationToken.None);
            foreach (var part in parts)
            {
                await WriteAsync(() => RunAllAsync([part.Sql], CancellationToken.None), CancellationToken.None);
            }

            await WriteAsync(() => RunAllAsync([SqliteSearch.Rebuild, "ANALYZE"], CancellationToken.None), CancellationToken.None);
        }
    }

    private async Task RunAllAsync(IEnumerable<string> statements, CancellationToken cancel)
    {
        foreach (var statement in statements)
        {
            await Database.ExecuteSqlRawAsync(statement, cancel);
        }
    }

    internal async Task BeginStatementAsync(CancellationToken cancel) => _statement = _isWriting ? null : await writeLock.TakeAsync(cancel);

    internal void EndStatement()
    {
        _statement?.Dispose();
        _statement = null;
    }

    internal override bool TryAddOneByOne(IEntityType type, IReadOnlyList<object> rows)
    {
        new SqliteBulkWriter(this).Add(type, rows);
        return true;
    }

    private protected override BulkWriter BulkWriter => new SqliteBulkWriter(this);

    /// <summary>The framework locks by a row, which stays when a migration is killed; whoever holds the turn knows that nobody migrates.</summary>
    private async Task ForgetAbandonedLockAsync(CancellationToken cancel)
    {
        if (await Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancel) > 0)
        {
            await Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancel);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UnixMillisecondsConverter>();
    }
}

/// <summary>An index or a trigger, and the statement that makes it.</summary>
internal sealed record SqlitePart(string Type, string Name, string Sql);
