using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Infrastructure.Reports.Continuity;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Tests.Customers.Care;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

public sealed class CareReportSpecs
{
    [Theory, EveryDatabase]
    public async Task Neglect_lists_the_worst_first_and_its_figures_are_the_lengths_of_its_lists(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync(sinceDays: 45, name: "Two weeks over");
        await world.CustomerAsync(sinceDays: 200, name: "Half a year over");
        await world.CustomerAsync(WorldPeople.Colleague, sinceDays: 31, name: "One day over");
        await world.TouchAsync(await world.CustomerAsync(sinceDays: 300, name: "Cared for"));
        var manager = world.Visit(WorldPeople.Manager);

        var page = await manager.GetAsync("/reports/neglect");

        Assert.Equal(["Half a year over", "Two weeks over", "One day over"], page.Document.QuerySelectorAll("table.rows tbody tr td:first-child bdi").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["170", "15", "1"], page.Document.QuerySelectorAll("table.rows tbody td .overdue").Select(cell => cell.TextContent.Trim()));
        var numbers = page.Document.QuerySelectorAll("table.figures a, .key-figures a").Select(link => (Link: link, Said: link.TextContent.Replace("of ", "", StringComparison.Ordinal).Split(' ')[0]))
            .Where(one => int.TryParse(one.Said, out var _) && one.Link.GetAttribute("href")!.Contains("days=", StringComparison.Ordinal) is false).ToList();
        Assert.Equal(8 + 4, numbers.Count);
        foreach (var (figure, said) in numbers)
        {
            var opened = await manager.GetAsync(figure.GetAttribute("href")!.Split('#')[0]);
            Assert.Equal(int.Parse(said, CultureInfo.InvariantCulture), opened.Document.QuerySelectorAll("table.rows tbody tr").Length);
            Assert.Equal($"In all: {said}", opened.Document.QuerySelector(".figure-total strong")?.TextContent ?? "In all: 0");
        }

        var rate = await manager.GetAsync(page.Find(".key-figures li:last-child a").GetAttribute("href")!);
        Assert.Equal(page.Find(".key-figures li:last-child a").TextContent, rate.Find("[data-sum=result] b").TextContent);
        var worst = await manager.GetAsync(page.Find("table.figures tbody tr td:last-child a").GetAttribute("href")!.Split('#')[0]);
        Assert.Equal("170", worst.Find("table.rows tbody tr td:last-child").TextContent.Trim());
    }

    [Theory, EveryDatabase]
    public async Task Each_sees_the_neglect_of_his_scope(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync();
        await world.CustomerAsync(WorldPeople.Colleague);
        await world.CustomerAsync(WorldPeople.Stranger);

        foreach (var (person, count) in ((string, int)[])[(WorldPeople.Rep, 1), (WorldPeople.Manager, 2), (WorldPeople.GeneralManager, 3), (WorldPeople.Stranger, 1)])
        {
            Assert.Equal(count, (await world.Visit(person).GetAsync("/reports/neglect?part=Contacts")).Document.QuerySelectorAll("table.rows tbody tr").Length);
            var csv = await world.Visit(person).GetAsync("/reports/neglect/export.csv");
            Assert.Equal((HttpStatusCode.OK, (2 * count) + 1), (csv.Status, csv.Text.Trim().Split('\n').Length));
        }
    }

