using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Forms;

public sealed class LeadFormsSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private static readonly Stamp Now = new(1, World.Start, new DateOnly(2026, 11, 18));

    [Theory]
    [InlineData(WorldPeople.Coordinator, true)]
    [InlineData(WorldPeople.Administrator, true)]
    [InlineData(WorldPeople.Manager, false)]
    [InlineData(WorldPeople.Rep, false)]
    [InlineData(WorldPeople.GeneralManager, false)]
    public async Task The_lead_desk_keeps_the_forms(string person, bool may)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        foreach (var address in (string[])["/lead-forms", "/lead-forms/new", $"/lead-forms/{form.Id}"])
        {
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await world.Visit(person).GetAsync(address)).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_form_is_made_changed_and_retired(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);

        var made = await desk.SendAsync(await desk.GetAsync("/lead-forms/new"), "main form",
            ("Form.Name", "Fair 2026"), ("Form.Language", "zh-CN"), ("Form.Campaign", "Fair"), ("Form.Sites", "https://WWW.Example.com/"));
        var page = await desk.FollowAsync(made);
        var address = page.Find("#embed ~ p a").GetAttribute("href") ?? "";

        Assert.Matches("^/forms/[A-Za-z0-9_-]{43}$", address);
        Assert.Contains($"<iframe src=\"https://localhost{address}", page.Find("#snippet").TextContent, StringComparison.Ordinal);
        Assert.Equal("联系我们", (await world.Visit().GetAsync(address)).Heading);

        await desk.SendAsync(page, "main form", ("Form.IsActive", "false"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit().GetAsync(address)).Status);
        await using var db = world.Open();
        var kept = await db.LeadForms.SingleAsync(form => form.Name == "Fair 2026");
        Assert.Equal(("https://www.example.com", "Fair", "zh-CN", false), (kept.Sites, kept.Campaign, kept.Language, kept.IsActive));
    }

    [Theory]
    [InlineData("Form.Name", "")]
    [InlineData("Form.Sites", "nonsense")]
    [InlineData("Form.Sites", "https://a.example/path")]
    [InlineData("Form.Sites", "https://a.example; script-src *")]
    [InlineData("Form.Language", "de")]
    [InlineData("Form.RegionId", "99999")]
    public async Task Bad_input_is_refused_with_what_was_typed_kept(string field, string value)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var desk = world.Visit(WorldPeople.Coordinator);

        var page = await desk.SendAsync(await desk.GetAsync("/lead-forms/new"), "main form", [.. new (string, string?)[] { ("Form.Name", "Kept name"), ("Form.Thanks", "kept words"), (field, value) }.Where((pair, i) => i > 0 || field != "Form.Name")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("kept words", page.Find("[name='Form.Thanks']").TextContent.Trim());
        Assert.NotNull(page.Document.QuerySelector($"[name='{field}'].is-invalid"));
    }

    [Fact]
    public async Task The_second_of_two_editors_chooses()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var form = await world.FormAsync();
        var desk = world.Visit(WorldPeople.Coordinator);
        var page = await desk.GetAsync($"/lead-forms/{form.Id}");
        await desk.SendAsync(page, "main form", ("Form.Campaign", "theirs"));

        var conflict = await desk.SendAsync(page, "main form", ("Form.Campaign", "mine"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal(["Campaign"], conflict.Document.QuerySelectorAll("fieldset.conflict legend").Select(legend => legend.TextContent));
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(conflict, "main form")).Status);
        await using var db = world.Open();
        Assert.Equal("mine", (await db.LeadForms.SingleAsync(kept => kept.Id == form.Id)).Campaign);
    }

    [Theory]
    [InlineData("https://www.example.com", "https://www.example.com")]
    [InlineData("https://www.example.com/\r\nhttp://b.example:8080, https://www.example.com", "https://www.example.com\nhttp://b.example:8080")]
    [InlineData("https://例子.example", "https://xn--fsqu00a.example")]
    [InlineData("", "")]
    public void Sites_are_kept_as_origins(string typed, string kept) =>
        Assert.Equal(kept, new LeadForm(WebForms.Contact with { Sites = typed }, Now).Sites);

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@a.example")]
    [InlineData("https://a.example?x")]
    [InlineData("https://a.example;frame-src")]
    [InlineData("'self'")]
    [InlineData("*")]
    public void What_is_no_site_is_refused(string typed) =>
        Assert.Equal("NotASite", Assert.Throws<RuleBroken>(() => new LeadForm(WebForms.Contact with { Sites = typed }, Now)).Refusal.Code);

    [Fact]
    public void Addresses_can_not_be_guessed()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => new LeadForm(WebForms.Contact, Now).Token).ToList();
        Assert.Equal(100, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
    }
}
