using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What goes to the customer on paper names who sells.</summary>
public sealed class ContractDocumentSpecs
{
    private const string Seller = "Harbour Systems Co., Ltd.";

    [Theory]
    [EveryDatabase("en", "Buyer (party A)", "Seller (party B)")]
    [EveryDatabase("zh-CN", "甲方（买方）", "乙方（卖方）")]
    public async Task A_contract_names_both_parties_its_lines_and_its_terms(DatabaseKind kind, string language, string buyer, string seller)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Green Media"));
        await SellAsync(world);

        var sheet = (await world.Visit(WorldPeople.Rep).GetAsync($"/contracts/{contract.Id}/document?language={language}")).Find("article.sheet");

        Assert.Equal(language, sheet.GetAttribute("lang"));
        foreach (var text in (string[])[Seller, "1 Quay Road", "91310000TEST000001", "Harbour Bank 6200 0001", "Green Media", buyer, seller, contract.Number ?? "", "1,130.00", "339.00", "壹仟壹佰叁拾元整"])
        {
            Assert.Contains(text, sheet.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_quote_names_the_seller_and_who_administers_is_told_where_he_is_missing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        var path = $"/quotes/{quote.Id}/document";
        Assert.NotNull((await world.Visit(WorldPeople.Administrator).GetAsync(path)).Document.QuerySelector("main a[href='/settings']"));
        var rep = world.Visit(WorldPeople.Rep);
        Assert.NotNull((await rep.GetAsync(path)).Document.QuerySelector("main .flash[role=note]"));

        await SellAsync(world);
        var page = await rep.GetAsync(path);

        Assert.Null(page.Document.QuerySelector("main .flash[role=note]"));
        Assert.Contains(Seller, page.Find(".sheet-seller").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task It_is_for_whom_the_contract_and_its_amounts_are(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Green Media"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync($"/contracts/{contract.Id}/document")).Status);
        await using (var scope = world.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<CrmDbContext>().ReviseAsync(0, [new(Role.Sales, AccessRight.Of(SensitiveField.Amount), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
        }

        var rep = world.Visit(WorldPeople.Rep);
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/contracts/{contract.Id}/document")).Status);
        Assert.Null((await rep.GetAsync($"/contracts/{contract.Id}")).Document.QuerySelector("a[href$='/document']"));
    }

    [Fact]
    public async Task Where_a_browser_is_on_the_server_it_makes_the_pdf()
    {
        using (var printer = new PdfPrinter(null))
        {
            Assert.SkipUnless(printer.IsThere, "no Chromium in the path");
        }

        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var contract = await world.ContractAsync(await world.CustomerAsync("Green Media"));
        var answer = await world.Visit(WorldPeople.Rep).Http.GetAsync(new Uri($"/contracts/{contract.Id}/document.pdf?language=zh-CN", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("%PDF"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync())[..4]);
    }

    /// <summary>By the page of the settings.</summary>
    private static async Task SellAsync(World world)
    {
        var admin = world.Visit(WorldPeople.Administrator);
        var saved = await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']",
            ("Form.CompanyName", Seller), ("Form.CompanyAddress", "1 Quay Road, Shanghai"), ("Form.CompanyPhone", "+86 21 5555 0100"),
            ("Form.CompanyCreditCode", "91310000TEST000001"), ("Form.CompanyBank", "Harbour Bank 6200 0001"));
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
    }
}
