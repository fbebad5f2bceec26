using System.Net;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>Nothing that somebody typed into a quote is lost: not to a colleague who saved before, and not for a field that he left out.</summary>
public sealed class QuoteTypingSpecs
{
    [Theory, EveryDatabase]
    public async Task Who_saves_after_a_colleague_chooses_field_by_field_also_in_lines(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var form = await rep.GetAsync($"/quotes/{quote.Id}/edit");
        await manager.SendAsync(
            await manager.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Save"), ("Terms", "The manager's"), ("Lines[0].Quantity", "7"), ("Lines[1].Text", "Their training"), ("Lines[1].UnitPrice", "500"), ("Lines[1].TaxRate", "6"));

        var told = await rep.SendAsync(form, "form[data-quote]", ("act", "Save"), ("Terms", "The rep's"), ("Lines[0].Quantity", "3"));
        var saved = await rep.SendAsync(told, "main form", ("Lines[0].Quantity", "7"), ("Lines[1].Text", "Their training"), ("Lines[1].UnitPrice", "500.00"), ("Lines[1].TaxRate", "6"), ("Lines[1].Quantity", "1"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Redirect), (told.Status, saved.Status));
        Assert.Contains("The manager", told.Text, StringComparison.Ordinal);
        Assert.Contains("Line 1: Quantity", told.Text, StringComparison.Ordinal);
        var kept = (await world.ReadAsync(quote)).Current;
        Assert.Equal(("The rep's", 7), (kept.Terms, kept.Lines.OrderBy(line => line.Place).First().Quantity));
        Assert.Equal("Their training", kept.Lines.OrderBy(line => line.Place).Last().Text);
    }

    [Theory, EveryDatabase]
    public async Task A_line_that_is_typed_without_a_product_or_a_description_is_not_dropped(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var told = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Save"), ("Lines[1].Quantity", "5"), ("Lines[1].UnitPrice", "777"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("Give the line a product or a description", told.Find("#Lines_1__Text-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("5", told.Find("[name='Lines[1].Quantity']").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task What_is_typed_is_judged_as_the_approval_will_see_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("J-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new");

        var thin = await rep.SendAsync(form, "form[data-quote]", ("act", "Judge"), ("Lines[0].ProductCode", "J-1"), ("Lines[0].UnitPrice", "650"), ("Lines[0].UnitCost", "10"));
        var whole = await rep.SendAsync(form, "form[data-quote]", ("act", "Judge"), ("Lines[0].ProductCode", "J-1"));
        var added = await rep.SendAsync(form, "form[data-quote]", ("act", "AddUp"), ("Lines[0].ProductCode", "J-1"), ("Lines[0].UnitPrice", "950"), ("Lines[0].UnitCost", "10"));

        Assert.Equal((2, HttpStatusCode.OK), (thin.Document.QuerySelectorAll(".flash-warning").Length, thin.Status));
        Assert.Empty(whole.Document.QuerySelectorAll(".flash-warning"));
        Assert.Equal("350.00", added.Find("[data-sum=margin]").TextContent);

        var below = await rep.SendAsync(
            added, "form[data-quote]", ("act", "Judge"), ("Lines[0].ProductCode", ""), ("Lines[0].Quantity", ""), ("Lines[0].UnitPrice", ""), ("Lines[0].UnitCost", ""),
            ("Lines[0].Discount", ""), ("Lines[0].Text", ""), ("Lines[1].ProductCode", "J-1"), ("Lines[1].Quantity", "1"), ("Lines[1].UnitPrice", "650"));
        Assert.Contains("Line 2 lies 35 % below", below.Find(".flash-warning").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_can_not_be_is_answered_field_by_field_while_it_is_typed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("F-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new");

        var told = await rep.SendAsync(
            form, "form[data-quote]", ("act", "Judge"), ("Lines[0].ProductCode", "F-1"), ("Lines[0].Quantity", "-1"), ("Lines[1].ProductCode", "F-1"), ("Lines[1].Quantity", "1e20"),
            ("Lines[2].ProductCode", "none"), ("Lines[3].Quantity", "2"));

        Assert.Equal(
            ["Lines[0].Quantity", "Lines[1].Quantity", "Lines[2].ProductCode", "Lines[3].TaxRate", "Lines[3].Text", "Lines[3].UnitPrice"],
            told.Document.QuerySelectorAll("[data-field]").Select(fault => fault.GetAttribute("data-field")).Order());
        Assert.Equal("F-1", told.Find("datalist option").GetAttribute("value"));
        Assert.Empty(told.Document.QuerySelectorAll(".flash-warning"));
    }

    [Theory]
    [EveryDatabase("en", "whole price of line 2 counts as margin", "Cost typed as 0")]
    [EveryDatabase("zh-CN", "第 2 行的全部价格都计为毛利", "成本填写为 0")]
    public async Task A_cost_of_nothing_is_told_at_its_line_and_to_who_approves(DatabaseKind kind, string language, string judged, string atLine)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("Z-1");
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var (rep, manager) = (world.Visit(WorldPeople.Rep, language), world.Visit(WorldPeople.Manager, language));
        (string, string?)[] typed = [("Lines[0].ProductCode", "Z-1"), ("Lines[0].UnitCost", "0"), ("Lines[1].Text", "Cabling"), ("Lines[1].UnitPrice", "500"), ("Lines[1].TaxRate", "6"), ("Lines[1].UnitCost", "0")];

        var added = await rep.SendAsync(await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", [("act", "AddUp"), .. typed]);
        var made = await rep.SendAsync(added, "form[data-quote]", ("act", "Save"));
        await rep.SendAsync(await rep.GetAsync($"{made.Location}"), "form[action$=submission]");
        var asked = await manager.GetAsync($"{made.Location}");

        Assert.Contains(judged, added.Document.QuerySelectorAll("#judgement .flash-warning")[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains(atLine, Assert.Single(added.Document.QuerySelectorAll(".quote-lines .overdue")).TextContent, StringComparison.Ordinal);
        Assert.Contains(judged, asked.Document.QuerySelectorAll(".record-head .flash-warning")[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains(asked.Document.QuerySelectorAll("main td .overdue"), note => note.TextContent.Contains(atLine, StringComparison.Ordinal));
        Assert.NotNull(asked.Document.QuerySelector("form[action$=decision]"));
    }

    [Theory, EveryDatabase]
    public async Task A_pasted_row_is_told_everything_that_is_wrong_in_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var read = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Paste"), ("Pasted", "NONE\t\tthree\tcheap"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, read.Status);
        Assert.All((string[])["three", "cheap", "NONE"], wrong => Assert.Contains(wrong, read.Find("#Pasted-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("NONE\t\tthree\tcheap", read.Find("[name=Pasted]").TextContent.Trim());
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task Rows_of_our_own_sheet_are_read_back_as_they_were(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("R-1");
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var (heading, yes) = language == "en"
            ? ("Product\tDescription\tQuantity\tUnit price\tDiscount %\tTax rate %\tUnit cost\tPhase\tOption\tWithout tax\tTax\tTax included", "Yes")
            : ("产品编号\t说明\t数量\t单价\t折扣 %\t税率 %\t单位成本\t阶段\t选配\t不含税\t税额\t含税", "是");

        var read = await rep.SendAsync(
            await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Paste"),
            ("Pasted", $"{heading}\nR-1\tProduct R-1 · in black\t3\t900.00\t10\t13\t600.00\tOne\t{yes}\t2,430.00\t315.90\t2,745.90\n\t↳ Part (pc)\t6"));

        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(
            ("R-1", "in black", "3", "900.00"),
            (read.Find("[name='Lines[1].ProductCode']").GetAttribute("value"), read.Find("[name='Lines[1].Text']").GetAttribute("value"),
                read.Find("[name='Lines[1].Quantity']").GetAttribute("value"), read.Find("[name='Lines[1].UnitPrice']").GetAttribute("value")));
        Assert.Null(read.Find("[name='Lines[2].ProductCode']").GetAttribute("value"));
        Assert.Contains("Lines taken: 1. Parts of bundles passed over, because they come with their bundle: 1.", read.Find(".flash[role=status]").TextContent, StringComparison.Ordinal);
    }
}
