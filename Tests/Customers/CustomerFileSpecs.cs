using System.Net;
using System.Text;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Tests.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CustomerFileSpecs
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)7, 600)];

    [Theory, EveryDatabase]
    public async Task A_file_is_kept_listed_and_given_back_to_be_saved_and_never_to_run(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("With files");
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await UploadAsync(visitor, customer, "方案 v2.pdf", Pdf);
        var list = await visitor.GetAsync($"/customers/{customer.Id}/files");
        var link = list.Document.QuerySelector("a[download]");
        using var file = await visitor.Http.GetAsync(new Uri(link?.GetAttribute("href") ?? "", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("方案 v2.pdf", link?.TextContent);
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", "方案 v2.pdf"), (file.Content.Headers.ContentDisposition?.DispositionType, file.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "<script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg onload='alert(1)'/>")]
    [InlineData("program.exe", "MZ")]
    [InlineData("renamed.png", "<script>alert(1)</script>")]
    [InlineData("renamed.pdf", "MZ......")]
    [InlineData("no-ending", "text")]
    [InlineData("two.pdf.html", "%PDF-1.7")]
    [InlineData("picture.webp", "RIFF")]
    [InlineData("empty.txt", "")]
    [InlineData("bytes.txt", "a\0b")]
    public async Task What_is_not_on_the_list_or_says_something_else_than_it_is_gets_refused(string name, string content)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var customer = await world.CustomerAsync("With files");

        var answer = await UploadAsync(world.Visit(WorldPeople.Rep), customer, name, Encoding.UTF8.GetBytes(content));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        await using var db = world.Open();
        Assert.Empty(db.CustomerFiles);
    }

    [Theory, EveryDatabase]
    public async Task A_file_of_a_customer_out_of_reach_is_not_there_by_any_address(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var foreign = await world.CustomerAsync("Foreign", WorldPeople.Stranger);
        var own = await world.CustomerAsync("Own");
        await UploadAsync(world.Visit(WorldPeople.Stranger), foreign, "secret.pdf", Pdf);
        long id;
        await using (var db = world.Open())
        {
            id = db.CustomerFiles.Single().Id;
        }

        var visitor = world.Visit(WorldPeople.Rep);

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/customers/{foreign.Id}/files/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/customers/{own.Id}/files/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/customers/{foreign.Id}/files")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await UploadAsync(visitor, foreign, "mine.pdf", Pdf, own)).Status);
    }

    [Theory, EveryDatabase]
    public async Task An_archived_file_is_out_of_the_list_and_not_given_out(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("With files");
        var visitor = world.Visit(WorldPeople.Rep);
        await UploadAsync(visitor, customer, "old.pdf", Pdf);
        var list = await visitor.GetAsync($"/customers/{customer.Id}/files");

        await visitor.SendAsync(list, "form[action$='/archive']");

        Assert.Empty((await visitor.GetAsync($"/customers/{customer.Id}/files")).Document.QuerySelectorAll("a[download]"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(list.Document.QuerySelector("a[download]")?.GetAttribute("href") ?? "")).Status);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    public void The_store_opens_no_name_that_it_did_not_make(string name) => Assert.Throws<ArgumentException>(() => new FileStore("/tmp").Open(name));

    [Fact]
    public void A_name_that_is_too_long_keeps_its_ending()
    {
        var customer = new Customer(new CustomerFacts { Name = "A" }, null, null, Given.By(null), CustomerOrigin.Form);
        var kind = FileKind.Of("a.pdf", Pdf);

        var file = new CustomerFile(customer, new string('长', 300) + ".pdf", kind ?? throw new InvalidOperationException(), "x", 1, Given.By(null));

        Assert.Equal(CustomerFile.MostNames, file.Name.Length);
        Assert.EndsWith(".pdf", file.Name, StringComparison.Ordinal);
    }

    /// <param name="shown">The customer whose page brings the form's token; the same unless another is given.</param>
    private static async Task<Page> UploadAsync(Visitor visitor, Customer customer, string name, byte[] bytes, Customer? shown = null)
    {
        var page = await visitor.GetAsync($"/customers/{(shown ?? customer).Id}/files");
        using var content = new MultipartFormDataContent();
        foreach (var field in page.Document.QuerySelectorAll("form[enctype] input[type='hidden']"))
        {
            content.Add(new StringContent(field.GetAttribute("value") ?? ""), field.GetAttribute("name") ?? "");
        }

        content.Add(new ByteArrayContent(bytes), "File", name);
        return await Page.ReadAsync(await visitor.Http.PostAsync(new Uri($"/customers/{customer.Id}/files", UriKind.Relative), content));
    }
}
