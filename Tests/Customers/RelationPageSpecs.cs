using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class RelationPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("en", "No economic buyer is known.", "The technical evaluator, Li Lei, is against us and was last touched 41 days ago.")]
    [EveryDatabase("zh-CN", "尚不清楚谁是出资人。", "技术把关人（Li Lei）反对我们，上次联系是 41 天前。")]
    public async Task The_map_says_what_is_missing_and_draws_who_is_there(DatabaseKind kind, string language, string missing, string against)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Gaps");
        var boss = await world.ContactAsync(customer, new ContactFacts { Name = "Bo Boss" }, 2);
        var tech = await world.ContactAsync(customer, new ContactFacts { Name = "Li Lei" }, 41);
        var opportunity = await world.OpportunityAsync(customer);
        await world.PlaceAsync(opportunity, boss, BuyingRole.DecisionMaker, 2);
        await world.PlaceAsync(opportunity, tech, BuyingRole.TechnicalEvaluator, -1, boss.Id);

        foreach (var address in (string[])[$"/opportunities/{opportunity.Id}/relations", $"/customers/{customer.Id}/relations"])
        {
            var page = await world.Visit(WorldPeople.Rep, language).GetAsync(address);

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(missing, page.Find(".gap-list").TextContent);
            Assert.Contains(against, page.Find(".gap-list").TextContent);
            Assert.Equal(2, page.Document.QuerySelectorAll("svg.relation-map a").Length);
            Assert.Single(page.Document.QuerySelectorAll(".relation-line"));
            Assert.Equal(2, page.Document.QuerySelectorAll("tbody tr").Length);
        }
    }

    [Theory, EveryDatabase]
    public async Task Somebody_is_placed_and_his_attitude_needs_evidence(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Placing");
        var contact = await world.ContactAsync(customer, new ContactFacts { Name = "Pam Placed" });
        var opportunity = await world.OpportunityAsync(customer);
        var visitor = world.Visit(WorldPeople.Rep);
        var choose = await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/new?q=pam");
        var form = await visitor.GetAsync(choose.Find(".choice-list a").GetAttribute("href") ?? "");

        var refused = await visitor.SendAsync(form, "form.card", ("Role", "Coach"), ("Attitude", "-2"));
        var map = await visitor.FollowAsync(await visitor.SendAsync(form, "form.card", ("Role", "Coach"), ("Attitude", "-2"), ("Evidence", "Told the others")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("concluded from", refused.Find(".form-errors").TextContent);
        Assert.Contains("strongly against us", map.Find("tbody").TextContent);
        Assert.Contains("Told the others", (await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/{contact.Id}")).Text);
        Assert.Contains("Coach", (await visitor.GetAsync($"/contacts/{contact.Id}")).Text);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_draw_lines_at_once_make_no_ring(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Ring");
        var (a, b) = (await world.ContactAsync(customer, new ContactFacts { Name = "A" }), await world.ContactAsync(customer, new ContactFacts { Name = "B" }));
        var opportunity = await world.OpportunityAsync(customer);
        await world.PlaceAsync(opportunity, a, BuyingRole.User);
        await world.PlaceAsync(opportunity, b, BuyingRole.User);
        var visitor = world.Visit(WorldPeople.Rep);
        var (first, second) = (await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/{a.Id}"), await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/{b.Id}"));

        var done = await visitor.SendAsync(first, "form.card", ("ReportsToId", $"{b.Id}"));
        var late = await visitor.SendAsync(second, "form.card", ("ReportsToId", $"{a.Id}"));
        var again = await visitor.SendAsync(await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/{b.Id}"), "form.card", ("ReportsToId", $"{a.Id}"));

        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.True(late.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{late.Status}");
        Assert.Contains("report to himself", again.Text);
    }

    [Theory, EveryDatabase]
    public async Task How_the_customer_buys_says_who_has_to_be_covered(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var opportunity = await world.OpportunityAsync(await world.CustomerAsync("Tender"));
        var visitor = world.Visit(WorldPeople.Rep);
        var address = $"/opportunities/{opportunity.Id}/relations";

        await visitor.SendAsync(await visitor.GetAsync(address), "form.filter-bar", ("procurement", "OpenTender"));

        Assert.Contains("No gatekeeper is known.", (await visitor.GetAsync(address)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Colleague).GetAsync(address + "/new")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_leaves_is_off_the_map_and_stays_in_the_history(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Leaving");
        var contact = await world.ContactAsync(customer, new ContactFacts { Name = "Lee Leaver" });
        var opportunity = await world.OpportunityAsync(customer);
        await world.PlaceAsync(opportunity, contact, BuyingRole.User);
        var visitor = world.Visit(WorldPeople.Rep);

        var map = await visitor.FollowAsync(await visitor.SendAsync(
            await visitor.GetAsync($"/opportunities/{opportunity.Id}/relations/{contact.Id}"), "form[action$=departure]"));

        Assert.Empty(map.Document.QuerySelectorAll("svg.relation-map a"));
        await using var db = world.Open();
        Assert.Equal(1, await db.AttitudeRows.CountAsync(row => db.BuyingCentreMembers.Any(member => member.Id == row.BuyingCentreMemberId && member.ContactId == contact.Id)));
    }
}
