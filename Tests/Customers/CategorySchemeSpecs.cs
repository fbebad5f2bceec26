using System.Net;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CategorySchemeSpecs
{
    [Theory, EveryDatabase]
    public async Task A_scheme_is_saved_as_a_new_version_after_its_preview_and_customers_are_called_by_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("A customer", change: facts => facts with { Category = CategoryScheme.Key });
        var administrator = world.Visit(WorldPeople.Administrator);
        var page = await administrator.GetAsync("/customers/categories");

        var early = await administrator.SendAsync(page, "main form", ("Categories[0].English", "Crown"));
        var preview = await administrator.PreviewAsync(page, ("Categories[0].English", "Crown"), ("Categories[0].DormantDays", "60"));
        var saved = await administrator.SendAsync(preview, "main form");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Contains("Crown", (await administrator.GetAsync("/customers")).Document.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("重点", (await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync("/customers")).Document.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal(60, Assert.Single(db.CategorySchemes.ToList()).Of(CategoryScheme.Key).DormantDays);
    }

    [Theory, EveryDatabase]
    public async Task The_preview_says_who_would_fall_asleep_and_whose_category_is_gone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Silent", change: facts => facts with { Category = CategoryScheme.Key });
        await world.CustomerAsync("Aim", change: facts => facts with { Category = CategoryScheme.Target });
        world.Clock.Pass(TimeSpan.FromDays(61));
        var administrator = world.Visit(WorldPeople.Administrator);

        var preview = await administrator.PreviewAsync(await administrator.GetAsync("/customers/categories"), ("Categories[0].DormantDays", "60"),
            ("Categories[1].Code", ""), ("Categories[1].English", ""), ("Categories[1].Chinese", ""), ("Categories[1].DormantDays", ""), ("Categories[1].VisitDays", ""),
            ("Categories[1].KeyContactDays", ""));

        var section = preview.Document.QuerySelector("section[aria-labelledby='preview']")?.TextContent;
        Assert.Contains("1 customers would fall asleep tonight; as it is now, 0.", section, StringComparison.Ordinal);
        Assert.Contains("1 customers of category Target", section, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Categories[0].Code", "Target", "same code")]
    [InlineData("Categories[0].Chinese", "", "name in both languages")]
    [InlineData("Categories[0].DormantDays", "0", "must be between")]
    [InlineData("Categories[0].DormantDays", "", "A cycle is 1 to")]
    public async Task A_scheme_that_can_not_be_is_refused_and_keeps_what_was_typed(string field, string typed, string message)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var administrator = world.Visit(WorldPeople.Administrator);

        var answer = await administrator.PreviewAsync(await administrator.GetAsync("/customers/categories"), ("Categories[0].English", "Typed"), (field, typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Contains("Typed", answer.Text, StringComparison.Ordinal);
    }
}

file static class SchemeVisits
{
    public static Task<Page> PreviewAsync(this Visitor visitor, Page page, params (string Name, string? Value)[] values)
    {
        page.Document.QuerySelector("main form")?.SetAttribute("action", "/customers/categories/preview");
        return visitor.SendAsync(page, "main form", values);
    }
}
