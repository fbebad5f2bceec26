using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Home.Cards;

namespace SiCrm.Tests.Home;

public sealed class HomePageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const string Delivery = "Paul Project";
    private const string Money = "Fay Finance";
    private const string Service = "Sven Service";
    private const string Chief = "Sara Service";
    private const string Research = "Rita Research";

    /// <summary>What the sign-in of a test asks, which a cookie does not, and what the program looks for by itself meanwhile.</summary>
    private static readonly string[] SignIn =
        ["\"Accounts\"", "\"AspNet", "\"ManagerId\"", "SecondFactorRoles", "SELECT \"i\".\"Id\"\nFROM \"Imports\"", "SELECT i.\"Id\"\nFROM \"Imports\""];

    [Theory]
    [EveryDatabase(WorldPeople.GeneralManager)]
    [EveryDatabase(WorldPeople.Manager)]
    [EveryDatabase(WorldPeople.Rep)]
    [EveryDatabase(WorldPeople.Coordinator)]
    [EveryDatabase(WorldPeople.Presales)]
    [EveryDatabase(WorldPeople.Administrator)]
    [EveryDatabase(Delivery)]
    [EveryDatabase(Money)]
    [EveryDatabase(Service)]
    [EveryDatabase(Chief)]
    [EveryDatabase(Research)]
    public async Task Every_card_of_a_role_is_there_in_six_statements(DatabaseKind kind, string person)
    {
        var world = await WithMoneyAsync(kind);
        var visitor = world.Visit(person);
        await visitor.GetAsync("/");
        using var statements = new Statements(world);
        var page = await visitor.GetAsync("/");

        var own = statements.Sent.Where(sql => !SignIn.Any(mark => sql.Contains(mark, StringComparison.Ordinal))).ToList();
        var role = (await world.PersonAsync(person)).Roles.Single();
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(own.Count <= 6, $"{own.Count}:\n{string.Join("\n\n", own)}");
        Assert.Equal(
            HomeCards.Of(role).Where(card => card is not ("told" or "instructions" or "favourites")),
            page.Document.QuerySelectorAll("main .home > section").Select(card => card.GetAttribute("aria-labelledby") ?? "").Where(card => card != "told"));
        Assert.DoesNotContain("[Home.", page.Text);
        Assert.DoesNotContain("[Home.", (await world.Visit(person, "zh-CN").GetAsync("/")).Text);
        Assert.All(page.Document.QuerySelectorAll("main .home > section"), card => Assert.Contains("As of", card.TextContent));
    }

    /// <summary>In the same statements: with a favourite and something new for him.</summary>
    [Theory]
    [EveryDatabase(WorldPeople.Rep)]
    [EveryDatabase(WorldPeople.Coordinator)]
    [EveryDatabase(WorldPeople.GeneralManager)]
    public async Task Everybody_keeps_favourites_on_his_home_page(DatabaseKind kind, string person)
    {
        await using var world = await World.CreateAsync(kind);
        await using (var db = world.Open())
        {
            var me = await db.People.SingleAsync(row => row.Name == person);
            db.SavedViews.AddRange(new[] { "Two", "One" }.Select(name => new SavedView("reports", name, $"/reports/neglect?days={name}", me.Id, isShared: false, defaultFor: null)));
            db.Notifications.AddRange(Enumerable.Range(1, 3).Select(i => new Notification(
                me.Id, NotificationKind.ReportNotSent, "ReportSchedule", i, $"key{i}", world.Clock.GetUtcNow().UtcDateTime, "neglect", $"Reader {i}")));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(person);
        await visitor.GetAsync("/");
        using var statements = new Statements(world);
        var page = await visitor.GetAsync("/");
        Assert.InRange(statements.Sent.Count(sql => !SignIn.Any(mark => sql.Contains(mark, StringComparison.Ordinal))), 1, 6);
        Assert.Equal(["One", "Two"], page.Document.QuerySelectorAll("section[aria-labelledby=favourites] li a").Select(link => link.TextContent));
        Assert.Equal("3", page.Find("section[aria-labelledby=told] .home-count").TextContent);
        Assert.Equal(3, page.Document.QuerySelectorAll("section[aria-labelledby=told] li").Length);
    }

    [Theory, EveryDatabase]
    public async Task A_day_with_too_much_planned_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var presales = world.Visit(WorldPeople.Presales);
        var card = (await presales.GetAsync("/")).Find("section[aria-labelledby=own-days]");
        Assert.Equal(7, card.QuerySelectorAll("li").Length);
        Assert.Equal("0", card.QuerySelector(".home-count")?.TextContent);
        Assert.Empty(card.QuerySelectorAll(".overdue"));
    }

    [Theory, EveryDatabase]
    public async Task The_general_manager_sees_what_is_signed_and_what_is_missing(DatabaseKind kind)
    {
        var world = await WithMoneyAsync(kind);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync("/");
        var forecast = page.Find("section[aria-labelledby=forecast]");
        Assert.Contains("title=\"2,260.00\"", forecast.InnerHtml);
        Assert.Contains("title=\"10,000.00\"", forecast.InnerHtml);
        Assert.Contains("title=\"7,740.00\"", forecast.InnerHtml);
        var signed = forecast.QuerySelector("dd a")?.GetAttribute("href") ?? "";
        Assert.Equal(2, (await world.Visit(WorldPeople.GeneralManager).GetAsync(signed)).Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("2026-11", page.Find("section[aria-labelledby=sales] table").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Cards_are_arranged_and_what_is_hidden_asks_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = world.Visit(WorldPeople.Colleague);
        await rep.SendAsync(await rep.GetAsync("/home/cards"), "form:has(input[value=week])", ("move", "Up"));
        await rep.SendAsync(await rep.GetAsync("/home/cards"), "form:has(input[value=care])", ("move", "Hide"));
        using var statements = new Statements(world);
        var cards = (await rep.GetAsync("/")).Document.QuerySelectorAll("main .home > section").Select(card => card.GetAttribute("aria-labelledby")).ToList();

        Assert.Equal(["week", "confirmations"], cards.TakeLast(2));
        Assert.DoesNotContain("care", cards);
        Assert.DoesNotContain(statements.Sent, sql => sql.Contains("\"CareTasks\"", StringComparison.Ordinal));
        Assert.Contains("(hidden)", (await rep.GetAsync("/home/cards?role=Sales")).Text);
        await rep.SendAsync(await rep.GetAsync("/home/cards"), "form[action='/home/cards/reset']");
        Assert.Contains("care", (await rep.GetAsync("/")).Document.QuerySelectorAll("main .home > section").Select(card => card.GetAttribute("aria-labelledby")));
    }

    [Theory, EveryDatabase]
    public async Task Only_what_is_longer_in_its_stage_than_the_norm_is_stuck(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Three weeks");
        var manager = world.Visit(WorldPeople.Manager);
        world.Clock.Pass(TimeSpan.FromDays(20));
        Assert.DoesNotContain("Three weeks", (await manager.GetAsync("/opportunities?slow=true")).Text);
        world.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Contains("Three weeks", (await manager.GetAsync("/opportunities?slow=true")).Text);
        Assert.Equal("1", (await manager.GetAsync("/")).Find("section[aria-labelledby=alerts] li span").TextContent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Sales")]
    [InlineData("Sales=;;=,,-;Nobody=week")]
    [InlineData("Sales=unheard-of,-week,week")]
    public void What_cannot_be_read_is_as_it_was_at_first(string? text)
    {
        var cards = HomeArrangement.Parse(text).Of(Role.Sales).Select(card => card.Card);
        Assert.Equal(HomeCards.Of(Role.Sales).Order(), cards.Order());
    }

    private async Task<World> WithMoneyAsync(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var db = world.Open();
        if (await db.People.AnyAsync(person => person.Name == Delivery))
        {
            return world;
        }

        db.People.AddRange(
            new Person(Delivery, "paul@example.com", null, null, new DateOnly(2025, 1, 1), Role.ProjectManager),
            new Person(Service, "sven@example.com", null, null, new DateOnly(2025, 1, 1), Role.ServiceEngineer),
            new Person(Chief, "sara@example.com", null, null, new DateOnly(2025, 1, 1), Role.ServiceManager),
            new Person(Research, "rita@example.com", null, null, new DateOnly(2025, 1, 1), Role.RnD),
            new Person(Money, "fay@example.com", null, null, new DateOnly(2025, 1, 1), Role.Finance));
        await db.SaveChangesAsync();
        db.Users.AddRange(db.People.Local.Select(person => new Account
        {
            PersonId = person.Id, UserName = person.Email, NormalizedUserName = person.Email?.ToUpperInvariant(), SecurityStamp = "stamp",
        }));
        await db.SaveChangesAsync();
        var customer = await world.CustomerAsync("Money Matters Ltd");
        await world.ContractAsync(customer, 1000, new DateOnly(2026, 10, 5));
        await world.ContractAsync(customer, 1000, new DateOnly(2026, 11, 2));
        await world.ContractAsync(customer, 500, new DateOnly(2025, 11, 2));
        await db.SetTargetAsync(TargetOf.Company, null, FiscalSpan.Of(new DateOnly(2026, 11, 18), 3, 1), Domain.Shared.Money.FromMajor(10_000), null, world.By(null));
        return world;
    }
}
