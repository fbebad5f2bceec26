using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Forms;

public sealed class WebFormPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Fact]
    public async Task Only_the_sites_of_the_form_may_frame_it()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync(WebForms.Contact with { Sites = "https://www.example.com\nhttp://shop.example.com:8080" });
        var closed = await world.FormAsync(WebForms.Contact with { Sites = null });

        Assert.Contains("frame-ancestors https://www.example.com http://shop.example.com:8080", await PolicyAsync(world, form.Token), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", await PolicyAsync(world, closed.Token), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", await PolicyAsync(world, new string('x', 43)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cookie_is_set_and_none_is_needed()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();

        var page = await world.Visit().GetAsync($"/forms/{form.Token}");
        world.Clock.Pass(TimeSpan.FromSeconds(20));
        var sent = await world.Visit().SendAsync(page, "main form", WebForms.Typed);
        var thanks = await world.Visit().FollowAsync(sent);

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.All((Page[])[page, sent, thanks], answer => Assert.False(answer.Answer.Headers.Contains("Set-Cookie")));
        Assert.DoesNotContain("__RequestVerificationToken", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Frame-Options", page.Answer.Headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task What_another_site_s_page_sends_itself_is_not_taken(string site)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        var visitor = world.Visit();
        var page = await visitor.GetAsync($"/forms/{form.Token}");
        visitor.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync(page, "main form", WebForms.Typed)).Status);
    }

    [Fact]
    public async Task An_unknown_or_a_retired_form_is_not_there()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var retired = await world.FormAsync(WebForms.Contact with { IsActive = false });
        foreach (var token in (string[])[retired.Token, new string('A', 43), "short"])
        {
            foreach (var address in (string[])[$"/forms/{token}", $"/forms/{token}/thanks"])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().GetAsync(address)).Status);
            }

            Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().PostAsync($"/forms/{token}", [new("Lead.Company", "x")])).Status);
        }
    }

    [Theory]
    [InlineData("zh-CN", "en", "联系我们")]
    [InlineData("en", "zh-CN", "Get in touch")]
    [InlineData(null, "zh-CN", "联系我们")]
    [InlineData(null, "en", "Get in touch")]
    public async Task It_speaks_its_own_language_or_the_visitor_s(string? own, string visitors, string heading)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync(WebForms.Contact with { Language = own });

        var page = await world.Visit(null, visitors).GetAsync($"/forms/{form.Token}");
        var wrong = await world.Visit(null, visitors).SendAsync(page, "main form", ("Lead.Company", ""), ("Lead.Email", "no address"));

        Assert.Equal((heading, heading), (page.Heading, wrong.Heading));
        Assert.Equal(heading == "联系我们", wrong.Find("#Lead_Email-error").TextContent.Any(c => c is >= '一' and <= '鿿'));
    }

    [Theory]
    [InlineData("Lead.Company", "")]
    [InlineData("Lead.Company", "LONG")]
    [InlineData("Lead.ContactName", "LONG")]
    [InlineData("Lead.Phone", "LONG")]
    [InlineData("Lead.Email", "not-an-address")]
    [InlineData("Lead.Email", "")]
    [InlineData("Lead.Company", "a\u0007b")]
    [InlineData("Lead.Need", "a\u001bb")]
    public async Task Bad_input_is_said_beside_the_field_and_nothing_typed_is_lost(string field, string value)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        await using var db = world.Open();
        var before = await db.Leads.CountAsync();

        var page = await world.FillInAsync(form, null, (field == "Lead.Need" ? "Lead.Phone" : "Lead.Need", "kept <need>"), (field, value == "LONG" ? new string('长', 201) : value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.Document.QuerySelector(".is-invalid"));
        if (field != "Lead.Need")
        {
            Assert.Equal("kept <need>", page.Find("[name='Lead.Need']").TextContent.Trim());
        }

        Assert.Equal(before, await db.Leads.CountAsync());
    }

    [Fact]
    public async Task Hostile_texts_are_texts()
    {
        const string hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync(WebForms.Contact with { Name = hostile, Thanks = hostile, Campaign = hostile });
        var sent = await world.FillInAsync(form, null, ("Lead.Company", hostile), ("Lead.Need", hostile), ("Lead.ContactName", hostile));
        var again = await world.FillInAsync(form, null, ("Lead.Company", hostile), ("Lead.Email", hostile));
        await using var db = world.Open();
        var lead = await db.Leads.OrderByDescending(lead => lead.Id).FirstAsync();
        var desk = world.Visit(WorldPeople.Coordinator);

        foreach (var page in (Page[])[again, await world.Visit().FollowAsync(sent), await desk.GetAsync("/lead-forms"), await desk.GetAsync($"/lead-forms/{form.Id}"),
            await desk.GetAsync($"/leads/{lead.Id}"), await desk.GetAsync("/desk/triage")])
        {
            Assert.Empty(page.Document.QuerySelectorAll("main script, main img, main iframe, [onerror]"));
        }
    }

    [Theory]
    [InlineData(2000, "Lead.Need", 5)]
    [InlineData(1, "Lead.Need", 100_000)]
    public async Task Too_much_at_once_is_refused_clearly(int fields, string name, int length)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        var page = await world.Visit().PostAsync($"/forms/{form.Token}",
            Enumerable.Range(0, fields).Select(i => new KeyValuePair<string, string>(fields == 1 ? name : $"f{i}", new string('x', length))));
        Assert.InRange((int)page.Status, 400, 422);
    }

    private static async Task<string> PolicyAsync(World world, string token) =>
        (await world.Visit().GetAsync($"/forms/{token}")).Answer.Headers.GetValues("Content-Security-Policy").Single();
}
