using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

/// <summary>Writing in turns, among processes too; each lock here stands for one process, as the locks are of open files.</summary>
public sealed class SqliteTurnsSpecs
{
    [Fact]
    public async Task Only_one_of_two_processes_has_the_turn()
    {
        using var folder = new TempFolder();
        using var first = new SqliteWriteLock(folder.File("a.db"));
        using var second = new SqliteWriteLock(folder.File("a.db"));
        var turn = await first.TakeAsync();
        var waiting = second.TakeAsync();
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(100)));
        turn.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_process_that_writes_without_a_pause_lets_the_other_in()
    {
        using var folder = new TempFolder();
        using var busy = new SqliteWriteLock(folder.File("a.db"));
        using var modest = new SqliteWriteLock(folder.File("a.db"));
        using var end = new CancellationTokenSource();
        var work = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                using var turn = await busy.TakeAsync();
                await Task.Delay(5);
            }
        });
        for (var i = 0; i < 20; i++)
        {
            (await modest.TakeAsync()).Dispose();
        }

        await end.CancelAsync();
        await work;
    }

    [Fact]
    public async Task A_turn_costs_less_than_a_tenth_of_a_millisecond()
    {
        using var folder = new TempFolder();
        using var turns = new SqliteWriteLock(folder.File("a.db"));
        (await turns.TakeAsync()).Dispose();
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
            {
                (await turns.TakeAsync()).Dispose();
            }

            best = watch.Elapsed / 100 < best ? watch.Elapsed / 100 : best;
        }

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(0.1));
    }

    [Fact]
    public async Task The_log_is_written_back_by_the_program_and_empty_at_its_end()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var turns = new SqliteWriteLock(database.Address);
        var options = new DbContextOptionsBuilder<SqliteCrmDbContext>();
        options.UseCrmSqlite(database.Address);
        await using var engine = new SqliteEngine(database.Address, turns);
        using var claim = engine.Claim();
        await using (var db = new SqliteCrmDbContext(options.Options, database.Company, turns))
        {
            await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"CREATE TABLE Ballast (Bytes BLOB)"));
            for (var i = 0; i < 4; i++)
            {
                await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"INSERT INTO Ballast VALUES (randomblob(3000000))"));
            }
        }

        await WaitUntilAsync(() => new FileInfo(database.Address).Length > 12_000_000);
        Assert.InRange(new FileInfo(database.Address).Length, 12_000_000, long.MaxValue);
        await engine.CareAsync();
        Assert.Equal(0, new FileInfo(database.Address + "-wal").Length);
    }

    [Fact]
    public async Task Two_programs_do_not_serve_one_file()
    {
        using var folder = new TempFolder();
        using var turns = new SqliteWriteLock(folder.File("a.db"));
        await using var first = new SqliteEngine(folder.File("a.db"), turns);
        await using var second = new SqliteEngine(folder.File("a.db"), turns);
        using (first.Claim())
        {
            var taken = Assert.Throws<DatabaseTakenException>(() => second.Claim());
            Assert.Equal(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), taken.Process);
        }

        second.Claim().Dispose();
    }

    [Fact]
    public async Task A_program_that_ends_while_another_writes_leaves_the_log_to_the_next()
    {
        using var folder = new TempFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder.File("a.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await new SqliteCommand("CREATE TABLE T (Id INTEGER)", connection).ExecuteNonQueryAsync();
        }

        using var other = new SqliteWriteLock(folder.File("a.db"));
        using var own = new SqliteWriteLock(folder.File("a.db"), TimeSpan.FromMilliseconds(50));
        var engine = new SqliteEngine(folder.File("a.db"), own);
        engine.Claim();

        using (await other.TakeAsync())
        {
            await engine.DisposeAsync();
        }

        await using var next = new SqliteEngine(folder.File("a.db"), other);
        next.Claim();
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_stop_the_next()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, withWorld: false);
        await using var db = database.Open();
        await db.Database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, 'long ago')");
        await db.ApplyMigrationsAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
    }

    [Fact]
    public async Task After_an_upgrade_the_engine_knows_the_indexes_it_may_use()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var db = database.Open();
        await db.ApplyMigrationsAsync();
        Assert.NotEqual(0, (await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_stat1").ToListAsync())[0]);
    }

    [Theory]
    [InlineData("3.50.4", true)]
    [InlineData("3.51.2", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.50.7", false)]
    [InlineData("3.51.0", true)]
    [InlineData("3.53.0", false)]
    public void The_engines_with_the_log_fault_are_known(string version, bool hasIt) =>
        Assert.Equal(hasIt, SqliteEngine.HasResetBug(Version.Parse(version)));

    private static async Task WaitUntilAsync(Func<bool> isTrue)
    {
        for (var i = 0; i < 100 && !isTrue(); i++)
        {
            await Task.Delay(50);
        }
    }
}
