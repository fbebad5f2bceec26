using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Postgres;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Tests.Worlds;

/// <summary>A database of its own for a test class, copied from a template that is made once a run.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(DatabaseKind, bool), Lazy<Task<TestDatabase>>> Templates = new();
    private static readonly SemaphoreSlim Copying = new(1, 1);

    /// <summary>
    /// Questions that are compiled already, for all programs of this run: each would keep them for itself, and compile them anew. Without a bound, as
    /// the two databases and the programs that are stopped and started would push out each other's.
    /// </summary>
    private static readonly MemoryCache Compiled = new(new MemoryCacheOptions());

    private readonly SqliteWriteLock _writeLock;

    private TestDatabase(DatabaseKind kind, string address)
    {
        Kind = kind;
        Address = address;
        _writeLock = new SqliteWriteLock(address);
    }

    public DatabaseKind Kind { get; }

    /// <summary>The file's path, or the connection string.</summary>
    public string Address { get; }

    public string Backups => Kind == DatabaseKind.Sqlite
        ? Path.Combine(Path.GetDirectoryName(Address) ?? ".", "backups") : Path.Combine(Path.GetTempPath(), NameOf(this) + "_backups");

    public Company Company { get; } = new();

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Database:Provider", Kind.ToString()),
        new("Database:Path", Address),
        new("ConnectionStrings:Postgres", Address),
        new("Jobs:Run", "false"),
        new("Backups:Folder", Backups),
        new("Files:Folder", Path.Combine(Backups, "files")),
    ];

    /// <summary>A copy of the template: migrated, and with the <see cref="World"/>'s people when asked for.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, bool withWorld = true)
    {
        var template = await Templates.GetOrAdd((kind, withWorld), key => new(() => MakeTemplateAsync(key.Item1, key.Item2))).Value;
        var copy = New(kind);
        if (kind == DatabaseKind.Sqlite)
        {
            File.Copy(template.Address, copy.Address);
        }
        else
        {
            await Copying.WaitAsync();
            try
            {
                await AdministerAsync($"""CREATE DATABASE "{NameOf(copy)}" TEMPLATE "{NameOf(template)}" """);
            }
            finally
            {
                Copying.Release();
            }
        }

        return copy;
    }

    public CrmDbContext Open() => Kind == DatabaseKind.Sqlite
        ? new SqliteCrmDbContext(Options<SqliteCrmDbContext>(o => o.UseCrmSqlite(Address)), Company, _writeLock)
        : new PostgresCrmDbContext(Options<PostgresCrmDbContext>(o => o.UseCrmPostgres(Address)), Company);

    public DatabaseEngine Engine() => Kind == DatabaseKind.Sqlite ? new SqliteEngine(Address, _writeLock) : new PostgresEngine(Address);

    /// <summary>Lets a program keep its compiled questions where those of the others are.</summary>
    public static void Share(IServiceCollection services) => services
        .ConfigureDbContext<SqliteCrmDbContext>(options => options.UseMemoryCache(Compiled))
        .ConfigureDbContext<PostgresCrmDbContext>(options => options.UseMemoryCache(Compiled));

    /// <summary>The database is gone while the program still serves.</summary>
    public async Task TakeAwayAsync()
    {
        if (Kind == DatabaseKind.Postgres)
        {
            await AdministerAsync($"""DROP DATABASE "{NameOf(this)}" WITH (FORCE)""");
            return;
        }

        ClearPool();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Address) ?? "."))
        {
            File.Delete(file);
        }
    }

    /// <summary>Closes the connections that rest: those of this database only, as the tests beside this one go on.</summary>
    public void ClearPool()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            SqliteOptions.ClearPool(Address);
        }
        else
        {
            PostgresOptions.ClearPool(Address);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ClearPool();
        if (Kind == DatabaseKind.Sqlite)
        {
            await DeleteAsync(Path.GetDirectoryName(Address) ?? ".");
        }
        else
        {
            await AdministerAsync($"""DROP DATABASE IF EXISTS "{NameOf(this)}" WITH (FORCE)""");
            await DeleteAsync(Backups);
        }

        _writeLock.Dispose();
    }

    /// <summary>A connection that closes at this moment may still write its log beside the file.</summary>
    private static async Task DeleteAsync(string folder)
    {
        for (var left = 5; Directory.Exists(folder); left--)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    private static DbContextOptions<T> Options<T>(Action<DbContextOptionsBuilder> use)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        use(builder);
        return builder.UseMemoryCache(Compiled).Options;
    }

    private static TestDatabase New(DatabaseKind kind)
    {
        var name = "sicrm_test_" + Guid.NewGuid().ToString("N")[..12];
        if (kind == DatabaseKind.Postgres)
        {
            var address = new NpgsqlConnectionStringBuilder(Configured()) { Database = name, MaxPoolSize = 30 };
            return new TestDatabase(kind, address.ToString());
        }

        var folder = Directory.CreateTempSubdirectory(name);
        return new TestDatabase(kind, Path.Combine(folder.FullName, "test.db"));
    }

    private static async Task<TestDatabase> MakeTemplateAsync(DatabaseKind kind, bool withWorld)
    {
        var template = New(kind);
        if (kind == DatabaseKind.Postgres)
        {
            await AdministerAsync($"""CREATE DATABASE "{NameOf(template)}" """);
        }

        await using (var db = template.Open())
        {
            await db.MigrateAsync();
            if (withWorld)
            {
                await WorldPeople.SettleAsync(db);
            }
        }

        if (kind == DatabaseKind.Sqlite)
        {
            await using var connection = new SqliteConnection($"Data Source={template.Address};Pooling=False");
            await connection.OpenAsync();
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync();
        }

        template.ClearPool();
        return template;
    }

    private static string Configured() => EveryDatabaseAttribute.PostgresAddress
        ?? throw new InvalidOperationException("SICRM_TEST_POSTGRES is not set, and SICRM_REQUIRE_ALL asks for PostgreSQL.");

    private static string NameOf(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.Address).Database ?? throw new InvalidOperationException("The address names no database.");

    private static async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Configured());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
