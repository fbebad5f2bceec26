using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Database;

public sealed class SideBySideSpecs
{
    [Fact]
    public async Task No_statement_of_a_page_has_helpers_and_only_those_that_run_side_by_side_reckon_with_everything_in_memory()
    {
        Assert.SkipWhen(EveryDatabaseAttribute.PostgresAddress is null && !EveryDatabaseAttribute.RequireAll, "SICRM_TEST_POSTGRES is not set");
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        await using (var db = world.Open())
        {
            await db.Database.OpenConnectionAsync();
            Assert.Equal(new Settings("0", "off", "1.1"), await SettingsAsync(db, besides: true));
        }

        await using var next = world.Open();
        Assert.Equal(new Settings("0", "off", "4"), await SettingsAsync(next, besides: false));
    }

    private static async Task<Settings> SettingsAsync(CrmDbContext db, bool besides)
    {
        if (!besides)
        {
            return await OfAsync(db);
        }

        var (one, other) = await db.ReadTogetherAsync(OfAsync, OfAsync);
        Assert.Equal(one, other);
        return one;
    }

    private static Task<Settings> OfAsync(CrmDbContext db) => db.Database.SqlQuery<Settings>(
        $"""
        SELECT current_setting('max_parallel_workers_per_gather') AS "Helpers", current_setting('jit') AS "Compiled",
            current_setting('random_page_cost') AS "PageElsewhere"
        """).SingleAsync();

    private sealed record Settings(string Helpers, string Compiled, string PageElsewhere);
}
