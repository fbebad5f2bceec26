using System.Net;
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
}
