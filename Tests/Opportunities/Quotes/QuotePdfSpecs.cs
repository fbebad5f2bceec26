using System.Net;
using System.Text;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Opportunities.Quotes;

public sealed class QuotePdfSpecs
{
    [Fact]
    public async Task Where_a_browser_is_on_the_server_it_makes_the_pdf()
    {
        using (var printer = new PdfPrinter(null))
        {
            Assert.SkipUnless(printer.IsThere, "no Chromium in the path");
        }

        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        var link = (await rep.GetAsync($"/quotes/{quote.Id}/document?language=zh-CN")).Find("a[href*='document.pdf']").GetAttribute("href");
        var answer = await rep.Http.GetAsync(new Uri(link ?? "", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("%PDF"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync())[..4]);
    }

    [Fact]
    public void The_foot_of_a_page_names_its_document_whatever_it_is_called()
    {
        var css = Encoding.UTF8.GetString(Convert.FromBase64String(SheetPrinter.FootCss("Q-1 \"; } body { display: none } \\ \n 深圳")));

        Assert.Contains("""content: "Q-1 \"; } body { display: none } \\ 深圳";""", css, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_none_nothing_offers_it()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        world.App.Configured["Pdf:Chromium"] = "";
        var quote = await world.QuotedAsync();
        var rep = world.Visit(WorldPeople.Rep);

        Assert.Null((await rep.GetAsync($"/quotes/{quote.Id}/document")).Document.QuerySelector("a[href*='document.pdf']"));
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/quotes/{quote.Id}/document.pdf")).Status);
    }
}
