using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Opportunities.Pipeline;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>The real pipeline's won projects as contracts: every report of sales says what a spreadsheet says of the file.</summary>
public sealed class PipelineContractSpecs(ITestOutputHelper output)
{
    private static readonly string Folder = SourceTree.Path("../shared/data/pipeline");
    private static readonly (DateOnly From, DateOnly To) Year = (new(2017, 1, 1), new(2017, 12, 31));

    [Theory, EveryDatabase]
    public async Task The_reports_of_2017_equal_the_file_to_the_unit(DatabaseKind kind)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "../shared/data/pipeline is not there");
        await using var world = await World.CreateAsync(kind, withPeople: false);
        await using var db = world.Open();
        foreach (var account in Rows("accounts.csv"))
        {
            db.Customers.Add(new Customer(new CustomerFacts { Name = account[0] }, null, null, world.By(null), CustomerOrigin.Import));
        }

        await db.SaveChangesAsync();
        var (first, again) = (await RunAsync(db, world), await RunAsync(db, world));

        Assert.Equal((4238, 10_005_534m, 0), (first.Made, first.Amount.Major, first.Known));
        Assert.Equal((0, 4238), (again.Made, again.Known));
        await NumbersAsync(db);
        await ReportsAsync(db);
    }

    /// <summary>Without gaps, and none before the one of an earlier day.</summary>
    private static async Task NumbersAsync(CrmDbContext db)
    {
        var signed = await db.Contracts.AsNoTracking().OrderBy(row => row.Number).Select(row => new { row.Number, row.SignedOn }).ToListAsync();
        foreach (var year in signed.GroupBy(row => row.SignedOn?.Year ?? 0))
        {
            Assert.Equal(Enumerable.Range(1, year.Count()).Select(i => $"C-{year.Key}-{i:00000}"), year.Select(row => row.Number));
            Assert.Equal(year.Select(row => row.SignedOn).Order(), year.Select(row => row.SignedOn));
        }
    }

    private static async Task ReportsAsync(CrmDbContext db)
    {
        var asked = new SalesQuestion(Viewer.Program, Year.From, Year.To);
        var won = Won().Where(row => row.On >= Year.From && row.On <= Year.To).ToList();
        var total = won.Sum(row => row.Value);
        var regions = await db.Regions.ToDictionaryAsync(row => row.Id, row => row.Name);
        var people = await db.People.ToDictionaryAsync(row => row.Id, row => row.Name);

        var byRegion = (await SalesReports.RegionsAsync(db, asked)).Rows;
        Assert.Equal(By(won, row => row.Region), byRegion.ToDictionary(row => regions[row.RegionId ?? 0], row => row.Signed.Major));
        Assert.Equal(won.Count, byRegion.Sum(row => row.Contracts));
        Assert.Equal(By(won, row => row.Product), (await SalesReports.ProductsAsync(db, asked)).Rows.ToDictionary(row => row.Product, row => row.Signed.Major));
        Assert.Equal(By(won, row => row.Account), (await SalesReports.CustomersAsync(db, asked)).Rows.ToDictionary(row => row.Customer, row => row.Signed.Major));
        var byMonth = await SalesReports.PeriodsAsync(db, asked with { Step = SalesStep.Month }, db.Company.Settings);
        Assert.Equal(By(won, row => row.On.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
            byMonth.Where(row => row.Signed.Minor > 0).ToDictionary(row => row.From.ToString("yyyy-MM", CultureInfo.InvariantCulture), row => row.Signed.Major));
        var byAgent = await db.ContractLines.Where(line => line.SignedOn >= Year.From && line.SignedOn <= Year.To).ToListAsync();
        Assert.Equal(By(won, row => row.Agent), byAgent.GroupBy(line => people[line.OwnerId ?? 0]).ToDictionary(group => group.Key, group => group.Sum(line => line.InTax.Major)));
        Assert.All(new[] { byRegion.Sum(row => row.Signed.Major), byMonth.Sum(row => row.Signed.Major), byAgent.Sum(line => line.InTax.Major) }, sum => Assert.Equal(total, sum));
    }

    private async Task<PipelineContractsOutcome> RunAsync(CrmDbContext db, World world)
    {
        db.ChangeTracker.Clear();
        var outcome = await new PipelineImport(db, world.By(null)).RunAsync(Open("sales_teams.csv"), Open("products.csv"), Open("sales_pipeline.csv"));
        db.ChangeTracker.Clear();
        var watch = Stopwatch.StartNew();
        var contracts = await new PipelineContracts(db, world.By(null)).RunAsync(outcome.Numbers);
        output.WriteLine($"{contracts.Made} contracts in {watch.ElapsedMilliseconds} ms");
        return contracts;
    }

    private static SortedDictionary<string, decimal> By(IEnumerable<WonRow> won, Func<WonRow, string> key) =>
        new(won.GroupBy(key).ToDictionary(group => group.Key, group => group.Sum(row => row.Value)), StringComparer.Ordinal);

    /// <summary>The file added up by itself: no class of the import has a hand in it.</summary>
    private static List<WonRow> Won()
    {
        var regions = Rows("sales_teams.csv").ToDictionary(row => row[0], row => row[2]);
        return
        [
            .. Rows("sales_pipeline.csv").Where(row => row[4] == "Won").Select(row => new WonRow(
                row[1], regions[row[1]], row[2] == "GTXPro" ? "GTX Pro" : row[2], row[3], DateOnly.ParseExact(row[6], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                decimal.Parse(row[7], CultureInfo.InvariantCulture))),
        ];
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(Folder, file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));

    private static TableSource Open(string file) => new(File.OpenRead(Path.Combine(Folder, file)));

    private sealed record WonRow(string Agent, string Region, string Product, string Account, DateOnly On, decimal Value);
}
