using System.Net;
using AngleSharp.Html.Dom;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>Who saves a quote keeps all that he typed and pasted, and hears at once of all that is wrong.</summary>
public sealed class QuoteSavingSpecs
{
    [Theory, EveryDatabase]
    public async Task Pasted_rows_are_saved_with_the_quote_without_being_taken_first(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(), world.Visit(WorldPeople.Rep));

        var saved = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Save"), ("Pasted", "\tCabling\t3\t100\t\t13\t50\n\tTraining\t1\t200\t\t6\t90"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Equal([null, "Cabling", "Training"], (await world.ReadAsync(quote)).Current.Lines.OrderBy(line => line.Place).Select(line => line.Text));
    }

    [Theory]
    [EveryDatabase("en", "Row 2: ")]
    [EveryDatabase("zh-CN", "第 2 行：")]
    public async Task Nothing_is_saved_while_a_pasted_row_can_not_be_read_and_nothing_of_it_is_lost(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(), world.Visit(WorldPeople.Rep, language));

        var refused = await rep.SendAsync(
            await rep.GetAsync($"/quotes/{quote.Id}/edit"), "form[data-quote]", ("act", "Save"), ("Terms", "60 days"), ("Pasted", "\tCabling\t3\t100\t\t13\t50\n\tTraining\tmany\t200"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(said, refused.Find("#Pasted-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("\tTraining\tmany\t200", refused.Find("textarea[name=Pasted]").TextContent.Trim('\n', '\r'));
        Assert.Equal("Cabling", refused.Find("[name='Lines[1].Text']").GetAttribute("value"));
        Assert.Equal("60 days", refused.Find("[name=Terms]").TextContent.Trim());
        Assert.Single((await world.ReadAsync(quote)).Current.Lines);
        var again = await rep.SendAsync(refused, "form[data-quote]", ("act", "Save"), ("Pasted", "\tTraining\t2\t200\t\t6\t90"));
        Assert.Equal((HttpStatusCode.Redirect, 3), (again.Status, (await world.ReadAsync(quote)).Current.Lines.Count));
    }

    [Theory, EveryDatabase]
    public async Task All_that_is_wrong_is_said_at_once_also_beside_what_can_not_be_read(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ProductAsync("S-1");
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var told = await rep.SendAsync(
            await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new"), "form[data-quote]", ("act", "Save"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].UnitPrice", "1.0005"),
            ("Lines[0].Discount", "100.01"), ("Lines[2].ProductCode", "S-1"), ("Lines[2].Quantity", "-1"), ("Lines[2].Discount", "120"), ("Lines[3].ProductCode", "GONE"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Equal(
            ["Lines[0].UnitPrice", "Lines[0].Discount", "Lines[2].Quantity", "Lines[2].Discount", "Lines[3].ProductCode"],
            told.Document.QuerySelectorAll(".is-invalid").Select(input => input.GetAttribute("name")));
        Assert.Equal("S-1", told.Find("[name='Lines[2].ProductCode']").GetAttribute("value"));
    }

    [Theory]
    [InlineData("/quotes/{0}/edit", "Save")]
    [InlineData("/opportunities/{1}/quotes/new", "Save")]
    [InlineData("/contracts/new", "Confirm")]
    public async Task Enter_in_a_field_saves_and_does_nothing_else(string address, string act)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var quote = await world.QuotedAsync();

        var form = (IHtmlFormElement)(await world.Visit(WorldPeople.Rep).GetAsync(string.Format(null, address, quote.Id, quote.OpportunityId))).Find("form[data-quote]");

        var first = form.QuerySelectorAll("button:not([type=button])").OfType<IHtmlButtonElement>().First();
        Assert.Equal(("act", act, "-1"), (first.Name, first.Value, first.GetAttribute("tabindex")));
    }

    [Theory, EveryDatabase]
    public async Task An_acceptance_is_taken_back_with_a_reason_until_a_contract_came_of_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(), world.Visit(WorldPeople.Rep));
        await world.AcceptAsync(quote);
        var page = await rep.GetAsync($"/quotes/{quote.Id}");

        var silent = await rep.SendAsync(page, "form[action$=reopening]");
        var done = await rep.SendAsync(page, "form[action$=reopening]", ("Word.Reason", "It was another customer"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, done.Status));
        var read = await world.ReadAsync(quote);
        Assert.Equal((QuoteStatus.Sent, QuoteEventKind.AcceptanceTakenBack, "It was another customer"), (read.Status, read.History[^1].Kind, read.History[^1].Words));
        await world.DoAsync(quote, (row, stamp) => row.Accept("Now", stamp));
        var accepted = await rep.GetAsync($"/quotes/{quote.Id}");
        await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/contract"), "main form");
        Assert.Null((await rep.GetAsync($"/quotes/{quote.Id}")).Document.QuerySelector("form[action$=reopening]"));
        Assert.NotEqual(HttpStatusCode.Redirect, (await rep.SendAsync(accepted, "form[action$=reopening]", ("Word.Reason", "No"))).Status);
        Assert.Equal(QuoteStatus.Accepted, (await world.ReadAsync(quote)).Status);
    }

    [Theory]
    [EveryDatabase("en")]
    [EveryDatabase("zh-CN")]
    public async Task Of_several_who_accept_a_quote_at_the_same_moment_one_does_and_the_others_are_told(DatabaseKind kind, string language)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Submit(QuotePolicy.Default, stamp);
            row.Send(stamp);
        });
        var visitors = Enumerable.Range(0, 4).Select(_ => world.Visit(WorldPeople.Rep, language)).ToList();
        var forms = new List<Page>();
        foreach (var visitor in visitors)
        {
            forms.Add(await visitor.GetAsync($"/quotes/{quote.Id}"));
        }

        var told = await Task.WhenAll(visitors.Zip(forms, (visitor, form) => visitor.SendAsync(form, "form[action$=acceptance]", ("Word.Reason", "Yes"))));

        Assert.Equal(1, told.Count(page => page.Status == HttpStatusCode.Redirect));
        Assert.All(told.Where(page => page.Status != HttpStatusCode.Redirect), page =>
        {
            Assert.Equal(HttpStatusCode.Conflict, page.Status);
            Assert.Contains(quote.Number, page.Find(".form-errors").TextContent, StringComparison.Ordinal);
            Assert.Equal(("Yes", ""), (page.Find("dl.kept dd").TextContent, page.Find("form[action$=reopening] textarea").TextContent.Trim()));
        });
        var read = await world.ReadAsync(quote);
        Assert.Equal((QuoteStatus.Accepted, 1), (read.Status, read.History.Count(row => row.Kind == QuoteEventKind.Accepted)));
    }

    [Theory]
    [EveryDatabase("en", "This is version 1", "Sent", "Draft", "565.00", "Number of lines: 1 → 2", "Edit the newest version")]
    [EveryDatabase("zh-CN", "这是第 1 版", "已发出", "草稿", "565.00", "行数: 1 → 2", "编辑最新版本")]
    public async Task An_older_version_is_shown_as_it_was_and_the_history_says_what_an_edit_changed(DatabaseKind kind, string language, string older, string sent, string draft, string amount, string lines, string edit)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(), world.Visit(WorldPeople.Rep, language));
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Submit(QuotePolicy.Default, stamp);
            row.Send(stamp);
            row.Revise(stamp);
            row.Edit(row.Current.Facts with { Lines = [row.Current.Facts.Lines[0] with { Discount = new(6000) }, QuoteWorld.Line(null, text: "Training", price: 100)] }, stamp);
        });

        var (old, now) = (await rep.GetAsync($"/quotes/{quote.Id}?version=1"), await rep.GetAsync($"/quotes/{quote.Id}"));

        Assert.Contains(older, old.Find("#older-version").TextContent, StringComparison.Ordinal);
        Assert.Contains(sent, old.Find(".record-facts dd").TextContent, StringComparison.Ordinal);
        Assert.Contains("1", old.Find(".record-facts dd .quiet").TextContent, StringComparison.Ordinal);
        Assert.Contains(draft, now.Find(".record-facts dd").TextContent, StringComparison.Ordinal);
        Assert.Null(now.Document.QuerySelector("#older-version"));
        Assert.Contains(edit, old.Find("a[href$='/edit']").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(edit, now.Find("a[href$='/edit']").TextContent, StringComparison.Ordinal);
        var told = now.Find(".quote-history .changes").TextContent;
        Assert.Contains(lines, told, StringComparison.Ordinal);
        Assert.Contains("1,130.00", told, StringComparison.Ordinal);
        Assert.Contains(amount, told, StringComparison.Ordinal);
        Assert.NotNull(now.Document.QuerySelector(".quote-history a[href$='/differences?to=2']"));
    }
    [Theory]
    [EveryDatabase("en", "Total without options", "Reason")]
    [EveryDatabase("zh-CN", "合计（不含选配）", "原因")]
    public async Task Its_sum_says_that_options_are_not_in_it_and_what_agrees_in_two_versions_is_no_difference(DatabaseKind kind, string language, string total, string why)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(QuoteWorld.Line((await world.ProductAsync("S-1")).Id)), world.Visit(WorldPeople.Rep, language));
        await world.DoAsync(quote, (row, stamp) =>
        {
            row.Submit(QuotePolicy.Default, stamp);
            row.Send(stamp);
            row.Revise(stamp);
            row.Edit(row.Current.Facts with { Lines = [row.Current.Facts.Lines[0], QuoteWorld.Line(null, text: "Training", price: 100) with { IsOptional = true }] }, stamp);
        });

        var (page, differences) = (await rep.GetAsync($"/quotes/{quote.Id}"), await rep.GetAsync($"/quotes/{quote.Id}/differences"));

        Assert.Contains(total, page.Find("tfoot").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(total, (await rep.GetAsync($"/quotes/{quote.Id}?version=1")).Find("tfoot").TextContent, StringComparison.Ordinal);
        Assert.Contains(why, page.Find("form[action$=discarding] label").TextContent, StringComparison.Ordinal);
        Assert.Contains("Training", differences.Find(".quote-differences").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("→", differences.Find(".record-facts").TextContent, StringComparison.Ordinal);
    }
}
