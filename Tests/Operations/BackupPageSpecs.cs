using System.Net;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Infrastructure.Operations.Jobs;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class BackupPageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_backup_made_at_a_click_is_listed_and_restores(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/operations/backups");
        Assert.Contains("No backup yet", page.Text, StringComparison.Ordinal);

        var made = await visitor.SendAsync(page, "main form");

        Assert.Equal(HttpStatusCode.Redirect, made.Status);
        var row = (await visitor.FollowAsync(made)).Find("tbody tr").TextContent;
        Assert.Contains("sicrm-2026-11-18-100000.db", row);
        Assert.Contains("Opened and found whole", row);
        await using var other = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, withWorld: false);
        (await CommandRun.OfAsync(other, "restore", Path.Combine(world.Database.Backups, "sicrm-2026-11-18-100000.db"))).Succeeds();
    }

    [Fact]
    public async Task A_folder_that_takes_no_file_is_said_on_the_page()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/operations/backups");
        await File.WriteAllTextAsync(world.Database.Backups, "in the way");
        var refused = await visitor.SendAsync(page, "main form");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("No backup was made", refused.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_nightly_backup_keeps_the_newest_and_replaces_what_it_left_half_done(DatabaseKind kind)
    {
        using var folder = new TempFolder();
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        await using var engine = world.Database.Engine();
        var backups = new BackupFolder(folder.Path, keep: 2);
        var job = CompanyJobs.All(backups).Single(known => known.Name == "backup");
        await File.WriteAllTextAsync(folder.File("sicrm-2026-11-21.db.part"), "half");
        for (var night = new DateOnly(2026, 11, 18); night <= new DateOnly(2026, 11, 21); night = night.AddDays(1))
        {
            await job.Effect(new JobRound(db, engine, night, world.By(null)), CancellationToken.None);
        }

        await job.Effect(new JobRound(db, engine, new DateOnly(2026, 11, 21), world.By(null)), CancellationToken.None);
        Assert.Equal(["sicrm-2026-11-20.db", "sicrm-2026-11-20.db.sha256", "sicrm-2026-11-21.db", "sicrm-2026-11-21.db.sha256"],
            Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(backups.Kept, kept => Assert.True(kept.IsVerified));
    }
}
