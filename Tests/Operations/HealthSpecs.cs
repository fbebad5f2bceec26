using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class HealthSpecs
{
    [Theory, EveryDatabase]
    public async Task A_program_that_can_work_says_so_to_anybody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var probe = world.Visit();
        probe.Http.DefaultRequestHeaders.Host = "10.1.2.3:5080";
        Assert.Equal("""{"status":"live"}""", (await probe.GetAsync("/health/live")).Text);
        var ready = await probe.GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, "no-store"), (ready.Status, ready.Answer.Headers.CacheControl?.ToString()));
        Assert.Equal(("ready", ""), Read(ready));
    }

    [Theory, EveryDatabase]
    public async Task Without_its_database_it_lives_and_is_not_ready(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var probe = world.Visit();
        Assert.Equal(("ready", ""), Read(await probe.GetAsync("/health/ready")));
        await world.Database.TakeAwayAsync();
        world.Clock.Pass(TimeSpan.FromSeconds(1));

        var unready = await probe.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.Status);
        Assert.Equal(("unready", "database"), Read(unready));
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/health/live")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_schema_of_another_program_is_not_ready(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var probe = world.Visit();
        await probe.GetAsync("/health/live");
        await using var db = world.Open();
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '10.0.0')"""));
        Assert.Equal(("unready", "schema"), Read(await probe.GetAsync("/health/ready")));
    }

    [Fact]
    public async Task While_nobody_gets_his_turn_to_write_it_is_not_ready()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var probe = world.Visit();
        using (await world.App.Services.GetRequiredService<SqliteWriteLock>().TakeAsync())
        {
            Assert.Equal(("unready", "writer"), Read(await probe.GetAsync("/health/ready")));
        }

        world.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(("ready", ""), Read(await probe.GetAsync("/health/ready")));
    }

    [Fact]
    public async Task An_engine_with_the_known_fault_is_a_warning_only()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var ready = await world.Visit().GetAsync("/health/ready");
        using var memory = new Microsoft.Data.Sqlite.SqliteConnection();
        Assert.Equal(SqliteEngine.HasResetBug(Version.Parse(memory.ServerVersion)), ready.Text.Contains("EngineInBugsRange", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, ready.Status);
    }

    private static (string? Status, string Troubles) Read(Page page)
    {
        using var json = JsonDocument.Parse(page.Text);
        return (json.RootElement.GetProperty("status").GetString(),
            string.Join(' ', json.RootElement.GetProperty("troubles").EnumerateArray().Select(trouble => trouble.GetString())));
    }
}
