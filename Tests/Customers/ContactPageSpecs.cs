using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

public sealed class ContactPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory, EveryDatabase]
    public async Task A_contact_is_entered_at_a_customer_found_by_a_word(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Bright Harbour Logistics");
        var visitor = world.Visit(WorldPeople.Rep);
        var choose = await visitor.GetAsync("/contacts/new?q=harbour");
        var form = await visitor.GetAsync(choose.Find($"a[href='/customers/{customer.Id}/contacts/new']").GetAttribute("href") ?? "");

        var wrong = await visitor.SendAsync(form, "form[method=post]", ("Email", "no mail"));
        var done = await visitor.FollowAsync(await visitor.SendAsync(form, "form[method=post]",
            ("PersonName", "Li Lei"), ("MobilePhone", "13812345678"), ("Birthday", "1990-10-03"), ("IsBirthdayLunar", "true")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("Li Lei", done.Heading);
        Assert.Contains("2027", done.Find(".record-facts").TextContent);
        Assert.Contains("month 8, day 15", (await visitor.GetAsync(done.Address + "/facts")).Text);
    }

    [Theory, EveryDatabase]
    public async Task A_touch_is_logged_in_two_presses_and_comes_back_to_the_list(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var contact = await world.ContactAsync(await world.CustomerAsync("Two Clicks"), new ContactFacts { Name = "Zoe Click" });
        var visitor = world.Visit(WorldPeople.Rep);
        var list = await visitor.GetAsync("/contacts?q=Zoe");

        var form = await visitor.GetAsync(list.Find(".log-link").GetAttribute("href") ?? "");
        var back = await visitor.SendAsync(form, "form.quick-log", ("Kind", "Call"));

        Assert.Equal("/contacts?q=Zoe", back.Location?.ToString());
        await using var db = world.Open();
        Assert.NotNull((await db.Contacts.SingleAsync(one => one.Id == contact.Id)).LastTouchAt);
        Assert.NotNull((await db.Customers.SingleAsync(one => one.Id == contact.CustomerId)).LastTouchAt);
    }

    [Theory, EveryDatabase]
    public async Task Who_saves_second_sees_both_versions(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var contact = await world.ContactAsync(await world.CustomerAsync("Conflict"), new ContactFacts { Name = "Two Versions" });
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/contacts/{contact.Id}/edit");
        await visitor.SendAsync(form, "form[method=post]", ("Position", "Head"));

        var conflict = await visitor.SendAsync(form, "form[method=post]", ("Position", "Chief"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Head", conflict.Text);
        Assert.Contains("Chief", conflict.Text);
    }

    [Theory, EveryDatabase]
    public async Task After_a_move_old_touches_stay_with_the_old_employer(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (old, next) = (await world.CustomerAsync("Old Place"), await world.CustomerAsync("Next Place Ltd."));
        var contact = await world.ContactAsync(old, new ContactFacts { Name = "Mo Mover" }, 3);
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync($"/contacts/{contact.Id}/employment?employerName=next");

        var page = await visitor.FollowAsync(await visitor.SendAsync(form, "form[method=post]", ("EmployerId", $"{next.Id}"), ("Position", "Head of IT")));

        Assert.Contains("Next Place Ltd.", page.Find(".page-heading").TextContent);
        Assert.Contains("Old Place", page.Find(".timeline").TextContent);
        Assert.Contains("Old Place", (await visitor.GetAsync($"/contacts/{contact.Id}/facts")).Text);
        await using var db = world.Open();
        Assert.Equal(old.Id, (await db.Touches.SingleAsync(touch => touch.ContactId == contact.Id)).CustomerId);
    }

    [Theory, EveryDatabase]
    public async Task Marks_consent_archive_and_restore_work_from_the_page(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var contact = await world.ContactAsync(await world.CustomerAsync("Marks"), new ContactFacts { Name = "Mark Marked" });
        var visitor = world.Visit(WorldPeople.Rep);
        var address = $"/contacts/{contact.Id}";

        await visitor.SendAsync(await visitor.GetAsync(address), "form[action$=key-mark]");
        await visitor.SendAsync(await visitor.GetAsync(address + "/consent"), "form[method=post]", ("Consent", "Given"), ("ConsentHow", "Mail"));
        await visitor.SendAsync(await visitor.GetAsync(address), "form[action$=archive]");
        var archived = await visitor.GetAsync(address);

        Assert.Contains("Mail", archived.Text);
        Assert.Contains("★", archived.Text);
        Assert.Null(archived.Document.QuerySelector("form[action$=archive]"));
        await visitor.SendAsync(archived, "form[action$=restoration]");
        Assert.NotNull((await visitor.GetAsync(address)).Document.QuerySelector("form[action$=archive]"));
    }

    [Theory]
    [EveryDatabase("/contacts/{0}")]
    [EveryDatabase("/contacts/{0}/facts")]
    [EveryDatabase("/contacts/{0}/edit")]
    [EveryDatabase("/contacts/{0}/employment")]
    [EveryDatabase("/contacts/{0}/consent")]
    [EveryDatabase("/contacts/{0}/touches/new")]
    [EveryDatabase("/contacts/{0}/card.vcf")]
    public async Task Out_of_reach_there_is_nobody(DatabaseKind kind, string address)
    {
        var world = await worlds.OnAsync(kind);
        var contact = await world.ContactAsync(await world.CustomerAsync("Foreign", WorldPeople.Stranger), new ContactFacts { Name = "Far Away" });
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, contact.Id);

        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Rep).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Stranger).GetAsync(path)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_page_takes_at_most_six_statements(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var customer = await world.CustomerAsync("Statements");
        var contact = await world.ContactAsync(customer, new ContactFacts { Name = "Stan" }, 2);
        var opportunity = await world.OpportunityAsync(customer);
        await world.PlaceAsync(opportunity, contact, BuyingRole.User);
        var visitor = world.Visit(WorldPeople.Rep);
        string[] pages =
        [
            $"/contacts/{contact.Id}", $"/contacts/{contact.Id}/facts", $"/opportunities/{opportunity.Id}/relations", $"/customers/{customer.Id}/relations",
            $"/opportunities/{opportunity.Id}/relations/{contact.Id}", $"/opportunities/{opportunity.Id}/relations/new", "/contacts/filter",
        ];
        foreach (var address in pages)
        {
            await visitor.GetAsync(address);
            using var statements = new Statements(world);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(address)).Status);
            var own = statements.Sent.Count(sql => !new[] { "\"Accounts\"", "\"AspNet", "\"ManagerId\"" }.Any(mark => sql.Contains(mark, StringComparison.Ordinal)));
            Assert.True(own is >= 1 and <= 6 || address == "/contacts/filter", $"{address}: {own}\n{string.Join('\n', statements.Sent)}");
        }
    }
}
