using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Sales;

/// <summary>The last row is of all rows, also of those that a page has no room for.</summary>
public sealed class TotalsOfAllSpecs
{
    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager, "2026-01-01", "2026-12-31")]
    [EveryDatabase(WorldPeople.GeneralManager, "2026-07-01", "2026-12-31")]
    [EveryDatabase(WorldPeople.GeneralManager, "2025-03-15", "2026-12-31")]
    [EveryDatabase(WorldPeople.GeneralManager, "2016-01-01", "2026-12-31")]
    [EveryDatabase(WorldPeople.Rep, "2026-01-01", "2026-12-31")]
    public async Task What_all_customers_come_to_is_the_same_however_few_of_them_are_told_of(DatabaseKind kind, string person, string from, string to)
    {
        await using var world = await FurtherFiguresOpenSpecs.FilledAsync(kind);
        await using var db = world.Open();
        var asked = new SalesQuestion(await world.ViewerAsync(person), DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd")) { Further = true };
        var sales = await SalesReports.CustomersAsync(db, asked);
        var rows = sales.Rows;
        var whole = await new CustomersFurther(db, asked, sales, null).OfAsync();
        var first = await new CustomersFurther(db, asked, sales, [.. rows.Take(2).Select(row => row.CustomerId)]).OfAsync();

        Assert.Equal((rows.Count, 2), (whole.Each.Count, first.Each.Count));
        Assert.Equal(whole.All, first.All);
        Assert.Equal(
            (whole.Each.Values.Sum(one => one.Margin.Minor), whole.Each.Values.Sum(one => one.Receivable.Minor), whole.Each.Values.Sum(one => one.Year.Minor), whole.Each.Values.Sum(one => one.ThreeYears.Minor), whole.Each.Values.Sum(one => one.Renewals)),
            (first.All.Margin.Minor, first.All.Receivable.Minor, first.All.Year.Minor, first.All.ThreeYears.Minor, first.All.Renewals));
        Assert.All(first.Each, one => Assert.Equal(string.Join(' ', whole.Each[one.Key].WhiteSpace), string.Join(' ', one.Value.WhiteSpace)));
        Assert.All((long[])[first.All.Margin.Minor, first.All.Service.Minor, first.All.Year.Minor, first.All.Renewals], figure => Assert.NotEqual(0, figure));
    }

    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager)]
    [EveryDatabase(WorldPeople.Rep)]
    public async Task Where_all_contracts_stand_is_what_each_of_them_adds(DatabaseKind kind, string person)
    {
        await using var world = await FurtherFiguresOpenSpecs.FilledAsync(kind);
        await using var db = world.Open();
        foreach (var contract in await db.Contracts.AsSplitQuery().ForChange().Where(row => row.Status == ContractStatus.Signed && row.PaymentDueOn < ContractWorld.Today).OrderBy(row => row.Id).Take(3).ToListAsync())
        {
            contract.Terminate("No longer wanted", world.By(null));
        }

        await db.SaveChangesAsync();
        var asked = new SalesQuestion(await world.ViewerAsync(person), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)) { Further = true };
        foreach (var today in new[] { ContractWorld.Today, ContractWorld.Today.AddDays(100) })
        {
            var expected = MilestoneStanding.None;
            await foreach (var page in ExecutionFurther.AllAsync(db, asked, today))
            {
                expected = page.Aggregate(expected, (so, one) => so.Plus(one.Further.Standing));
            }

            var told = await ExecutionStanding.OfAsync(db, asked, today);
            Assert.Equal(expected with { Late = told.Late }, told);
            Assert.Equal(expected.Late, told.Late);
            Assert.True(told.Due.Minor > 0 && told.InTime.Minor > 0 && told.Deliveries > told.Delivered);
        }
    }
}
