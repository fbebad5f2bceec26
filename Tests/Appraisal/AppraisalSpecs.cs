using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Appraisal;

public sealed class AppraisalSpecs
{
    [Theory]
    [EveryDatabase(1)]
    [EveryDatabase(2)]
    public async Task Everybody_s_credits_make_what_the_company_signed(DatabaseKind kind, int seed)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SignAtRandomAsync(seed);
        await using var db = world.Open();
        foreach (var period in (FiscalSpan[])[AppraisalWorld.Quarter, new(new DateOnly(2025, 1, 1), 12, 1), new(new DateOnly(2026, 5, 1), 1, 1)])
        {
            var asked = new SalesQuestion(Viewer.Program, period.From, period.Until);
            var result = await db.ReportAsync(await world.NamesAsync(), period);
            var teams = await db.ReportAsync(await world.NamesAsync(), period, PerformanceGrouping.Team);

            Assert.Equal((await SalesReports.PeriodsAsync(db, asked, new CompanySettings())).Sum(row => row.Signed.Minor), result.Total.Figures.Signed.Minor);
            Assert.Equal((await SalesReports.RegionsAsync(db, asked)).Rows.Sum(row => (row.ExTax - row.Cost).Minor), result.Total.Figures.Margin.Minor);
            Assert.Equal(result.Total.Figures.Signed.Minor, teams.Rows.Sum(row => row.Figures.Signed.Minor));
        }
    }

    /// <summary>Against the plain words of the rule, contract by contract over the whole history.</summary>
    [Theory]
    [EveryDatabase(3)]
    [EveryDatabase(4)]
    public async Task Every_factor_is_what_the_history_says_as_of_signing(DatabaseKind kind, int seed)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SignAtRandomAsync(seed);
        await using var db = world.Open();
        var all = await db.Contracts.AsNoTracking().Include(row => row.Lines).ToListAsync();
        var industries = await db.Customers.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Industry);
        var appraisal = await db.AppraiseAsync(new FiscalSpan(new DateOnly(2026, 1, 1), 12, 1));

        Assert.NotEmpty(appraisal.Credits);
        Assert.All(appraisal.Credits, credit =>
            Assert.Equal(Plainly(all.Single(row => row.Id == credit.Work.ContractId), all, industries), credit.Novelty));
        Assert.True(appraisal.Credits.Select(credit => credit.Novelty).Distinct().Count() > 1);
    }

    [Theory]
    [EveryDatabase(5)]
    [EveryDatabase(6)]
    public async Task Computing_anew_gives_the_sheet_as_it_was_closed(DatabaseKind kind, int seed)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SignAtRandomAsync(seed);
        await world.LeadAsync(Domain.Leads.LeadStatus.Converted);
        await world.TargetAsync(WorldPeople.Rep, 500_000);
        var (names, rep) = (await world.NamesAsync(), await world.PersonAsync(WorldPeople.Rep));

        var closed = await world.CloseAsync(WorldPeople.Rep);

        await using var db = world.Open();
        Assert.Equal(closed.Content, (await ComputedAsync(world, rep.Id)).Write());
        var read = SheetContent.Parse(closed.Content);
        Assert.Equal(closed.Content, read.Write());
        Assert.Equal(read.Credits.Sum(credit => credit.PointUnits), read.Figures.PointUnits);
        Assert.Equal(read.Credits.Sum(credit => credit.Signed.Minor), read.Figures.Signed.Minor);
        Assert.True((await db.ClosedSheetAsync(rep.Id, AppraisalWorld.Quarter))?.IsIntact);
    }

    [Theory, EveryDatabase]
    public async Task A_closed_sheet_never_changes_whatever_is_imported_later(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer", change: facts => facts with { Industry = "Bank" }), await world.ProductAsync());
        await world.SignAsync(customer, new DateOnly(2026, 5, 2), Money.FromMajor(100_000), product.Id);
        await world.TargetAsync(WorldPeople.Rep, 100_000);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var closed = await world.CloseAsync(WorldPeople.Rep);

        await world.SignAsync(customer, new DateOnly(2026, 4, 2), Money.FromMajor(50_000), product.Id);

        await using var db = world.Open();
        var sheet = await db.ClosedSheetAsync(rep.Id, AppraisalWorld.Quarter);
        Assert.Equal((closed.Content, closed.Hash), (sheet?.Content, sheet?.Hash));
        Assert.Equal(ContractNovelty.NewIndustry, SheetContent.Parse(closed.Content).Credits.Single().Novelty);
        Assert.Equal(ContractNovelty.Repeat, (await ComputedAsync(world, rep.Id)).Credits[1].Novelty);
        db.Entry(sheet ?? throw new InvalidOperationException()).State = EntityState.Modified;
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        Assert.Equal("SheetIsClosed", (await Assert.ThrowsAsync<RuleBroken>(() => world.CloseAsync(WorldPeople.Rep))).Refusal.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_customer_is_of_the_industry_that_it_was_in_when_it_signed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer", change: facts => facts with { Industry = "Bank" }), await world.ProductAsync());
        var other = await world.CustomerAsync("Other", change: facts => facts with { Industry = "Rail" });
        await world.SignAsync(customer, new DateOnly(2026, 4, 2), Money.FromMajor(100_000), product.Id);
        await world.SignAsync(other, new DateOnly(2026, 4, 3), Money.FromMajor(100_000), product.Id);
        await world.ChangeAsync(customer, row => row.Edit(row.Facts with { Industry = "Rail" }, world.By(null)));

        await using var db = world.Open();
        Assert.All((await db.AppraiseAsync()).Credits, credit => Assert.Equal(ContractNovelty.NewIndustry, credit.Novelty));
    }

    [Fact]
    public async Task However_many_people_there_are_the_statements_are_the_same()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.SignAtRandomAsync(9);
        var few = await StatementsAsync(world);
        await world.SignAtRandomAsync(10);
        Assert.Equal(few, await StatementsAsync(world));
        Assert.True(few <= 20, $"{few} statements");
    }

    private static async Task<int> StatementsAsync(World world)
    {
        await using var db = world.Open();
        var names = await world.NamesAsync();
        using var statements = new Statements(world);
        await db.ReportAsync(names, AppraisalWorld.Quarter);
        return statements.Sent.Count;
    }

    private static async Task<SheetContent> ComputedAsync(World world, long personId)
    {
        await using var db = world.Open();
        var names = await world.NamesAsync();
        return await db.WholeContentAsync(
            await db.AppraiseAsync(), names.People[personId], AppraisalWorld.Quarter, names, ContractWorld.Today);
    }

    private static ContractNovelty Plainly(Contract contract, List<Contract> all, Dictionary<long, string?> industries)
    {
        var earlier = all.Where(other => (other.SignedOn, other.Number).CompareTo((contract.SignedOn, contract.Number)) < 0).ToList();
        var own = earlier.Where(other => other.CustomerId == contract.CustomerId).ToList();
        var bought = all.Where(other => other.CustomerId == contract.CustomerId && other.Id != contract.Id).SelectMany(other => other.Lines.Select(line => (line, other)))
            .Where(row => row.line.SignedOn < contract.SignedOn || (row.line.SignedOn == contract.SignedOn && own.Contains(row.other))).Select(row => row.line.ProductId).ToHashSet();
        return industries[contract.CustomerId] is { } industry && !earlier.Exists(other =>
                industries[other.CustomerId] == industry && other.SignedOn >= contract.SignedOn?.AddMonths(-36)) ? ContractNovelty.NewIndustry
            : own.Count == 0 ? ContractNovelty.NewCustomer
            : contract.Lines.Any(line => line.AmendmentId is null && !bought.Contains(line.ProductId)) ? ContractNovelty.NewProject : ContractNovelty.Repeat;
    }
}
