using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Operations;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class BackupSpecs
{
    [Theory, EveryDatabase]
    public async Task A_backup_brings_everything_back_and_what_it_replaces_is_kept(DatabaseKind kind)
    {
        using var folder = new TempFolder();
        await using var world = await World.CreateAsync(kind);
        var kept = await world.LeadAsync(LeadStatus.Working);
        var backup = await CommandRun.OfAsync(world.Database, "backup", folder.File("b.db"));
        Assert.Contains("Leads\t1\n", backup.Succeeds(), StringComparison.Ordinal);
        var lost = await world.LeadAsync();
        world.Database.ClearPool();

        var restore = await CommandRun.OfAsync(world.Database, "restore", folder.File("b.db"));
        Assert.Contains("before", restore.Succeeds(), StringComparison.Ordinal);
        var read = await world.ReadAsync(kept);
        Assert.Equal((kept.Status, kept.ReclaimDueAt, kept.Events), (read.Status, read.ReclaimDueAt, read.History.Count));
        await using var db = world.Open();
        Assert.False(await db.Leads.AnyAsync(lead => lead.Number == lost.Number));
        Assert.NotEqual(kept.Id, (await world.LeadAsync()).Id);
        await using var engine = world.Database.Engine();
        Assert.Empty(await DataCheck.FindAsync(db, engine));
    }

    [Theory, EveryDatabase]
    public async Task A_backup_of_one_kind_of_database_restores_into_the_other(DatabaseKind kind)
    {
        using var folder = new TempFolder();
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Converted);
        (await CommandRun.OfAsync(world.Database, "backup", folder.File("b.db"))).Succeeds();
        if (kind == DatabaseKind.Sqlite && EveryDatabaseAttribute.PostgresAddress is null)
        {
            Assert.Skip("SICRM_TEST_POSTGRES is not set");
        }

        await using var other = await TestDatabase.CreateAsync(kind == DatabaseKind.Sqlite ? DatabaseKind.Postgres : DatabaseKind.Sqlite, withWorld: false);
        other.ClearPool();
        (await CommandRun.OfAsync(other, "restore", folder.File("b.db"))).Succeeds();
        await using var db = other.Open();
        var read = await db.Leads.Include(l => l.History).SingleAsync(l => l.Id == lead.Id);
        Assert.Equal((lead.SearchText, lead.CapturedAt, lead.Events), (read.SearchText, read.CapturedAt, read.History.Count));
        Assert.Equal(8, await db.Users.CountAsync());
        await using var engine = other.Engine();
        Assert.Empty(await DataCheck.FindAsync(db, engine));
    }

    [Theory, EveryDatabase]
    public async Task A_damaged_changed_foreign_or_newer_file_is_refused_and_nothing_is_touched(DatabaseKind kind)
    {
        using var folder = new TempFolder();
        await using var database = await TestDatabase.CreateAsync(kind);
        (await CommandRun.OfAsync(database, "backup", folder.File("good.db"))).Succeeds();

        File.Copy(folder.File("good.db"), folder.File("changed.db"));
        File.Copy(folder.File("good.db.sha256"), folder.File("changed.db.sha256"));
        await ExecuteAsync(folder.File("changed.db"), "UPDATE People SET Name = 'Somebody else' WHERE Id = 1");
        File.Copy(folder.File("good.db"), folder.File("newer.db"));
        await ExecuteAsync(folder.File("newer.db"), "INSERT INTO __EFMigrationsHistory VALUES ('20990101000000_Later', '10.0.0')");
        var damaged = await File.ReadAllBytesAsync(folder.File("good.db"));
        Array.Fill<byte>(damaged, 0x5A, 8192, damaged.Length - 20_000);
        await File.WriteAllBytesAsync(folder.File("damaged.db"), damaged);
        await ExecuteAsync(folder.File("foreign.db"), "CREATE TABLE Cats (Name TEXT)");

        await using var engine = database.Engine();
        await using var db = database.Open();
        foreach (var name in new[] { "changed.db", "newer.db", "damaged.db", "foreign.db", "missing.db" })
        {
            var refusal = await Record.ExceptionAsync(() => engine.RestoreAsync(db, folder.File(name), World.Start));
            Assert.True(refusal is BackupException or NewerSchemaException or FileNotFoundException, $"{name}: {refusal}");
        }

        Assert.Equal(8, await db.People.CountAsync());
    }

    [Fact]
    public async Task A_database_that_is_served_can_be_backed_up_but_not_replaced()
    {
        using var folder = new TempFolder();
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.Visit().GetAsync("/sign-in");
        (await CommandRun.OfAsync(world.Database, "backup", folder.File("b.db"))).Succeeds();
        var refused = await CommandRun.OfAsync(world.Database, "restore", folder.File("b.db"));
        refused.FailsWithOneLine(1);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Errors, StringComparison.Ordinal);
        (await CommandRun.OfAsync(world.Database, "settings", "set", "Currency", "EUR")).Succeeds();
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
