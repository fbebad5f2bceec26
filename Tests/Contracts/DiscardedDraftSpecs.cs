using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A draft of a quote or a contract that was given up stays to be read and counts nowhere.</summary>
public sealed class DiscardedDraftSpecs
{
    [Theory]
    [EveryDatabase("en", "Discard the draft", "Discarded")]
    [EveryDatabase("zh-CN", "作废草稿", "已作废")]
    public async Task A_draft_of_a_contract_is_discarded_with_a_reason_and_found_only_among_the_discarded(DatabaseKind kind, string language, string verb, string discarded)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await world.ContractAsync(await world.CustomerAsync("Buyer"), isDraft: true), world.Visit(WorldPeople.Administrator, language));
        var page = await visitor.GetAsync($"/contracts/{contract.Id}");
        Assert.Contains(verb, page.Find("form[action$=discarding] button").TextContent, StringComparison.Ordinal);

        var silent = await visitor.SendAsync(page, "form[action$=discarding]");
        var done = await visitor.SendAsync(page, "form[action$=discarding]", ("Discarding.Reason", "They buy nothing"));
        var twice = await visitor.SendAsync(page, "form[action$=discarding]", ("Discarding.Reason", "Once more"));
        var signed = await visitor.SendAsync(page, "form[action$=signing]");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, done.Status));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (twice.Status, signed.Status));
        var read = await visitor.FollowAsync(done);
        Assert.Contains(discarded, read.Find(".status").TextContent, StringComparison.Ordinal);
        Assert.Empty(read.Document.QuerySelectorAll("main form"));
        Assert.Empty(read.Document.QuerySelectorAll("section[aria-labelledby=open] li"));
        Assert.Equal(["0.00", "0.00"], read.Document.QuerySelectorAll("ul.money-figures small .money").Take(2).Select(sum => sum.TextContent.Trim()));
        Assert.DoesNotContain("1,130.00", (await visitor.GetAsync($"/contracts/{contract.Id}/money")).Find("section[aria-labelledby=payments] tfoot td:nth-of-type(3)").TextContent, StringComparison.Ordinal);
        Assert.Null((await world.ReadAsync(contract)).PaymentDueOn);
        Assert.Contains("They buy nothing", (await visitor.GetAsync($"/contracts/{contract.Id}/history")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Null((await visitor.GetAsync("/contracts")).Document.QuerySelector($"main a[href='/contracts/{contract.Id}']"));
        Assert.NotNull((await visitor.GetAsync("/contracts?status=Discarded")).Find($"main a[href='/contracts/{contract.Id}']"));
        Assert.Equal("ContractDiscarded", (await world.ReadAsync(contract)).CanEdit()?.Code);
    }

    [Theory]
    [EveryDatabase("en", "Margin at completion")]
    [EveryDatabase("zh-CN", "预计完工毛利")]
    public async Task What_is_never_completed_has_no_margin_at_completion(DatabaseKind kind, string language, string margin)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await world.ContractAsync(await world.CustomerAsync("Buyer"), isDraft: true), world.Visit(WorldPeople.Administrator, language));
        var pages = (string[])[$"/contracts/{contract.Id}", $"/contracts/{contract.Id}/costs"];
        foreach (var page in pages)
        {
            Assert.Contains(margin, (await visitor.GetAsync(page)).Find("ul.key-figures").TextContent, StringComparison.Ordinal);
        }

        await visitor.SendAsync(await visitor.GetAsync(pages[0]), "form[action$=discarding]", ("Discarding.Reason", "They buy nothing"));

        foreach (var page in pages)
        {
            Assert.DoesNotContain(margin, (await visitor.GetAsync(page)).Find("ul.key-figures").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_quote_whose_contract_was_discarded_becomes_another_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.AcceptAsync(quote);
        var rep = world.Visit(WorldPeople.Rep);
        var first = await MakeAsync();
        await rep.SendAsync(await rep.GetAsync(first), "form[action$=discarding]", ("Discarding.Reason", "Wrong options"));

        var second = await MakeAsync();

        Assert.NotEqual(first, second);
        await using var db = world.Open();
        Assert.Equal([ContractStatus.Discarded, ContractStatus.Draft], await db.Contracts.Where(row => row.QuoteId == quote.Id).OrderBy(row => row.Id).Select(row => row.Status).ToListAsync());
        Assert.Equal(second, (await rep.GetAsync($"/quotes/{quote.Id}")).Find("main dd a[href^='/contracts/']").GetAttribute("href"));

        async Task<string> MakeAsync()
        {
            var made = await rep.SendAsync(await rep.GetAsync($"/quotes/{quote.Id}/contract"), "main form");
            return made.Location?.ToString() ?? made.Text;
        }
    }

    [Theory]
    [EveryDatabase("en", "Discarded")]
    [EveryDatabase("zh-CN", "已作废")]
    public async Task A_draft_of_a_quote_is_discarded_with_a_reason_and_its_opportunity_gets_another(DatabaseKind kind, string language, string discarded)
    {
        await using var world = await World.CreateAsync(kind);
        var (quote, rep) = (await world.QuotedAsync(), world.Visit(WorldPeople.Rep, language));
        var page = await rep.GetAsync($"/quotes/{quote.Id}");

        var silent = await rep.SendAsync(page, "form[action$=discarding]");
        var done = await rep.SendAsync(page, "form[action$=discarding]", ("Word.Reason", "Another customer"));
        var late = await rep.SendAsync(page, "form[action$=submission]");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.Conflict), (silent.Status, done.Status, late.Status));
        var read = await rep.FollowAsync(done);
        Assert.Empty(read.Document.QuerySelectorAll("main form"));
        Assert.Contains("Another customer", read.Find(".quote-history").TextContent, StringComparison.Ordinal);
        Assert.Contains(discarded, (await rep.GetAsync($"/opportunities/{quote.OpportunityId}/quotes")).Find("main tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/opportunities/{quote.OpportunityId}/quotes/new")).Status);
        Assert.Equal("QuoteIsFinal", (await world.ReadAsync(quote)).CanEdit()?.Code);
    }

    [Theory, EveryDatabase]
    public async Task An_accepted_quote_says_that_it_is_changed_no_more_and_not_to_begin_a_version(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.AcceptAsync(quote);

        var rep = world.Visit(WorldPeople.Rep);

        var told = await rep.FollowAsync(await rep.GetAsync($"/quotes/{quote.Id}/edit"));

        Assert.Contains("is not changed any more", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "State the tax rate")]
    [EveryDatabase("zh-CN", "请填写税率")]
    public async Task A_free_line_is_asked_for_its_tax_rate_at_its_field(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var rep = world.Visit(WorldPeople.Rep, language);
        var form = await rep.GetAsync($"/opportunities/{opportunity.Id}/quotes/new");

        var added = await rep.SendAsync(form, "form[data-quote]", ("act", "AddUp"), ("Lines[0].Text", "Cabling"), ("Lines[0].UnitPrice", "500"), ("Lines[0].UnitCost", "300"));
        var asked = await rep.SendAsync(added, "form[data-quote]", ("act", "Save"));

        Assert.Equal("500.00", added.Find("[data-sum=exTax]").TextContent);
        Assert.Equal("", added.Find("[name='Lines[0].TaxRate']").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(said, asked.Find("#Lines_0__TaxRate-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(asked, "form[data-quote]", ("act", "Save"), ("Lines[0].TaxRate", "0"))).Status);
    }
}
