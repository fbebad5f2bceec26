using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Opportunities.Pipeline;
using SiCrm.Infrastructure.Reports.Pipeline;
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
        Assert.Equal(
            (2473 + 2089, outcome.Totals[OpportunityState.Lost].Amount + outcome.Totals[OpportunityState.Open].Amount), (outcome.Listed.Count, outcome.Listed.Amount));
        Assert.Equal((8800, 0), (again.Known, again.Totals.Count));
        Assert.Equal(8800, await db.Opportunities.CountAsync());
        var won = await db.Opportunities.AsNoTracking().Where(row => row.State == OpportunityState.Won).Select(row => row.Amount).ToListAsync();
        Assert.Equal(10_005_534m, won.Sum(amount => amount?.Major ?? 0));
        Assert.Empty(await OpportunityRules.BrokenAsync(db, 20, CancellationToken.None));
    }

    [Theory, EveryDatabase]
    public async Task Every_one_of_its_weeks_closes_where_the_next_opens_in_every_grouping_and_matrix(DatabaseKind kind)
    {
        await using var world = await ImportedAsync(kind);
        await using var db = world.Open();
        List<IsoWeek> weeks = [.. Enumerable.Range(0, 66).Select(i => IsoWeek.Of(new DateOnly(2016, 10, 17)).Plus(i))];
        foreach (var by in Enum.GetValues<PipelineGrouping>())
        {
            List<PipelineSums> sums = [];
            foreach (var week in weeks)
            {
                sums.Add(await OpportunityPromotion.SumsAsync(db, new PipelineQuestion(Viewer.Program, week, by) { Weeks = 2 }));
            }

            Assert.True(sums.Sum(one => one.Total[PipelineFigure.Won].Count) > 4_000);
            foreach (var (before, after) in sums.Zip(sums.Skip(2)))
            {
                Assert.All(after.Lines.Append(after.Total), line => Assert.Equal(ClosingOf(before, line.Key), (line[PipelineFigure.Opening].PreviousCount, line[PipelineFigure.Opening].PreviousAmount)));
            }

            Assert.All(sums, one => Assert.All(PipelineFlow.Figures.Where(figure => by != PipelineGrouping.Total && figure is not (PipelineFigure.MovedIn or PipelineFigure.MovedOut)), figure =>
                Assert.Equal(one.Total[figure].Amount, one.Lines.Sum(line => line[figure].Amount))));
        }

        foreach (var week in weeks)
        {
            var asked = new PipelineQuestion(Viewer.Program, week) { Weeks = 2 };
            var total = (await OpportunityPromotion.SumsAsync(db, asked)).Total;
            foreach (var ofHorizons in (bool[])[false, true])
            {
                var cells = await OpportunityPromotion.MatrixAsync(db, asked, ofHorizons);
                var (from, to) = (cells.Where(cell => cell.From.Edge == PipelineEdge.Open).ToList(), cells.Where(cell => cell.To.Edge == PipelineEdge.Open).ToList());
                Assert.Equal(
                    (total[PipelineFigure.Opening].Count, total[PipelineFigure.Opening].Amount, total[PipelineFigure.Closing].Count, total[PipelineFigure.Closing].Amount),
                    (from.Sum(cell => cell.Count), from.Sum(cell => cell.AmountFrom), to.Sum(cell => cell.Count), to.Sum(cell => cell.Amount)));
            }
        }

        static (long, long) ClosingOf(PipelineSums sums, string key) =>
            sums.Lines.Append(sums.Total).FirstOrDefault(line => line.Key == key)?[PipelineFigure.Closing] is { } closing ? (closing.Count, closing.Amount) : (0, 0);
    }

    /// <summary>No row of the file has an expected date: what is open counts by the learned time until such opportunities are closed.</summary>
    [Theory, EveryDatabase]
    public async Task The_forecast_of_2017_is_judged_by_what_came_true(DatabaseKind kind)
    {
        await using var world = await ImportedAsync(kind);
        await using var db = world.Open();

        var asked = new ForecastQuestion(Viewer.Program, new DateOnly(2017, 12, 31), PipelineGrouping.Total);
        var result = await SalesForecast.OfAsync(db, asked);

        var scores = result.Scores.Where(score => score.Key == LedgerKey.Total).ToDictionary(score => score.Method);
        Assert.All(scores.Values, score => Assert.Equal(52, score.Weeks));
        var (learned, set) = (scores[ForecastMethod.Learned], scores[ForecastMethod.StageDefault]);
        Assert.True(learned.Judged > 10_000, $"{learned.Judged}");
        Assert.InRange(learned.Brier ?? 9, 0.1, set.Brier ?? 0);
        Assert.True(learned.MeanAbsoluteError < set.MeanAbsoluteError);
        Assert.InRange(learned.RelativeBias ?? 9, -0.6, -0.2);
        Assert.InRange(learned.Unforeseen ?? 9, 0.1, 0.6);
        Assert.Equal(ForecastMethod.Learned, result.Best);
        await SaidAndListedAsync(db, asked with { AsOf = new DateOnly(2017, 9, 30) });
    }

    private static async Task SaidAndListedAsync(CrmDbContext db, ForecastQuestion asked)
    {
        var next = (await SalesForecast.OfAsync(db, asked)).Periods[1];
        Assert.True(next.Total.UndatedCount > 100, $"{next.Total.UndatedCount}");
        Assert.Equal((0, 0), (next.Total.OpenCount, next.Total.Open));
        foreach (var method in Enum.GetValues<ForecastMethod>())
        {
            var (_, marks) = await SalesForecast.BehindAsync(db, asked, next.Period.From, null, ForecastFigure.Weighted, method);
            Assert.Equal(next.Total.UndatedCount, marks.Count);
            Assert.Equal(next.Total[method].Weighted, marks.Sum(mark => mark.Amount));
        }
    }

    private static async Task<World> ImportedAsync(DatabaseKind kind)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "../shared/data/pipeline is not there");
        var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        await AccountsAsync(db, world);
        await RunAsync(db, world);
        return world;
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
