using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Pipeline;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class ReportsOnOpportunitiesSpecs
{
    [Theory, EveryDatabase]
    public async Task The_forecast_opens_to_as_much_as_it_says(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await using var db = world.Open();
        foreach (var open in await db.Opportunities.ForChange().Where(row => row.State == OpportunityState.Open).ToListAsync())
        {
            open.Call(open.Number switch { "P-0" => 90, "P-1" => 60, _ => null }, "sure", world.By(null));
        }

        await db.SaveChangesAsync();
        foreach (var by in ForecastPage.Groupings)
        {
            var asked = new ForecastQuestion(Viewer.Program, new DateOnly(2026, 11, 18), by);
            var result = await SalesForecast.OfAsync(db, asked);
            Assert.Equal(ForecastMethod.StageDefault, result.Best);
            Assert.True(result.Periods.Sum(period => period.Total.Commit) > 0 && result.Periods.Sum(period => period.Total.BestCase) > 0);
            foreach (var period in result.Periods)
            {
                foreach (var sum in period.Groups.Append(period.Total))
                {
                    await OpensAsync(asked, period, sum, ForecastFigure.Open, sum.Open, default);
                    await OpensAsync(asked, period, sum, ForecastFigure.Commit, sum.Commit, default);
                    await OpensAsync(asked, period, sum, ForecastFigure.BestCase, sum.BestCase, default);
                    foreach (var method in Enum.GetValues<ForecastMethod>())
                    {
                        await OpensAsync(asked, period, sum, ForecastFigure.Weighted, sum[method].Weighted, method);
                        await OpensAsync(asked, period, sum, ForecastFigure.Forecast, sum.Forecast(method), method);
                    }
                }
            }
        }

        async Task OpensAsync(ForecastQuestion asked, PeriodForecast period, ForecastSum sum, ForecastFigure figure, long amount, ForecastMethod method)
        {
            var (_, marks) = await SalesForecast.BehindAsync(db, asked, period.Period.From, sum.Key == LedgerKey.Total ? null : sum.Key, figure, method);
            Assert.Equal((figure, amount), (figure, marks.Sum(mark => mark.Amount)));
            Assert.True(figure is ForecastFigure.Commit or ForecastFigure.BestCase or ForecastFigure.Forecast || marks.Count == sum.OpenCount);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_products_target_stands_beside_its_forecast(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = new Product(new ProductFacts { Code = "FW", Name = "Firewall", Unit = "piece" }, Money.FromMajor(10), Money.FromMajor(5), world.By(null));
        await using (var db = world.Open())
        {
            db.Products.Add(product);
            await db.SaveChangesAsync();
            var opportunity = new Opportunity("P-1", "Firewalls", null, null, null, Money.FromMajor(300), new DateOnly(2026, 12, 1), null, null, world.By(null));
            opportunity.IsAbout(product.Id);
            db.Opportunities.Add(opportunity);
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.GeneralManager);
        var targets = await visitor.GetAsync("/targets?on=2026-10-01");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(targets, "main form", ("Form.Whose", $"Product.{product.Id}"), ("Form.Amount", "5000"))).Status);
        var revised = await visitor.SendAsync(await visitor.GetAsync("/targets?on=2026-10-01"), "main form", ("Form.Whose", $"Product.{product.Id}"), ("Form.Amount", "6000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, revised.Status);

        var row = (await visitor.GetAsync("/reports/sales-forecast?by=product")).Find("section.report-card table tbody tr");
        Assert.Equal(("Firewall", "5,000.00"), (row.QuerySelector("th")?.TextContent.Trim(), row.QuerySelectorAll("td")[7].TextContent.Trim()));
    }

    [Theory, EveryDatabase]
    public async Task The_funnel_counts_what_is_there(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await using var db = world.Open();
        var funnel = await FunnelReport.OfAsync(db, new FunnelQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 18)));
        var row = funnel.Row(Stage.IdOf(StageKind.Discovery));
        Assert.Equal((1, row.Entered - 1), (row.Lost, row.Open));
    }

    [Theory, EveryDatabase]
    public async Task Each_row_of_the_funnel_is_that_of_its_stage_alone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await using var db = world.Open();
        // Days whose middle lies before, between and after what happened, and that end before some of it.
        foreach (var (from, until) in new[] { (new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), (new(2026, 11, 1), new(2026, 11, 18)), (new(2026, 10, 1), new(2026, 11, 12)), (new(2026, 11, 9), new(2027, 6, 30)) })
        {
            var asked = new FunnelQuestion(Viewer.Program, from, until);
            var funnel = await FunnelReport.OfAsync(db, asked);
            foreach (var stage in db.Company.Facts.Stages.Open)
            {
                var alone = await FunnelReport.OfStageAsync(db, asked, stage.Id);
                Assert.Equal(alone.Row(stage.Id), funnel.Row(stage.Id));
                Assert.Equal(alone.Slowest([stage.Id]), funnel.Slowest([stage.Id]));
                Assert.Equal(alone.Row(stage.Id).Open, alone.Behind(stage.Id, FunnelFigure.Open).Select(visit => visit.OpportunityId).Distinct().Count());
            }
        }
    }

    [Theory]
    [EveryDatabase("en", "all categories, only 0 ended")]
    [EveryDatabase("zh-CN", "全部类别，仅 0 次已结束")]
    public async Task The_funnel_says_that_it_asked_all_categories_also_where_they_are_too_few(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);

        var page = await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/stage-funnel?category=Key");

        Assert.Contains(said, page.Find("table.figures tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_funnel_is_compared_with_what_it_said_before(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        await using var db = world.Open();
        var asked = new FunnelQuestion(Viewer.Program, new DateOnly(2026, 11, 19), new DateOnly(2026, 12, 19));
        var before = await FunnelReport.OfAsync(db, asked with { From = new(2026, 10, 19), Until = new(2026, 11, 18) });
        var later = asked with { From = new(2027, 10, 1), Until = new(2027, 11, 30) };
        var lastYear = await FunnelReport.OfAsync(db, later with { From = new(2026, 10, 1), Until = new(2026, 11, 30) });
        var (compared, inAYear) = (await FunnelComparison.OfAsync(db, asked), await FunnelComparison.OfAsync(db, later));
        var stage = Stage.IdOf(StageKind.Discovery);
        Assert.Equal(Counted(before.Row(stage)), compared.BeforeOf(stage));
        Assert.Equal(Counted(lastYear.Row(stage)), inAYear.LastYearOf(stage));
        Assert.Equal((1L, 0.0), (compared.BeforeOf(stage).Lost, compared.BeforeOf(stage).Success));
        Assert.Equal(FunnelCount.Nothing, inAYear.BeforeOf(stage));
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/stage-funnel?from=2026-11-19&until=2026-12-19");
        Assert.Contains($"before {compared.BeforeOf(stage).Entered} · last year 0", page.Find("main tbody").TextContent);
        Assert.Contains("previous_success_rate", (await FunnelColumnsAsync(world)), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_week_stands_beside_the_same_of_last_year(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await OpportunityPromotionSpecs.FillAsync(world);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/opportunity-promotion?week=2027-W47&lastYear=true");
        var closing = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/opportunity-promotion?week=2026-W47")).Find(".key-figures li:last-child a").TextContent;
        Assert.Contains($"Same week last year {closing}", page.Find(".key-figures li:last-child").TextContent);
        Assert.Equal(IsoWeek.Of(2025, 52), IsoWeek.Of(2026, 53).YearBefore);
    }

    private static FunnelCount Counted(FunnelRow row) => new(row.Entered, row.Forward, row.Lost, row.Abandoned, row.MovedBack);

    private static async Task<string> FunnelColumnsAsync(World world)
    {
        await using var db = world.Open();
        var asked = new FunnelQuestion(Viewer.Program, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 18));
        var table = new SiCrm.Web.Reports.Pipeline.FunnelTables(new SiCrm.Web.Shared.Words()).Of(
            await FunnelReport.OfAsync(db, asked), StageScheme.Default, await FunnelComparison.OfAsync(db, asked));
        return string.Join(',', table.Columns);
    }

    [Theory, EveryDatabase]
    public async Task A_followed_project_says_why_and_what_is_wrong_with_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            var big = new Opportunity("K-1", "Big", null, null, null, Money.FromMajor(2_000_000), new DateOnly(2026, 11, 20), rep.Id, rep.TeamId, world.By(rep));
            big.Redate(new DateOnly(2026, 11, 25), "their budget", world.By(rep));
            big.Redate(new DateOnly(2026, 12, 1), "again", world.By(rep));
            var marked = new Opportunity("K-2", "Marked", null, null, null, new Money(5), null, rep.Id, rep.TeamId, world.By(rep));
            marked.Edit(marked.Facts with { IsStrategic = true }, world.By(rep));
            db.Opportunities.AddRange(big, marked, new Opportunity("K-3", "Small", null, null, null, new Money(9), null, rep.Id, rep.TeamId, world.By(rep)));
            await db.SaveChangesAsync();
        }

        world.Clock.Pass(TimeSpan.FromDays(30));
        await using var later = world.Open();
        var now = world.Clock.GetUtcNow().UtcDateTime;
        var projects = await KeyProjects.OfAsync(later, new KeyProjectsQuestion(Viewer.Program, world.By(rep).Today, now, KeyProjectsQuestion.Large));
        Assert.Equal(["K-1", "K-2"], projects.Select(project => project.Number).Order(StringComparer.Ordinal));
        var first = projects.Single(project => project.Number == "K-1").Signs;
        Assert.Equal([FollowReason.Large], first.Reasons);
        Assert.Equal(
            [ProjectWarning.Overdue, ProjectWarning.SlippedAgain, ProjectWarning.SlowInStage, ProjectWarning.NoNextStep, ProjectWarning.Quiet], first.Warnings);
        Assert.Equal([FollowReason.Strategic], projects.Single(project => project.Number == "K-2").Signs.Reasons);
    }
}
