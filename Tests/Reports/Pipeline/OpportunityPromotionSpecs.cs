using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class OpportunityPromotionSpecs
{
    private static IEnumerable<PipelineCell> Sorted(IEnumerable<PipelineCell> cells) => cells.OrderBy(cell => cell.From.ToString()).ThenBy(cell => cell.To.ToString());

    private static readonly IsoWeek Week47 = IsoWeek.Of(2026, 47);

    [Theory, EveryDatabase]
    public async Task Every_figure_opens_to_as_many_opportunities_worth_as_much(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await FillAsync(world);
        await using var db = world.Open();
        foreach (var by in Enum.GetValues<PipelineGrouping>())
        {
            var asked = new PipelineQuestion(Viewer.Program, Week47, by);
            var sums = await OpportunityPromotion.SumsAsync(db, asked);
            Assert.NotEqual(0, sums.Total[PipelineFigure.Closing].Count);
            foreach (var line in sums.Lines)
            {
                foreach (var figure in PipelineFlow.Figures)
                {
                    var entries = await OpportunityPromotion.EntriesAsync(db, asked, figure, line.Key);
                    Assert.Equal((by, line.Key, figure, line[figure].Count, line[figure].Amount), (by, line.Key, figure, entries.Count, entries.Sum(entry => entry.Amount)));
                }
            }

            var week = await OpportunityPromotion.WeekAsync(db, asked);
            Assert.Equal(Sorted(week.Stages), Sorted(await OpportunityPromotion.MatrixAsync(db, asked, ofHorizons: false)));
            Assert.Equal(Sorted(week.Horizons), Sorted(await OpportunityPromotion.MatrixAsync(db, asked, ofHorizons: true)));
            var next = await OpportunityPromotion.SumsAsync(db, asked with { Week = Week47.Next });
            Assert.Equal(sums.Total[PipelineFigure.Closing].Amount, next.Total[PipelineFigure.Opening].Amount);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_frozen_week_stays_and_what_is_recorded_late_is_an_adjustment(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await FillAsync(world);
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
        await using var db = world.Open();
        await db.FreezeWeeksAsync(world.By(null), Week47);
        var asked = new PipelineQuestion(Viewer.Program, Week47, PipelineGrouping.Owner);
        var before = await PipelineOfWeek.OfAsync(db, asked);
        Assert.NotNull(before.Seal);
        Assert.Empty(before.Adjustments);

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        db.Opportunities.Add(new Opportunity("LATE", "Late", null, null, null, new Money(77), null, null, null, world.By(null), openedAt: World.Start, importId: null));
        await db.SaveChangesAsync();

        var after = await PipelineOfWeek.OfAsync(db, asked);
        Assert.Equal(before.Sums.Total[PipelineFigure.New], after.Sums.Total[PipelineFigure.New]);
        var adjustment = Assert.Single(after.Adjustments, found => (found.Key, found.Figure) == (LedgerKey.Total, PipelineFigure.New));
        Assert.Equal(77, adjustment.Now.Amount - adjustment.Frozen.Amount);
        Assert.Empty(await db.FrozenTroublesAsync());
        Assert.Equal(
            (await OpportunityPromotion.WeekAsync(db, asked)).Stages.Sum(cell => cell.Count) - 1,
            (await PipelineOfWeek.MatrixAsync(db, asked, ofHorizons: false)).Cells.Sum(cell => cell.Count));
    }

    [Theory, EveryDatabase]
    public async Task A_week_that_was_frozen_in_another_time_zone_stays_and_says_so(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await FillAsync(world);
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
        await using var db = world.Open();
        await db.FreezeWeeksAsync(world.By(null), Week47);
        var content = await db.FrozenWeeks.Where(week => week.Report == FrozenPipeline.Key).Select(week => week.Content).SingleAsync();
        var admin = world.Visit(WorldPeople.Administrator);
        await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']", ("Form.TimeZone", "America/Los_Angeles"));

        var reader = world.Visit(WorldPeople.GeneralManager);
        foreach (var report in (string[])["opportunity-promotion", "lead-promotion"])
        {
            var told = (await reader.GetAsync($"/reports/{report}?week=2026-W47")).Find("main").TextContent;
            Assert.Contains("frozen in the time zone Asia/Shanghai; the company's is now America/Los_Angeles", told, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/reports/opportunity-promotion?week=2026-W48")).Status);
        await using var after = world.Open();
        Assert.Equal(content, await after.FrozenWeeks.Where(week => week.Report == FrozenPipeline.Key).Select(week => week.Content).SingleAsync());
        Assert.Empty(await after.FrozenTroublesAsync());
    }

    [Theory, EveryDatabase]
    public async Task What_came_late_is_listed_and_explains_every_adjustment(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await FillAsync(world);
        world.Clock.MoveTo(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
        await using var db = world.Open();
        var manager = world.Visit(WorldPeople.GeneralManager);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/reports/opportunity-promotion/late?week=2026-W47")).Status);
        await db.FreezeWeeksAsync(world.By(null), Week47);
        Assert.Contains("Nothing was recorded late", (await manager.GetAsync("/reports/opportunity-promotion/late?week=2026-W47")).Text);

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        var sunday = new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc);
        db.Opportunities.Add(new Opportunity("LATE", "Came late", null, null, null, new Money(77), null, null, null, world.By(null), openedAt: World.Start));
        (await db.Opportunities.ForChange().SingleAsync(row => row.Number == "P-1")).WasLost(sunday, world.By(null));
        (await db.Opportunities.ForChange().SingleAsync(row => row.Number == "P-3")).WasWon(sunday, new Money(1), world.By(null));
        await db.SaveChangesAsync();

        foreach (var by in Enum.GetValues<PipelineGrouping>())
        {
            var asked = new PipelineQuestion(Viewer.Program, Week47, by);
            var week = await PipelineOfWeek.OfAsync(db, asked);
            var figures = await PipelineLate.ReconcileAsync(db, asked, week, week.Seal!);
            Assert.NotEmpty(figures);
            Assert.All(figures, figure => Assert.Equal((figure.Key, figure.Figure, default(PipelineSum)), (figure.Key, figure.Figure, figure.Other)));
        }

        var page = await manager.GetAsync("/reports/opportunity-promotion/late?week=2026-W47&by=Total");
        var rows = page.Document.QuerySelectorAll(".figures tbody tr").Select(row => row.TextContent).ToList();
        Assert.Contains(rows, row => row.Contains("Lost", StringComparison.Ordinal) && row.Contains("+1", StringComparison.Ordinal));
        Assert.Equal(4, page.Document.QuerySelectorAll("table:not(.figures) tbody tr").Length);
        var report = await manager.GetAsync("/reports/opportunity-promotion?week=2026-W47");
        Assert.Contains("/reports/opportunity-promotion/late", report.Find(".flash-warning a").GetAttribute("href"));
        Assert.Contains("更正项核对", (await world.Visit(WorldPeople.GeneralManager, "zh-CN").GetAsync("/reports/opportunity-promotion/late?week=2026-W47")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync("/reports/opportunity-promotion/late?week=2026-W47")).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_was_worked_on_is_not_untouched_though_no_figure_changed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var projects = new List<Opportunity>();
        foreach (var name in (string[])["Planned", "Open still", "Spoken with", "Only a note", "Silent"])
        {
            projects.Add(await world.ProjectAsync(name));
        }

        var (planned, open) = (await world.PlanAsync(projects[0], days: 20), await world.PlanAsync(projects[1], days: 20));
        world.Clock.Pass(TimeSpan.FromDays(20));
        await using var db = world.Open();
        var week = IsoWeek.Of(world.By(null).Today);
        Assert.Equal(5, (await OpportunityPromotion.ListsAsync(db, new(Viewer.Program, week))).In(PipelineList.Untouched).Count());

        var (plan, rep) = (await db.PlanOfAsync(await db.Opportunities.SingleAsync(row => row.Id == projects[0].Id)), world.By(await world.PersonAsync(WorldPeople.Rep)));
        plan.Do(plan.Actions.Single(action => action.Id == planned.Id), "went well", null, rep);
        foreach (var (project, touch) in new[] { (projects[2], TouchKind.Call), (projects[3], TouchKind.Note) })
        {
            var customer = await db.Customers.Include(row => row.Contacts).SingleAsync(row => row.Id == project.CustomerId);
            var contact = customer.Know(new ContactFacts { Name = $"Li {touch}" }, rep);
            await db.SaveChangesAsync();
            var centre = new BuyingCentre(project.Id, customer.Id);
            centre.Place(contact, new MemberFacts(BuyingRole.DecisionMaker, 3, null, null), null, null, rep);
            db.BuyingCentres.Add(centre);
            db.Touches.Add(new Touch(customer, contact, touch, "spoken with", rep.At, isTwoWay: true, rep));
        }

        await db.SaveChangesAsync();
        var untouched = (await OpportunityPromotion.ListsAsync(db, new(Viewer.Program, week))).In(PipelineList.Untouched).Select(path => path.OpportunityId);
        Assert.Equal([projects[1].Id, projects[3].Id, projects[4].Id], untouched.Order());
        var list = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/reports/opportunity-promotion/opportunities?week={week}&list=Untouched");
        Assert.Equal("In all: 3", list.Find(".figure-total strong").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_slipped_tells_from_when_to_when_by_how_much_and_why(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var before = world.By(rep) with { At = world.By(rep).At.AddDays(-30), Today = world.By(rep).Today.AddDays(-30) };
        var opportunity = new Opportunity("P-9", "Project", null, null, null, Money.FromMajor(300), new DateOnly(2026, 12, 1), rep.Id, rep.TeamId, before, rep.RegionId);
        opportunity.Plan("Ask their finance", new DateOnly(2026, 11, 30));
        opportunity.Redate(new DateOnly(2027, 2, 9), "their budget", world.By(rep));
        opportunity.Revalue(Money.FromMajor(400), "more", world.By(rep));
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync();

        var row = (await world.Visit(WorldPeople.GeneralManager).GetAsync("/reports/opportunity-promotion/opportunities?week=2026-W47&list=Slipped")).Find("table tbody tr");
        var cells = row.QuerySelectorAll("td").Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.StartsWith("Expected date changed", cells[2]);
        Assert.Equal(("400.00 300.00 → 400.00", "2026-12-01 → 2027-02-09 70 days later", "their budget", "Ask their finance 2026-11-30"), (cells[5], cells[6], cells[7], cells[8]));
    }

    [Theory]
    [InlineData("owner", WorldPeople.GeneralManager)]
    [InlineData("total", WorldPeople.Manager)]
    [InlineData("product", WorldPeople.Rep)]
    public async Task Every_number_on_the_page_opens_to_as_many(string by, string person)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(world);
        var visitor = world.Visit(person);
        var links = new List<AngleSharp.Dom.IElement>();
        foreach (var part in (string[])["waterfall", "stages", "horizons", "lists"])
        {
            var page = await visitor.GetAsync($"/reports/opportunity-promotion?week=2026-W47&by={by}&part={part}");
            links.AddRange(page.Document.QuerySelectorAll(".figures td.num > a, .key-figures a"));
        }

        Assert.True(links.Count > 5, $"{links.Count}");
        foreach (var link in links)
        {
            var opened = await visitor.GetAsync(link.GetAttribute("href")!);
            if (link.TextContent.Contains('.', StringComparison.Ordinal))
            {
                Assert.Contains(link.TextContent.Trim() is "0.00" ? "In all: " : $"· {link.TextContent.Trim()}", opened.Find(".figure-total").TextContent, StringComparison.Ordinal);
                continue;
            }

            var rows = opened.Document.QuerySelectorAll("table tbody tr").Length.ToString(CultureInfo.InvariantCulture);
            Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), rows));
            Assert.Equal($"In all: {link.TextContent}", opened.Find(".figure-total strong").TextContent);
        }
    }

    [Fact]
    public async Task Other_programs_read_the_columns_that_are_agreed()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await FillAsync(world);
        await using var db = world.Open();
        var tables = new PipelineTables(new Words(), new PipelineText(new Words(), StageScheme.Default, CategoryScheme.Default));
        var asked = new PipelineQuestion(Viewer.Program, Week47, PipelineGrouping.Owner);
        Assert.Equal(
            "group,opening_count,opening_amount,new_count,new_amount,reopened_count,reopened_amount,increased_amount,decreased_amount,won_count,"
            + "won_amount,lost_count,lost_amount,abandoned_count,abandoned_amount,moved_in_count,moved_in_amount,moved_out_count,moved_out_amount,closing_count,closing_amount",
            string.Join(',', tables.Waterfall(await OpportunityPromotion.SumsAsync(db, asked)).Columns));
        Assert.Equal("from,to,count,amount", string.Join(',', tables.Matrix((await OpportunityPromotion.WeekAsync(db, asked)).Stages, false).Columns));
    }

    /// <summary>A few opportunities of two people that move, change hands, and end within the week.</summary>
    internal static async Task FillAsync(World world)
    {
        var (rep, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Manager));
        var now = world.Clock.GetUtcNow().UtcDateTime;
        var earlier = world.By(rep) with { At = now.AddDays(-30), Today = world.By(rep).Today.AddDays(-30) };
        await using var db = world.Open();
        for (var i = 0; i < 8; i++)
        {
            var owner = i % 3 == 0 ? manager : rep;
            var stamp = i % 2 == 0 ? earlier : world.By(rep);
            var opportunity = new Opportunity($"P-{i}", $"Project {i}", null, null, null, new Money(1_000_01 * (i + 1)), stamp.Today.AddDays(20 * (i + 2)),
                owner.Id, owner.TeamId, stamp, owner.RegionId);
            switch (i)
            {
                case 0: opportunity.Revalue(new Money(5), "less", world.By(rep)); break;
                case 2: opportunity.Lose(new Closing(CloseReason.Price, null, null, null), world.By(rep)); break;
                case 4: opportunity.HandOverTo(manager.Id, manager.TeamId, "help", world.By(rep)); break;
                case 6: opportunity.Redate(world.By(rep).Today.AddDays(200), "their budget", world.By(rep)); break;
            }

            db.Opportunities.Add(opportunity);
        }

        await db.SaveChangesAsync();
    }
}
