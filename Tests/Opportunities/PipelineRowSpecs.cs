using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Opportunities.Pipeline;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>Rows of a pipeline that contradict themselves or each other: each is named, none is guessed at.</summary>
public sealed class PipelineRowSpecs
{
    private const string Header = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

    [Theory, EveryDatabase]
    public async Task What_was_closed_before_it_was_begun_is_rejected_with_both_days(DatabaseKind kind)
    {
        var (outcome, kept) = await ImportAsync(kind, "A1,Ann,Box,Buyer,Won,2017-10-20,2017-02-21,30\nA2,Ann,Box,Buyer,Lost,2017-10-20,2017-02-21,0\nA3,Ann,Box,Buyer,Won,2017-10-20,2017-10-20,30\n");

        Assert.Equal([(2, "PipelineClosedBefore"), (3, "PipelineClosedBefore")], outcome.Rejected.Select(line => (line.Row, line.Refusal.Code)));
        Assert.Equal(new object?[] { new DateOnly(2017, 2, 21), new DateOnly(2017, 10, 20) }, outcome.Rejected[0].Refusal.Args);
        Assert.Equal(["A3"], kept);
    }

    [Theory, EveryDatabase]
    public async Task A_number_that_stands_there_twice_is_taken_once_and_the_other_row_is_named(DatabaseKind kind)
    {
        var (outcome, kept) = await ImportAsync(kind, "A1,Ann,Box,Buyer,Won,2017-02-01,2017-02-21,30\nA1,Ann,Box,Buyer,Won,2017-03-01,2017-03-21,90\n");

        var (row, refusal) = Assert.Single(outcome.Rejected);
        Assert.Equal((3, "PipelineNumberTwice(A1, 2)"), (row, refusal.ToString()));
        Assert.Equal((1, Money.FromMajor(30)), outcome.Totals[OpportunityState.Won]);
        Assert.Equal(["A1"], kept);
    }

    [Theory, EveryDatabase]
    public async Task Amounts_that_the_file_does_not_say_are_counted_as_those_of_the_price_list(DatabaseKind kind)
    {
        var (outcome, _) = await ImportAsync(kind, "A1,Ann,Box,Buyer,Won,2017-02-01,2017-02-21,30\nA2,Ann,Box,Buyer,Lost,2017-02-01,2017-02-21,0\nA3,Ann,Box,Buyer,Engaging,2017-02-01,,\n");

        Assert.Equal((2, Money.FromMajor(110)), outcome.Listed);
    }

    private static async Task<(PipelineOutcome Outcome, IReadOnlyList<string> Kept)> ImportAsync(DatabaseKind kind, string rows)
    {
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        db.Customers.Add(new Customer(new CustomerFacts { Name = "Buyer" }, null, null, world.By(null), CustomerOrigin.Import));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var outcome = await new PipelineImport(db, world.By(null)).RunAsync(
            Of("sales_agent,manager,regional_office\nAnn,Max,East\n"), Of("product,series,sales_price\nBox,B,55\n"), Of(Header + rows));
        return (outcome, await db.Opportunities.AsNoTracking().OrderBy(row => row.Number).Select(row => row.Number).ToListAsync());
    }

    private static TableSource Of(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
