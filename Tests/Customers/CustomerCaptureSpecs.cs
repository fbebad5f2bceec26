using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerCaptureSpecs
{
    private const string RightCode = "91310000607403259F";

    [Theory, EveryDatabase]
    public async Task A_customer_is_captured_with_everything_that_was_typed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Rep);
        var code = RightCode[..^1] + CreditCode.CheckSignOf(RightCode[..^1]);

        var answer = await visitor.SendAsync(await visitor.GetAsync("/customers/new"), "main form", ("Name", "上海东方数据有限公司"), ("ShortName", "东方数据"),
            ("CreditCode", code.Insert(4, " ")), ("Category", "Key"), ("Tier", "A"), ("Industry", "Finance"), ("EconomicStrength", "4"), ("ItMaturity", "Advanced"));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        var customer = await OnlyAsync(world);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        Assert.Equal((code, "Key", CustomerTier.A, 4), (customer.CreditCode, customer.Category, customer.Tier, customer.EconomicStrength));
        Assert.Equal((rep.Id, rep.TeamId, rep.RegionId), (customer.OwnerId, customer.TeamId, customer.RegionId));
        Assert.Equal($"/customers/{customer.Id}", answer.Location?.ToString());
    }

    [Theory]
    [InlineData("CreditCode", "913100006074032590", "not a unified social credit code")]
    [InlineData("Name", "", "Fill in")]
    [InlineData("EconomicStrength", "9", "must be between 1 and 5")]
    [InlineData("Category", "Nonsense", "not one of the company")]
    [InlineData("RegionId", "999", "no such region")]
    [InlineData("OwnerId", "999", "Choose an owner")]
    [InlineData("ParentSearch", "nobody of this name", "No customer is found")]
    public async Task What_is_wrong_is_said_beside_its_field_and_everything_typed_stays(string field, string typed, string message)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Rep);
        (string, string?)[] values = [("Name", "Kept name"), ("Note", "Kept note"), (field, typed)];

        var answer = await visitor.SendAsync(await visitor.GetAsync("/customers/new"), "main form", [.. values.Where(value => value.Item1 != field || value.Item2 == typed)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(message, answer.Document.QuerySelector(".field-error")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("Kept note", answer.Document.QuerySelector("#Note")?.TextContent.Trim());
        await using var db = world.Open();
        Assert.False(await db.Customers.AnyAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_group_is_found_by_words_and_chosen_where_there_are_several(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Green Group East");
        var west = await world.CustomerAsync("Green Group West");
        await world.CustomerAsync("Green Group of a stranger", WorldPeople.Stranger);
        var visitor = world.Visit(WorldPeople.Rep);

        var asked = await visitor.SendAsync(await visitor.GetAsync("/customers/new"), "main form", ("Name", "Unit"), ("ParentSearch", "Green Group"));
        var hits = asked.Document.QuerySelectorAll("#parents label").Select(label => label.TextContent.Trim()).ToList();
        var answer = await visitor.SendAsync(asked, "main form", ("ParentId", $"{west.Id}"));

        Assert.Equal(["It stands alone", "Green Group East", "Green Group West"], hits);
        await using var db = world.Open();
        Assert.Equal(west.Id, (await db.Customers.SingleAsync(customer => customer.Name == "Unit")).ParentId);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    [Theory, EveryDatabase]
    public async Task A_group_out_of_reach_can_not_be_guessed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var foreign = await world.CustomerAsync("Foreign", WorldPeople.Stranger);
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync("/customers/new"), "main form", ("Name", "Unit"), ("ParentId", $"{foreign.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.DoesNotContain("Foreign", answer.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task An_edit_changes_what_was_typed_and_keeps_where_each_value_came_from(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Before");
        var visitor = world.Visit(WorldPeople.Rep);

        await visitor.SendAsync(await visitor.GetAsync($"/customers/{customer.Id}/edit"), "main form", ("Name", "After"), ("Website", "www.after.example"));

        var after = await world.ReadAsync(customer.Id);
        Assert.Equal(("After", "after.example"), (after.Name, after.WebDomain));
        Assert.Equal(["Name", "Website"], after.Changes.Select(change => change.Field).Order());
        Assert.Contains("After", (await visitor.GetAsync($"/customers/{customer.Id}/facts")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_comes_second_sees_both_versions_and_chooses(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Before");
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/customers/{customer.Id}/edit");
        await world.ChangeAsync(customer, c => c.Edit(c.Facts with { Industry = "Theirs" }, world.By(null)));

        var conflict = await visitor.SendAsync(form, "main form", ("Industry", "Mine"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Theirs", conflict.Text, StringComparison.Ordinal);
        Assert.Contains("Mine", conflict.Text, StringComparison.Ordinal);
        await visitor.SendAsync(conflict, "main form", ("Industry", "Mine"));
        Assert.Equal("Mine", (await world.ReadAsync(customer.Id)).Industry);
    }

    [Theory, EveryDatabase]
    public async Task A_customer_can_not_stand_above_itself(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (group, unit) = (await world.CustomerAsync("Group"), await world.CustomerAsync("Unit"));
        await world.BelongAsync(unit, group);
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/customers/{group.Id}/edit"), "main form", ("ParentSearch", "Unit"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("would stand above itself", answer.Text, StringComparison.Ordinal);
        Assert.Null((await world.ReadAsync(group.Id)).ParentId);
    }

    [Theory, EveryDatabase]
    public async Task A_group_has_no_more_than_six_levels(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var above = await world.CustomerAsync("Level 1");
        for (var level = 2; level <= Customer.MostLevels; level++)
        {
            var unit = await world.CustomerAsync($"Level {level}");
            await world.BelongAsync(unit, above);
            above = unit;
        }

        var visitor = world.Visit(WorldPeople.Rep);
        var answer = await visitor.SendAsync(await visitor.GetAsync($"/customers/new?parent={above.Id}"), "main form", ("Name", "Level 7"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("at most 6 levels", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<Customer> OnlyAsync(World world)
    {
        await using var db = world.Open();
        return await db.Customers.AsNoTracking().SingleAsync();
    }
}
