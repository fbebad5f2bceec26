using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

/// <summary>The quick form and what nobody should send to it.</summary>
public sealed class HostileCaptureSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [EveryDatabase("en", "not-an-address")]
    [EveryDatabase("zh-CN", "not-an-address")]
    [EveryDatabase("en", "a@b@c")]
    [EveryDatabase("en", "@")]
    [EveryDatabase("zh-CN", "张伟＠例子。中国")]
    [EveryDatabase("en", "x@")]
    public async Task A_bad_mail_address_is_said_beside_the_field_and_nothing_is_lost(DatabaseKind kind, string language, string address)
    {
        var world = await worlds.OnAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator, language);

        var page = await desk.SendAsync(await desk.GetAsync("/leads/new"), "main form", ("Company", "Kept Ltd"), ("Email", address), ("Need", "kept"), ("Channel", "Event"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(("Kept Ltd", address, "kept"), (Value(page, "Company"), Value(page, "Email"), page.Find("[name=Need]").TextContent.Trim()));
        Assert.Equal(language != "en", page.Find("#Email-error").TextContent.Any(c => c is >= '一' and <= '鿿'));
    }

    [Theory]
    [EveryDatabase("half of a character \ud83d")]
    [EveryDatabase("\ufffe\uffff")]
    [EveryDatabase("ab\u202Ecd")]
    [EveryDatabase("\u0001\u0007\u001b")]
    [EveryDatabase("𠀀𪚥👩‍👩‍👧‍👦")]
    [EveryDatabase("COMBINING")]
    [EveryDatabase("LONG")]
    [EveryDatabase("'; DROP TABLE \"Leads\"; --")]
    [EveryDatabase("{{7*7}}${7*7}<%= 7 %>")]
    [EveryDatabase("=cmd|' /C calc'!A0")]
    public async Task No_text_is_a_fault_in_any_field(DatabaseKind kind, string text)
    {
        var world = await worlds.OnAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);
        var form = await desk.GetAsync("/leads/new");
        var value = text switch { "COMBINING" => "e" + new string('\u0301', 10_000), "LONG" => new string('长', 5000), _ => text };
        foreach (var field in (string[])["Company", "ContactName", "Phone", "Email", "Need", "Amount", "ExpectedOn", "Industry", "Products", "Campaign", "Score", "RegionId", "Channel", "Seen"])
        {
            (string, string?)[] fields = [.. new[] { ("Company", "Sound Ltd " + field), ("Channel", "Phone") }.Where(pair => pair.Item1 != field), (field, value)];

            var page = await desk.SendAsync(form, "main form", [.. fields, ("__Unique", null)]);

            Assert.True(page.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Redirect, $"{field}: {page.Status}");
        }
    }

    [Fact]
    public async Task Two_thousand_fields_are_refused_clearly()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.Coordinator, "zh-CN").PostAsync("/leads", Enumerable.Range(0, 2000).Select(i => new KeyValuePair<string, string>($"f{i}", "x")));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotEmpty(page.Heading ?? "");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/xml")]
    public async Task A_deep_body_is_refused_and_the_program_lives(string type)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var desk = world.Visit(WorldPeople.Coordinator);
        using var content = new StringContent(type.EndsWith("json", StringComparison.Ordinal) ? new string('[', 400_000) : string.Concat(Enumerable.Repeat("<a>", 100_000)), Encoding.UTF8, type);

        var answer = await desk.Http.PostAsync(new Uri("/leads", UriKind.Relative), content);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/leads/new")).Status);
    }

    [Fact]
    public async Task A_foreign_host_gets_no_lead_in()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://evil.example/leads") { Content = new FormUrlEncodedContent([new("Company", "x")]) };
        var answer = await world.Visit(WorldPeople.Coordinator).Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task An_expired_form_is_shown_again_with_what_was_typed_and_can_be_sent(string language)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var desk = world.Visit(WorldPeople.Coordinator, language);

        var expired = await desk.SendAsync(await desk.GetAsync("/leads/new"), "main form",
            ("__RequestVerificationToken", "old"), ("Company", "Kept <b> & Co"), ("Channel", "Phone"), ("Need", "kept need"));

        Assert.Equal(HttpStatusCode.BadRequest, expired.Status);
        Assert.Contains("Kept <b> & Co", expired.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SendAsync(expired, "main form")).Status);
        await using var db = world.Open();
        Assert.Equal("kept need", (await db.Leads.SingleAsync()).Need);
    }

    [Theory, EveryDatabase]
    public async Task Fifty_at_once_of_one_form_are_one_lead(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);
        var form = await desk.GetAsync("/leads/new");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => desk.SendAsync(form, "main form", ("Company", "Only Once Ltd"), ("Channel", "Phone"))));

        await using var db = world.Open();
        var lead = await db.Leads.SingleAsync();
        Assert.All(answers, answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.ServiceUnavailable, HttpStatusCode.UnprocessableEntity]));
        Assert.All(answers.Where(answer => answer.Location is not null), answer => Assert.Equal($"/leads/{lead.Id}", answer.Location?.ToString()));
    }

    private static string? Value(Page page, string field) => page.Find($"[name={field}]").GetAttribute("value");
}
