using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

public sealed class QuotePageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_quote_is_typed_added_up_approved_sent_changed_and_accepted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));

        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new");
        var added = await rep.SendAsync(form, "form[data-quote]", ("act", "AddUp"), ("Lines[0].ProductCode", "s-1"), ("Lines[0].Quantity", "2"), ("Lines[0].Discount", "20"), ("Lines[1].Text", "Cabling"), ("Lines[1].UnitPrice", "400"), ("Lines[1].TaxRate", "0"), ("Lines[1].UnitCost", "300"));
        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Equal("2,000.00", added.Find("[data-sum=exTax]").TextContent);
        Assert.Equal("1,000.00", added.Find("[name='Lines[0].UnitPrice']").GetAttribute("value"));
        var made = await rep.SendAsync(added, "form[data-quote]", ("act", "Save"));
        var path = made.Location?.ToString() ?? made.Text;

        await rep.SendAsync(await rep.GetAsync(path), "form[action$=submission]");
        Assert.Contains("Q-2026-00001", (await manager.GetAsync("/approvals")).Text, StringComparison.Ordinal);
        Assert.Null((await rep.GetAsync(path)).Document.QuerySelector("form[action$=decision]"));
        await manager.SendAsync(await manager.GetAsync(path), "form[action$=decision]", ("Word.IsApproved", "true"));
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=sending]");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=versions]");
        var again = await rep.SendAsync(await rep.GetAsync($"{path}/edit"), "form[data-quote]", ("act", "Save"), ("Lines[0].Discount", "5"));
        Assert.Equal(HttpStatusCode.Redirect, again.Status);
        var differences = await rep.GetAsync($"{path}/differences");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=submission]");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=sending]");
        await rep.SendAsync(await rep.GetAsync(path), "form[action$=acceptance]", ("Word.Reason", "Agreed by phone"));

        Assert.Contains("20%", differences.Find(".quote-differences").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        var quote = await db.Quotes.ForChange().SingleAsync();
        Assert.Equal((QuoteStatus.Accepted, 2, Money.FromMajor(2547)), (quote.Status, quote.VersionNo, quote.AmountInTax));
        Assert.Equal(new Percent(2000), quote.Versions.Single(version => version.No == 1).Lines.OrderBy(line => line.Place).First().Discount);
        foreach (var page in (string[])["", "?version=1", "/differences?from=2&to=1", "/document", "/document?version=1&language=zh-CN", "/contract"])
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, (await rep.GetAsync(path + page)).Status));
        }

        Assert.Contains("贰仟伍佰肆拾柒元整", (await rep.GetAsync($"{path}/document?language=en")).Text, StringComparison.Ordinal);
        Assert.Contains("含税金额", (await rep.GetAsync($"{path}/document?language=zh-CN")).Find(".sheet").TextContent, StringComparison.Ordinal);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await rep.GetAsync($"{path}/lines.xlsx")).Answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory, EveryDatabase]
    public async Task What_is_over_or_offers_nothing_is_a_draft_without_a_document(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var over = await world.QuotedAsync();
        var empty = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Perhaps") with { IsOptional = true });
        var rep = world.Visit(WorldPeople.Rep);
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/quotes/{over.Id}/document")).Status);
        world.Clock.Pass(TimeSpan.FromDays(31));

        foreach (var (quote, reason) in new[] { (over, "a last day of validity that is not over"), (empty, "has no line that is not an option") })
        {
            var page = await rep.GetAsync($"/quotes/{quote.Id}");
            Assert.Null(page.Document.QuerySelector("a[href*='/document']"));
            Assert.Contains(reason, page.Find(".refused").TextContent, StringComparison.Ordinal);
            foreach (var refused in new[] { await rep.GetAsync($"/quotes/{quote.Id}/document"), await rep.SendAsync(page, "form[action$=submission]") })
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
                Assert.Contains(reason, refused.Text, StringComparison.Ordinal);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Nobody_approves_or_sends_what_is_over(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (waits, ready) = (await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", cost: null)), await world.QuotedAsync());
        await world.DoAsync(waits, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        await world.DoAsync(ready, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var asked = await manager.GetAsync($"/quotes/{waits.Id}");
        world.Clock.Pass(TimeSpan.FromDays(31));

        var page = await manager.GetAsync($"/quotes/{waits.Id}");
        Assert.Null(page.Document.QuerySelector("button[value=true]"));
        var approved = await manager.SendAsync(asked, "form[action$=decision]", ("Word.IsApproved", "true"));
        var sent = await rep.SendAsync(await rep.GetAsync($"/quotes/{ready.Id}"), "form[action$=sending]");

        Assert.All((Page[])[approved, sent], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.All((Page[])[approved, sent], answer => Assert.Contains("a last day of validity that is not over", answer.Find(".form-errors").TextContent, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(page, "form[action$=decision]", ("Word.IsApproved", "false"), ("Word.Reason", "Another month"))).Status);
        Assert.Equal((QuoteStatus.Draft, QuoteStatus.Approved), ((await world.ReadAsync(waits)).Status, (await world.ReadAsync(ready)).Status));
    }

    [Theory]
    [EveryDatabase("en", "Somebody with a higher limit")]
    [EveryDatabase("zh-CN", "须由权限更高者审批")]
    public async Task Above_his_limit_a_manager_returns_what_he_can_not_approve(DatabaseKind kind, string language, string why)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync(QuoteWorld.Line(product: null, text: "Cabling", cost: null) with { ListPrice = Money.FromMajor(1_400) });
        await world.DoAsync(quote, (row, stamp) => row.Submit(QuotePolicy.Default, stamp));
        var manager = world.Visit(WorldPeople.Manager, language);

        var page = await manager.GetAsync($"/quotes/{quote.Id}");
        Assert.Null(page.Document.QuerySelector("button[value=true]"));
        Assert.Contains(why, page.Find("form[action$=decision] .refused").TextContent, StringComparison.Ordinal);
        var approved = await manager.SendAsync(page, "form[action$=decision]", ("Word.IsApproved", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, approved.Status);
        Assert.Contains(why, approved.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(page, "form[action$=decision]", ("Word.IsApproved", "false"), ("Word.Reason", "Too cheap"))).Status);

        Assert.Equal(QuoteStatus.Draft, (await world.ReadAsync(quote)).Status);
    }

    [Fact]
    public async Task The_document_counts_its_lines_through_and_puts_none_below_a_phase_that_is_not_its_own()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var quote = await world.QuotedAsync(
            QuoteWorld.Line(product: null, text: "Cabling") with { Phase = "Phase 1" },
            QuoteWorld.Line(product: null, text: "Spare switch") with { IsOptional = true },
            QuoteWorld.Line(product: null, text: "Travel"));

        var page = await world.Visit(WorldPeople.Rep).GetAsync($"/quotes/{quote.Id}/document");

        Assert.Equal(
            ["1 Travel", "Phase 1", "2 Cabling", "3 Spare switch"],
            page.Document.QuerySelectorAll(".sheet-lines tbody tr").Select(row => string.Join(' ', row.Children.Take(row.Children.Length > 2 ? 2 : 1).Select(cell => cell.TextContent.Trim()))));
    }

    [Theory, EveryDatabase]
    public async Task Pasted_lines_come_in_and_the_bad_ones_stay_with_their_reasons(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.SendAsync(await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]",
            ("act", "Paste"), ("Pasted", "S-1\t\t3\nNONE-1\t\t1\nS-1\t\tmany\n\tTraining\t1\t2000\t100.01"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("3", page.Find("[name='Lines[0].Quantity']").GetAttribute("value"));
        Assert.Equal("3,000.00", page.Find("[data-sum=exTax]").TextContent);
        Assert.Equal("NONE-1\t\t1\nS-1\t\tmany\n\tTraining\t1\t2000\t100.01", page.Find("textarea[name=Pasted]").TextContent.Trim('\n', '\r'));
        Assert.Equal(3, page.Document.QuerySelectorAll(".form-errors li").Length);
    }

    [Theory, EveryDatabase]
    public async Task A_first_row_without_a_product_keeps_its_empty_first_cell(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.SendAsync(await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]",
            ("act", "Paste"), ("Pasted", "\tCabling\t3\t100\t\t13\t50\n\tTraining\tmany\t100\n"));

        Assert.Equal("Cabling", page.Find("[name='Lines[0].Text']").GetAttribute("value"));
        Assert.Equal("\tTraining\tmany\t100", page.Find("textarea[name=Pasted]").TextContent.Trim('\n', '\r'));
    }

    [Theory]
    [InlineData("Discount", "100.01", "100.01")]
    [InlineData("Quantity", "-3", "1")]
    [InlineData("ProductCode", "NONE", "NONE")]
    [InlineData("UnitPrice", "cheap", "cheap")]
    public async Task What_can_not_be_is_refused_and_stays_typed(string field, string typed, string said)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var page = await rep.SendAsync(await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]",
            [("act", "Save"), .. field == "ProductCode" ? [] : new (string, string?)[] { ("Lines[0].ProductCode", "S-1") }, ($"Lines[0].{field}", typed)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(typed, page.Find($"[name='Lines[0].{field}']").GetAttribute("value"));
        Assert.Contains(said, page.Find(".form-errors").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "2026-11-17 is over", "which is over")]
    [EveryDatabase("zh-CN", "2026-11-17已过", "发出前须另定日期")]
    public async Task A_day_that_is_over_is_refused_and_an_old_one_is_told(DatabaseKind kind, string language, string refusal, string told)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep, language);
        var path = $"/quotes/{quote.Id}/edit";
        var form = await rep.GetAsync(path);

        var refused = await rep.SendAsync(form, "form[data-quote]", ("act", "Save"), ("ValidUntil", "2026-11-17"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(refusal, refused.Find("#ValidUntil-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-17", refused.Find("#ValidUntil").GetAttribute("value"));

        world.Clock.Pass(TimeSpan.FromDays(40));
        var old = await rep.GetAsync(path);
        Assert.Contains(told, old.Find("#ValidUntil-hint").TextContent, StringComparison.Ordinal);
        var saved = await rep.SendAsync(old, "form[data-quote]", ("act", "Save"), ("Terms", "60 days"));
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Contains(told, (await rep.FollowAsync(saved)).Find(".flash").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_in_a_line_names_the_row_it_stands_in_and_a_quantity_that_is_not_whole_says_so()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new");

        var page = await rep.SendAsync(form, "form[data-quote]", ("act", "Save"), ("Lines[2].ProductCode", "S-1"), ("Lines[2].Discount", "100.01"));

        Assert.Contains("Line 3: A discount of 100.01% is too high; 100% is the most.", page.Find(".form-errors").TextContent, StringComparison.Ordinal);
        var half = await rep.SendAsync(form, "form[data-quote]", ("act", "Save"), ("Lines[1].ProductCode", "S-1"), ("Lines[1].Quantity", "0.5"));
        Assert.Contains("Line 2: “0.5” is not a whole number that fits here", half.Find("#Lines_1__Quantity-error").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Price_lists_of_region_and_category_say_the_price(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        await using (var db = world.Open())
        {
            var region = (await world.PersonAsync(WorldPeople.Rep)).RegionId;
            var list = new PriceList(new PriceListFacts("East", region, null, new DateOnly(2026, 1, 1), null));
            list.Price(product.Id, Money.FromMajor(880));
            db.PriceLists.Add(list);
            await db.SaveChangesAsync();
        }

        var rep = world.Visit(WorldPeople.Rep);
        await rep.SendAsync(await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"), ("Lines[0].ProductCode", "S-1"));

        await using var read = world.Open();
        var line = (await read.Quotes.ForChange().SingleAsync()).Current.Lines.Single();
        Assert.Equal((Money.FromMajor(880), Money.FromMajor(880), Money.FromMajor(600)), (line.UnitPrice, line.ListPrice, line.UnitCost));
    }

    [Fact]
    public async Task A_quote_is_seen_by_whose_opportunity_it_is_and_nobody_else()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var quote = await world.QuotedAsync();

        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Rep).GetAsync($"/quotes/{quote.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/quotes/{quote.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/quotes/{quote.Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_night_ends_what_was_not_answered(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Submit(QuotePolicy.Default, stamp);
            row.Send(stamp);
        });

        await using var db = world.Open();
        var stamp = world.By(null);
        Assert.Equal(0, await db.ExpireQuotesAsync(stamp));
        Assert.Equal(1, await db.ExpireQuotesAsync(stamp with { Today = stamp.Today.AddDays(31) }));
        Assert.Equal(QuoteStatus.Expired, (await world.ReadAsync(quote)).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_limits_can_be_changed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);

        var refused = await admin.SendAsync(await admin.GetAsync("/settings/quote-limits"), "main form", ("Form.FreeDiscount", "101"));
        var saved = await admin.SendAsync(await admin.GetAsync("/settings/quote-limits"), "main form", ("Form.FreeDiscount", "12.5"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (refused.Status, saved.Status));
        await using var db = world.Open();
        Assert.Equal(new Percent(1250), (await db.QuotePolicies.SingleAsync()).FreeDiscount);
    }
}
