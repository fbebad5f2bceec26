using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class ForecastCacheSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory, EveryDatabase]
    public async Task What_is_kept_of_the_past_says_the_same_as_the_whole_history(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        using var cache = new ForecastCache();
        await SameAsync(world, cache);
        await OpenAsync(world, "C-1", new DateTime(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc));
        await SameAsync(world, cache);
        await OpenAsync(world, "C-2", new DateTime(2026, 10, 1, 1, 0, 0, DateTimeKind.Utc));
        await SameAsync(world, cache);
        await using var db = world.Open();
        Assert.Contains((await SalesForecast.OfAsync(db, new ForecastQuestion(Viewer.Program, Today), cache)).Periods, period => period.Total.OpenCount > 2);
    }

    [Theory, EveryDatabase]
    public async Task The_second_look_reads_no_history_and_after_something_was_written_only_the_present_week(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-forecast");
        Assert.Equal((false, false), await LookAsync());
        await OpenAsync(world, "C-1", new DateTime(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc));
        Assert.Equal((false, true), await LookAsync());
        Assert.Equal((false, false), await LookAsync());

        async Task<(bool Past, bool Week)> LookAsync()
        {
            using var statements = new Statements(world);
            await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-forecast");
            return (Sent("\"UntilAt\""), Sent("\"HasEntered\""));

            bool Sent(string part) => statements.Sent.Any(sql => sql.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory, EveryDatabase]
    public async Task Going_through_the_past_tells_how_far_it_is_and_what_is_kept_of_it_has_nothing_to_tell(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        using var cache = new ForecastCache();
        await using var db = world.Open();
        var told = new List<double>();
        await SalesForecast.OfAsync(db, new ForecastQuestion(Viewer.Program, Today), cache, told.Add);
        Assert.All(told, gone => Assert.InRange(gone, 0, 1));
        told.Clear();
        await SalesForecast.OfAsync(db, new ForecastQuestion(Viewer.Program, Today), cache, told.Add);
        Assert.Empty(told);
    }

    [Theory, EveryDatabase]
    public async Task What_each_method_said_when_a_week_ended_stays_said(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var week = IsoWeek.Of(Today).Plus(-2);
        await using var db = world.Open();
        Assert.Equal(1, await db.FreezeForecastsAsync(world.By(null), week));
        Assert.Equal(0, await db.FreezeForecastsAsync(world.By(null), week));
        Assert.Equal(1, await db.FreezeForecastsAsync(world.By(null), week.Next));
        Assert.Equal(0, await db.FreezeForecastsAsync(world.By(null), week.Plus(2)));
        var (from, to) = (db.Company.Time.BoundsOf(week).To, db.Company.Time.BoundsOf(week.Next).To);
        var frozen = await db.FrozenForecastsAsync(from, to);
        Assert.Equal([from, to], frozen.Keys.Order());

        await OpenAsync(world, "C-1", new DateTime(2026, 10, 1, 1, 0, 0, DateTimeKind.Utc));
        world.Clock.Pass(TimeSpan.FromDays(14));
        Assert.Equal(2, await db.FreezeForecastsAsync(world.By(null), week.Plus(3)));
        var later = await db.FrozenForecastsAsync(from, db.Company.Time.BoundsOf(week.Plus(3)).To);
        Assert.Equal(4, later.Count);
        Assert.Equal(frozen[to].Total.Open, later[to].Total.Open);
        Assert.Equal(frozen[to].Total.OpenCount + 1, later.Values.MaxBy(said => said.At)!.Total.OpenCount);
        Assert.Equal(Enum.GetValues<ForecastMethod>(), later[to].Total.Methods.Select(said => said.Method));
        Assert.Equal(later[to].Total.Open, later[to].People.Sum(said => said.Open));
        Assert.Empty(await db.FrozenTroublesAsync());
    }

    [Theory, EveryDatabase]
    public async Task The_backtest_shows_what_was_frozen_beside_what_is_said_now(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await using var db = world.Open();
        await db.FreezeForecastsAsync(world.By(null), IsoWeek.Of(Today).Previous);
        world.Clock.MoveTo(new DateTime(2027, 1, 5, 2, 0, 0, DateTimeKind.Utc));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-forecast?part=Backtest");
        Assert.Contains("Frozen then", page.Text);
        Assert.Single(page.Document.QuerySelectorAll("figure tbody td:last-child .icon, figure tbody td:last-child svg"));
        Assert.DoesNotContain("Frozen then", (await world.Visit(WorldPeople.Rep).GetAsync("/reports/sales-forecast?part=Backtest")).Text);
    }

    [Theory, EveryDatabase]
    public async Task A_period_says_what_is_missing_of_its_target(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpenAsync(world, "C-1", new DateTime(2026, 11, 17, 1, 0, 0, DateTimeKind.Utc));
        await using var db = world.Open();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await db.SetTargetAsync(TargetOf.Person, rep.Id, FiscalSpan.Of(Today, 3, 1), Money.FromMajor(50_000), null, world.By(null));
        var result = await SalesForecast.OfAsync(db, new ForecastQuestion(Viewer.Program, Today));
        var gap = result.Gap(result.Periods[0], result.Periods[0].Total, ForecastMethod.StageDefault);
        Assert.Equal(new ForecastGap(Money.FromMajor(50_000), Money.Zero, Money.FromMajor(10_000)), gap);
        Assert.Equal((Money.FromMajor(40_000), 0.2m), (gap?.Gap, gap?.Coverage));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/sales-forecast");
        Assert.Contains("40,000.00", page.Text);
        Assert.DoesNotContain("40,000.00", (await world.Visit(WorldPeople.Colleague).GetAsync("/reports/sales-forecast")).Text);
    }

    [Fact]
    public void Coverage_is_none_once_the_target_is_reached()
    {
        var gap = new ForecastGap(new Money(100), new Money(120), new Money(30));
        Assert.Equal((Money.Zero, new Money(-50), null), (gap.Missing, gap.Gap, gap.Coverage));
    }

    private static async Task SameAsync(World world, ForecastCache cache)
    {
        await using var db = world.Open();
        foreach (var viewer in (Viewer[])[Viewer.Program, Viewer.Program with { PersonId = 1, Matrix = AccessMatrix.Default, Roles = [Role.Sales] }])
        {
            var asked = new ForecastQuestion(viewer, Today);
            var (kept, whole) = (await SalesForecast.OfAsync(db, asked, cache), await SalesForecast.OfAsync(db, asked));
            Assert.Equal(whole.Scores, kept.Scores);
            Assert.Equal(whole.Points, kept.Points);
            Assert.Equal(whole.Best, kept.Best);
            Assert.Equal(whole.Periods.Select(Told), kept.Periods.Select(Told));
        }
    }

    private static string Told(PeriodForecast period) => string.Join(';', period.Groups.Append(period.Total).OrderBy(sum => sum.Key, StringComparer.Ordinal)
        .Select(sum => $"{period.Period} {sum.Key} {sum.Won} {sum.Open} {sum.OpenCount} {string.Join(',', Enum.GetValues<ForecastMethod>().Select(method => sum[method].Weighted))}"));

    private static async Task OpenAsync(World world, string number, DateTime at)
    {
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        db.Opportunities.Add(new Opportunity(
            number, number, null, null, null, Money.FromMajor(100_000), new DateOnly(2026, 12, 1), rep.Id, rep.TeamId, world.By(rep), openedAt: at));
        await db.SaveChangesAsync();
    }
}
