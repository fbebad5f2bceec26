using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class CardPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const string File = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{0} New\r\nORG:{0} Co. Ltd\r\nTEL;TYPE=CELL:13900000001\r\nEND:VCARD\r\n"
        + "BEGIN:VCARD\r\nFN:{0} Known\r\nORG:{0}\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:{0} New\r\nORG:{0}\r\nEND:VCARD\r\n"
        + "BEGIN:VCARD\r\nFN:{0} Nowhere\r\nORG:Unheard Of\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:{0} Loose\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:{0} Cut";

    [Theory, EveryDatabase]
    public async Task A_file_is_looked_over_and_taken_in_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Cardboard Co., Ltd.");
        await world.ContactAsync(customer, new ContactFacts { Name = "Cardboard Known" });
        var visitor = world.Visit(WorldPeople.Rep);

        var preview = await visitor.FollowAsync(await UploadAsync(visitor, File.Replace("{0}", "Cardboard")));

        Assert.Contains("1 new, 2 known already, 3 not usable", preview.Text);
        await using var db = world.Open();
        Assert.Equal(1, await db.Contacts.CountAsync(contact => contact.CustomerId == customer.Id));
        var done = await visitor.SendAsync(preview, "form[action$=taking]");
        var twice = await visitor.SendAsync(preview, "form[action$=taking]");
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (done.Status, twice.Status));
        var contact = await db.Contacts.SingleAsync(one => one.Name == "Cardboard New");
        Assert.Equal((CustomerOrigin.Import, "13900000001", customer.Id), (contact.Origin, contact.Phone, contact.CustomerId));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Stranger).GetAsync(preview.Address)).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_another_owns_is_told_without_a_link(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await world.CustomerAsync("Mine Company");
        await world.ContactAsync(await world.CustomerAsync("Theirs", WorldPeople.Stranger), new ContactFacts { Name = "Hidden", Phone = "13711112222" });
        var visitor = world.Visit(WorldPeople.Rep);

        var preview = await visitor.FollowAsync(await UploadAsync(visitor, "BEGIN:VCARD\nFN:X\nORG:Mine Company\nTEL:+86 137 1111 2222\nEND:VCARD\n"));

        Assert.Contains($"known already, owned by {WorldPeople.Stranger}", preview.Text);
        Assert.Empty(preview.Document.QuerySelectorAll("tbody a"));
    }

    [Theory, EveryDatabase]
    public async Task Cards_go_out_and_come_in_again(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("名片有限公司");
        var contact = await world.ContactAsync(customer, new ContactFacts { Name = "王小明", Phone = "13812345678", Birthday = new DateOnly(1980, 2, 3) });
        var visitor = world.Visit(WorldPeople.Rep);

        var card = await visitor.GetAsync($"/contacts/{contact.Id}/card.vcf");
        var list = await visitor.GetAsync($"/contacts/cards.vcf?customer={customer.Id}&version=V4");

        Assert.Equal("text/vcard", card.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("FN:王小明", card.Text);
        Assert.Contains("VERSION:4.0", list.Text);
        var preview = await visitor.FollowAsync(await UploadAsync(visitor, list.Text));
        Assert.Contains("0 new, 1 known already, 0 not usable", preview.Text);
    }

    [Theory]
    [InlineData("name,phone", "no visiting card")]
    [InlineData("", "")]
    public async Task A_file_that_is_none_is_refused_on_the_page(string text, string says)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);

        var page = await UploadAsync(world.Visit(WorldPeople.Rep), text);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(says, page.Text);
    }

    private static async Task<Page> UploadAsync(Visitor visitor, string text)
    {
        var form = await visitor.GetAsync("/contacts/cards/new");
        var token = form.Find("form[enctype] input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        using var content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/vcard");
        content.Add(file, "CardFile", "cards.vcf");
        return await Page.ReadAsync(await visitor.Http.PostAsync(new Uri("/contacts/cards", UriKind.Relative), content));
    }
}
