using System.Net;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>What the pages of quotes answer: where something is wrong, and what was done.</summary>
public sealed class QuoteAnswerSpecs
{
    [Theory]
    [EveryDatabase("Discount", "100.01", "en", "Line 2: A discount of 100.01% is too high")]
    [EveryDatabase("Discount", "100.01", "zh-CN", "第 2 行：折扣100.01%过高")]
    [EveryDatabase("UnitPrice", "1000.005", "en", "nothing finer than 0.01 is kept")]
    [EveryDatabase("ProductCode", "X-9", "en", "Line 2: ")]
    public async Task What_a_line_can_not_be_is_said_at_its_field(DatabaseKind kind, string field, string typed, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep, language);

        var refused = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"),
            ("Lines[0].ProductCode", "S-1"), ("Lines[1].ProductCode", field == "ProductCode" ? typed : "S-1"), (field == "ProductCode" ? "Lines[1].Quantity" : $"Lines[1].{field}", field == "ProductCode" ? "1" : typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var (input, link) = (refused.Find($"[name='Lines[1].{field}']"), refused.Find(".form-errors a"));
        Assert.Equal((typed, "true"), (input.GetAttribute("value"), input.GetAttribute("aria-invalid")));
        Assert.Equal([input], refused.Document.QuerySelectorAll(".is-invalid"));
        Assert.Equal($"#{input.Id}", link.GetAttribute("href"));
        Assert.Contains(said, refused.Find($"#{input.GetAttribute("aria-describedby")}").TextContent, StringComparison.Ordinal);
        Assert.Single(refused.Document.QuerySelectorAll(".form-errors li"));
    }

    [Theory]
    [EveryDatabase("en", "is returned to be changed")]
    [EveryDatabase("zh-CN", "已退回修改")]
    public async Task Who_returns_a_quote_is_told_that_he_did(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line((await world.ProductAsync("S-1")).Id, discount: 3000));
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        var manager = world.Visit(WorldPeople.Manager, language);

        var done = await manager.SendAsync(await manager.GetAsync($"/quotes/{quote.Id}"), "form[action$=decision]", ("Word.IsApproved", "false"), ("Word.Reason", "Too cheap"));

        Assert.Contains(said, (await manager.FollowAsync(done)).Find(".flash").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "is accepted by the customer already: Sam Sales entered it (2026-11-18", "Remark")]
    [EveryDatabase("zh-CN", "已由 Sam Sales 登记为客户接受（2026-11-18", "说明")]
    public async Task Who_accepts_a_quote_that_is_accepted_already_reads_by_whom_and_is_led_into_undoing_nothing(DatabaseKind kind, string language, string said, string label)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Submit(QuotePolicy.Default, stamp);
            row.Send(stamp);
        });
        var manager = world.Visit(WorldPeople.Manager, language);
        var page = await manager.GetAsync($"/quotes/{quote.Id}");
        await world.DoAsync(quote, (row, stamp) => row.Accept("By phone", stamp));

        var late = await manager.SendAsync(page, "form[action$=acceptance]", ("Word.Reason", "They wrote to me"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains(said, late.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal((label, "They wrote to me"), (late.Find("dl.kept dt").TextContent, late.Find("dl.kept dd").TextContent));
        Assert.Equal("", late.Find("form[action$=reopening] textarea").TextContent.Trim());
        Assert.Empty(late.Document.QuerySelectorAll("main details[open]"));
        Assert.Equal((QuoteStatus.Accepted, "By phone"), ((await world.ReadAsync(quote)).Status, (await world.ReadAsync(quote)).History[^1].Words));
    }

    [Theory]
    [EveryDatabase("en", "was changed meanwhile: Returned for changes (Max Manager")]
    [EveryDatabase("zh-CN", "在此期间已变更：退回修改（Max Manager")]
    public async Task A_word_to_a_quote_that_was_changed_meanwhile_stands_in_no_other_form(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line((await world.ProductAsync("S-1")).Id, discount: 3000));
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        var boss = world.Visit(WorldPeople.Manager, language);
        var page = await boss.GetAsync($"/quotes/{quote.Id}");
        await world.DoAsync(quote, (row, stamp) => row.Return("Too cheap", stamp), WorldPeople.Manager);

        var late = await boss.SendAsync(page, "form[action$=decision]", ("Word.IsApproved", "true"), ("Word.Reason", "Fine with me"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains(said, late.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Contains("Fine with me", late.Find("dl.kept").TextContent, StringComparison.Ordinal);
        Assert.Equal("", late.Find("form[action$=discarding] textarea").TextContent.Trim());
        Assert.Empty(late.Document.QuerySelectorAll("main details[open]"));
    }
}
