using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Database;

public sealed class SideBySideSpecs
{
    [Fact]
    public async Task Statements_that_run_side_by_side_have_no_helpers_and_later_ones_have_them_again()
    {
        Assert.SkipWhen(EveryDatabaseAttribute.PostgresAddress is null && !EveryDatabaseAttribute.RequireAll, "SICRM_TEST_POSTGRES is not set");
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);
        await using (var db = world.Open())
        {
            await db.Database.OpenConnectionAsync();
            Assert.Equal(("0", "0"), await db.ReadTogetherAsync(HelpersAsync, HelpersAsync));
        }

        await using var next = world.Open();
        Assert.NotEqual("0", await HelpersAsync(next));
    }

    private static Task<string> HelpersAsync(CrmDbContext db) =>
        db.Database.SqlQuery<string>($"""SELECT current_setting('max_parallel_workers_per_gather') AS "Value" """).SingleAsync();
}
