using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Opportunities.Pipeline;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>The real pipeline of 2016 and 2017 that lies beside the project.</summary>
public sealed class PipelineImportSpecs
{
    private static readonly string Folder = SourceTree.Path("../shared/data/pipeline");

    [Theory, EveryDatabase]
    public async Task All_of_it_comes_in_with_its_totals_its_history_and_a_word_on_every_difference(DatabaseKind kind)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "../shared/data/pipeline is not there");
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        await AccountsAsync(db, world);

        var outcome = await RunAsync(db, world);
        var again = await RunAsync(db, world);

        Assert.Equal((4238, 10_005_534m), (outcome.Totals[OpportunityState.Won].Count, outcome.Totals[OpportunityState.Won].Amount.Major));
        Assert.Equal((2473, 2089), (outcome.Totals[OpportunityState.Lost].Count, outcome.Totals[OpportunityState.Open].Count));
        Assert.Equal(("GTX Pro", 1480), outcome.Mapped["GTXPro"]);
        Assert.Equal((1425, 500), (outcome.Noted.Count(note => note.Note.Code == "PipelineNoAccount"), outcome.Noted.Count(note => note.Note.Code == "PipelineNoDate")));
        Assert.Empty(outcome.Rejected);
        Assert.Equal((8800, 0), (again.Known, again.Totals.Count));
        Assert.Equal(8800, await db.Opportunities.CountAsync());
        var won = await db.Opportunities.AsNoTracking().Where(row => row.State == OpportunityState.Won).Select(row => row.Amount).ToListAsync();
        Assert.Equal(10_005_534m, won.Sum(amount => amount?.Major ?? 0));
        Assert.Empty(await OpportunityRules.BrokenAsync(db, 20, CancellationToken.None));
    }

    private static async Task AccountsAsync(CrmDbContext db, World world)
    {
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Folder, "accounts.csv")))
        {
            if (line.Split(',') is [var name, ..] && name != "account")
            {
                db.Customers.Add(new Customer(new CustomerFacts { Name = name }, null, null, world.By(null), CustomerOrigin.Import));
            }
        }

        await db.SaveChangesAsync();
    }

    private static Task<PipelineOutcome> RunAsync(CrmDbContext db, World world)
    {
        db.ChangeTracker.Clear();
        return new PipelineImport(db, world.By(null)).RunAsync(Open("sales_teams.csv"), Open("products.csv"), Open("sales_pipeline.csv"));
    }

    private static TableSource Open(string file) => new(File.OpenRead(Path.Combine(Folder, file)));
}