    [Theory, EveryDatabase]
    public async Task Key_contacts_tells_who_is_missing_and_what_comes_next(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync(name: "Silent");
        await world.CustomerAsync(category: CategoryScheme.General, name: "Not a key customer");
        var bare = await world.CustomerAsync(name: "Bare");
        await using (var db = world.Open())
        {
            (await db.Contacts.SingleAsync(contact => contact.CustomerId == bare.Id)).BeKey(false);
            await db.SaveChangesAsync();
        }

        await world.NightAsync();
        var manager = world.Visit(WorldPeople.Manager);
        var page = await manager.GetAsync("/reports/key-contacts");

        Assert.Equal(["Bare", "Silent"], page.Document.QuerySelectorAll("table.rows tbody tr td:first-child bdi").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["2", "1", "1"], page.Document.QuerySelectorAll(".key-figures a").Select(figure => figure.TextContent));
        Assert.Contains("nobody named", page.Find("table.rows tbody tr").TextContent);
        Assert.Single((await manager.GetAsync("/reports/key-contacts?gap=Silent")).Document.QuerySelectorAll("table.rows tbody tr"));
        Assert.Contains("2026-11-18", page.Document.QuerySelectorAll("table.rows tbody tr")[1].TextContent);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/reports/key-contacts/export.xlsx")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Continuity_is_found_from_touches_and_kept_by_the_week(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await world.TouchAsync(customer, daysAgo: 2);
        await using var db = world.Open();
        await db.ScoreContinuityAsync(world.By(null));
        var alone = await db.Continuities.AsNoTracking().SingleAsync();
        Assert.Equal((0, 0, 3), (alone.SecondColleague, alone.SharedTouches, alone.Knowledge));

        await world.TouchAsync(customer, WorldPeople.Colleague, daysAgo: 1);
        world.Clock.Pass(TimeSpan.FromDays(7));
        await db.ScoreContinuityAsync(world.By(null));
        await db.ScoreContinuityAsync(world.By(null));

        var shared = await db.Continuities.AsNoTracking().SingleAsync();
        Assert.Equal((30, 20, 6), (shared.SecondColleague, shared.SharedTouches, shared.Knowledge));
        Assert.Equal([3, 56], await db.ContinuityWeeks.OrderBy(row => row.WeekOn).Select(row => row.Score).ToListAsync());
        var page = await world.Visit(WorldPeople.Manager).GetAsync("/reports/continuity");
        Assert.Contains("+53", page.Find("table.figures tbody tr").TextContent);
        Assert.True(shared.Score >= ContinuityScore.Weak);
    }

    /// <summary>The weekly rows go through the same door as the customers that they count.</summary>
    [Theory, EveryDatabase]
    public async Task Continuity_of_an_owner_is_read_by_who_reads_his_customers(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync();
        await using var db = world.Open();
        await db.ScoreContinuityAsync(world.By(null));
        var (rep, will, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger), await world.PersonAsync(WorldPeople.Manager));
        var today = new DateOnly(2026, 11, 18);
        var shared = ViewerOf(will, Role.Sales) with { HasShares = true, Today = today };
        db.RecordShares.Add(new RecordShare(new SharedRecord(RecordType.Customer, customer.Id, "", null, null, null), will, Viewer.Program,
            new ShareTerms(ShareKind.Team, ShareLevel.Write, today, null, null), world.By(null)));
        await db.SaveChangesAsync();

        Assert.Single(await ContinuityReport.OwnersAsync(db, ViewerOf(rep, Role.Sales), today));
        Assert.Single(await ContinuityReport.OwnersAsync(db, ViewerOf(manager, Role.SalesManager), today));
        Assert.Single(await ContinuityReport.OwnersAsync(db, ViewerOf(will, Role.Sales) with { Covered = [new Covering(rep.Id, rep.Name, today)] }, today));
        Assert.Empty(await ContinuityReport.OwnersAsync(db, ViewerOf(will, Role.Sales), today));
        Assert.Empty(await ContinuityReport.OwnersAsync(db, shared, today));
        Assert.Single(await ContinuityReport.OwnersAsync(db, ViewerOf(will, Role.Finance), today));
        Assert.Empty(await ContinuityReport.OwnersAsync(db, ViewerOf(rep, Role.Presales), today));
    }

    [Theory, EveryDatabase]
    public async Task The_worst_are_found_by_an_index_for_every_scope(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var db = world.Open();
        var (rep, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Manager));
        foreach (var viewer in (Viewer[])[ViewerOf(rep, Role.Sales), ViewerOf(manager, Role.SalesManager), Viewer.Program])
        {
            var customers = NeglectReport.Customers(db, viewer, new NeglectFilter(), new DateOnly(2026, 11, 18)).OrderBy(row => row.CareDueOn).ThenBy(row => row.Id).Take(50);
            var plan = customers.Explain(db);

            Assert.Contains("CareDueOn", plan);
            Assert.DoesNotContain("TEMP B-TREE", plan);
            Assert.DoesNotContain("Sort", plan);
        }
    }

    private static Viewer ViewerOf(Person person, Role role) =>
        new(person.Id, person.Name, [role], person.TeamId, person.RegionId, AccessMatrix.Default);
}
