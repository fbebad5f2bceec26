using System.Net;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerMoveSpecs
{
    [Theory]
    [EveryDatabase("Call", "true", true)]
    [EveryDatabase("Mail", null, false)]
    [EveryDatabase("Note", "true", false)]
    public async Task Only_a_touch_that_was_answered_ends_the_silence(DatabaseKind kind, string touch, string? isTwoWay, bool ends)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Silent");
        world.Clock.Pass(TimeSpan.FromDays(366));
        await world.ChangeAsync(customer, c => c.FallAsleep(CategoryScheme.Default.Of(CategoryScheme.General), world.By(null)));
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}"), ".quick-log", ("Kind", touch), ("IsTwoWay", isTwoWay));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        var after = await world.ReadAsync(customer.Id);
        Assert.Equal(ends, after.LastTouchAt is not null);
        Assert.Equal(ends ? CustomerStatus.Prospect : CustomerStatus.Dormant, after.Status);
    }

    [Theory, EveryDatabase]
    public async Task A_touch_from_the_list_leads_back_to_the_list(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Called");
        var visitor = world.Visit(WorldPeople.Rep);
        var list = await visitor.GetAsync("/customers?sort=LastTouch");

        var form = await visitor.GetAsync(list.Document.QuerySelector(".log-link")?.GetAttribute("href") ?? "");
        var answer = await visitor.SendAsync(form, "main form");

        Assert.Equal("/customers?sort=LastTouch", answer.Location?.ToString());
    }

    [Theory, EveryDatabase]
    public async Task Two_colleagues_may_log_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Both");
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var (mine, theirs) = (await rep.GetAsync($"/customers/{customer.Id}/touches/new?kind=Call"), await manager.GetAsync($"/customers/{customer.Id}/touches/new?kind=Visit"));

        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(mine, "main form")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(theirs, "main form")).Status);
        await using var db = world.Open();
        Assert.Equal(2, db.Touches.Count());
    }

    [Theory]
    [InlineData("On", "2026-12-24", "later than now")]
    [InlineData("Kind", "", "Fill in")]
    [InlineData("ContactId", "999", "not there any more")]
    public async Task A_touch_that_can_not_be_is_refused_and_its_words_stay(string field, string typed, string message)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var customer = await world.CustomerAsync("Called");
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(
            await visitor.GetAsync($"/customers/{customer.Id}/touches/new?kind=Call"), "main form", ("Words", "Kept words"), (field, typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Contains("Kept words", answer.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_customer_is_given_up_with_a_reason_and_taken_up_again(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Hopeless");
        var visitor = world.Visit(WorldPeople.Rep);

        var refused = await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}/giving-up"), "main form");
        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}/giving-up"), "main form", ("Reason", "Bought elsewhere"));
        var page = await visitor.GetAsync($"/customers/{customer.Id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(CustomerStatus.Lost, (await world.ReadAsync(customer.Id)).Status);
        Assert.Contains("Bought elsewhere", page.Document.QuerySelector(".record-head")?.TextContent, StringComparison.Ordinal);
        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}/taking-up"), "main form", ("Reason", "They called"));
        Assert.Equal(CustomerStatus.Prospect, (await world.ReadAsync(customer.Id)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_decides_on_what_is_no_more_sees_it_as_it_is_now(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Changing");
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/customers/{customer.Id}/giving-up");
        await world.ChangeAsync(customer, c => c.Edit(c.Facts with { Industry = "New" }, world.By(null)));

        var answer = await visitor.SendAsync(form, "main form", ("Reason", "Kept reason"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Kept reason", answer.Text, StringComparison.Ordinal);
        Assert.Equal(CustomerStatus.Prospect, (await world.ReadAsync(customer.Id)).Status);
    }

    [Theory, EveryDatabase]
    public async Task An_archived_customer_is_out_of_the_list_and_comes_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Put away");
        var visitor = world.Visit(WorldPeople.Manager);

        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}/archive"), "main form");
        var list = await visitor.GetAsync("/customers");
        var edit = await visitor.GetAsync($"/customers/{customer.Id}/edit");
        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}"), "form[action$='/restoration']");

        Assert.DoesNotContain("Put away", list.Document.QuerySelector("main")?.TextContent.Replace("Put away is archived", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, edit.Status);
        Assert.Null((await world.ReadAsync(customer.Id)).ArchivedAt);
    }
}
