using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Care;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports;

/// <summary>R13: owner, roles covered, last effective contact, next care, attitude trend, job changes.</summary>
public sealed class KeyContactsSpecs
{
    [Theory]
    [EveryDatabase("en", "Decision maker", "Coach", "−1 → +2 better", "In all: 1")]
    [EveryDatabase("zh-CN", "决策人", "内线", "−1 → +2 好转", "共 1 条")]
    public async Task Each_key_contact_has_his_roles_how_his_attitude_went_and_his_changes_of_job(
        DatabaseKind kind, string language, string role, string hidden, string trend, string jobs)
    {
        await using var world = await ToldAsync(kind);
        var manager = world.Visit(WorldPeople.Manager, language);
        var rows = Rows(await manager.GetAsync("/reports/key-contacts"));

        var li = rows["Li Lei"];
        Assert.Equal(role, li.Children[4].TextContent.Trim());
        Assert.DoesNotContain(hidden, li.TextContent, StringComparison.Ordinal);
        Assert.Equal(trend, Collapsed(li.Children[8]));
        Assert.Equal(("1", "1"), (li.Children[9].TextContent.Trim(), rows["Han Mei"].Children[9].TextContent.Trim()));
        Assert.Equal("–", rows["Han Mei"].Children[4].TextContent.Trim());
        Assert.Contains(hidden, Rows(await world.Visit(WorldPeople.GeneralManager, language).GetAsync("/reports/key-contacts"))["Li Lei"].Children[4].TextContent, StringComparison.Ordinal);

        var parts = await OpensAsync(manager, li.Children[8]);
        Assert.Contains("−1", parts.Find("section[aria-labelledby=parts] tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(role, (await OpensAsync(manager, li.Children[4])).Find("section[aria-labelledby=parts] tbody").TextContent, StringComparison.Ordinal);
        foreach (var (name, before) in new[] { ("Li Lei", "CIO"), ("Han Mei", "Old employer · Buyer") })
        {
            var changes = (await OpensAsync(manager, rows[name].Children[9])).Find("section[aria-labelledby=jobs]");
            Assert.Contains(jobs, changes.TextContent, StringComparison.Ordinal);
            Assert.Contains(before, changes.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_files_tell_the_same(DatabaseKind kind)
    {
        await using var world = await ToldAsync(kind);
        var manager = world.Visit(WorldPeople.Manager);

        var csv = (await manager.GetAsync("/reports/key-contacts/export.csv")).Text.Trim().Split("\r\n");

        Assert.EndsWith("Roles covered,Attitude now,Attitude twelve months ago,Job changes in twelve months", csv[0], StringComparison.Ordinal);
        Assert.EndsWith(",Decision maker,2,-1,1", csv.Single(line => line.Contains("Li Lei", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(",,,,1", csv.Single(line => line.Contains("Han Mei", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/reports/key-contacts/export.xlsx")).Status);
    }

    [Theory, EveryDatabase]
    public async Task An_attitude_and_a_job_of_long_ago_are_no_change(DatabaseKind kind)
    {
        await using var world = await ToldAsync(kind);
        world.Clock.Pass(TimeSpan.FromDays(400));

        var li = Rows(await world.Visit(WorldPeople.Manager).GetAsync("/reports/key-contacts"))["Li Lei"];

        Assert.Equal(("+2 → +2 as before", "0"), (Collapsed(li.Children[8]), li.Children[9].TextContent.Trim()));
    }

    private static Dictionary<string, IElement> Rows(Page page) => page.Document.QuerySelectorAll("table.rows tbody tr")
        .ToDictionary(row => row.Children[2].TextContent.Trim(), row => row);

    private static string Collapsed(IElement cell) => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Page> OpensAsync(Visitor visitor, IElement cell)
    {
        var page = await visitor.GetAsync((cell.QuerySelector("a")?.GetAttribute("href") ?? throw new InvalidOperationException(cell.TextContent)).Split('#')[0]);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    /// <summary>More than a year ago he was against us; now he is for us, has another position, and a colleague came from another employer.</summary>
    private static async Task<World> ToldAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync(sinceDays: 100, name: "Green Media");
        var old = await world.CustomerAsync(category: CategoryScheme.General, name: "Old employer");
        var came = await world.ContactAsync(old, new ContactFacts { Name = "Han Mei", Position = "Buyer" }, isKey: true);
        var (project, beyond) = (await world.OpportunityAsync(customer), await world.OpportunityAsync(customer, WorldPeople.Stranger));
        await using var db = world.Open();
        var li = await db.Contacts.SingleAsync(contact => contact.CustomerId == customer.Id);
        await world.PlaceAsync(project, li, BuyingRole.DecisionMaker, -1);
        await world.PlaceAsync(beyond, li, BuyingRole.Coach, null);
        world.Clock.Pass(TimeSpan.FromDays(400));
        await world.PlaceAsync(project, li, BuyingRole.DecisionMaker, 2);
        var by = world.By(await world.PersonAsync(WorldPeople.Rep));
        li.Edit(li.Facts with { Position = "CTO" }, by);
        (await db.Contacts.SingleAsync(contact => contact.Id == came.Id)).MoveTo(
            await db.Customers.SingleAsync(row => row.Id == customer.Id), "Head of purchasing", null, by.Today.AddDays(-3), by);
        await db.SaveChangesAsync();
        return world;
    }
}
