using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Demo.Scale;
using SiCrm.Infrastructure.Operations;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

public sealed class ScaleSpecs
{
    private static readonly DateTime Now = new(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc);

    [Theory, EveryDatabase]
    public async Task What_is_filled_for_measuring_stands_every_check(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, withWorld: false);
        await using var db = database.Open();
        await using var engine = database.Engine();

        var count = await ScaleCompany.SeedAsync(db, 6_000, sells: false, Now);

        Assert.Equal((6_000, await db.LeadEvents.LongCountAsync()), (await db.Leads.CountAsync(), count!.Events));
        Assert.InRange(count.Events / 6_000.0, 4.5, 6);
        Assert.Equal(Enum.GetValues<LeadStatus>().Length, await db.Leads.Select(lead => lead.Status).Distinct().CountAsync());
        Assert.InRange(await db.People.CountAsync(), 190, 210);
        Assert.Empty(await DataCheck.FindAsync(db, engine));
        Assert.Null(await ScaleCompany.SeedAsync(db, 10, sells: false, Now));
    }

    [Theory, EveryDatabase]
    public async Task With_its_sales_it_has_stages_gates_touches_and_contracts_that_stand_every_check(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, withWorld: false);
        await using var db = database.Open();
        await using var engine = database.Engine();

        await ScaleCompany.SeedAsync(db, 5_500, sells: true, Now);

        Assert.Equal(Enum.GetValues<OpportunityState>().Length - 1, await db.Opportunities.Select(row => row.State).Distinct().CountAsync());
        Assert.InRange(await db.OpportunityEvents.CountAsync() / (double)await db.Opportunities.CountAsync(), 5, 12);
        Assert.Equal(await db.Customers.CountAsync() * 10, await db.Touches.CountAsync());
        Assert.Equal(5 * await db.Contracts.CountAsync(), await db.ContractLines.CountAsync());
        Assert.True(await db.Receipts.CountAsync() > await db.Contracts.CountAsync());
        Assert.Equal(4 * await db.Opportunities.CountAsync(), await db.PlanActions.CountAsync());
        Assert.True(await db.PresalesEntries.CountAsync() > await db.Initiations.CountAsync());
        Assert.InRange(await db.People.CountAsync(), 480, 520);
        Assert.Empty(await DataCheck.FindAsync(db, engine));
    }

    [Theory, EveryDatabase]
    public async Task A_filling_that_was_cut_off_is_found(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind, withWorld: false);
        await using var db = database.Open();
        await using var engine = database.Engine();
        await db.Database.ExecuteSqlRawAsync("DROP INDEX \"IX_Leads_Number\"");

        Assert.Contains(await DataCheck.FindAsync(db, engine), finding => finding.Detail == "IX_Leads_Number");
    }
}
