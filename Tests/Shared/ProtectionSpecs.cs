using System.Net;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

public sealed class ProtectionSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    [Theory]
    [InlineData("/sign-in", null)]
    [InlineData("/me", WorldPeople.Rep)]
    [InlineData("/nowhere", WorldPeople.Rep)]
    [InlineData("/people", WorldPeople.Rep)]
    [InlineData("/css/parts.css", null)]
    public async Task Every_answer_tells_the_browser_what_may_run(string address, string? person)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var headers = (await world.Visit(person).GetAsync(address)).Answer.Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        foreach (var part in (string[])["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
        {
            Assert.Contains(part, policy);
        }

        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Pages_of_a_person_are_not_kept()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        Assert.True((await world.Visit(WorldPeople.Rep).GetAsync("/me")).Answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_with_https()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://crm.example.com/sign-in");
        var answer = await world.Visit().Http.SendAsync(request);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Cookies_belong_to_this_host_and_to_https()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var cookies = (await world.Visit().GetAsync("/sign-in")).Answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-sicrm-form=", StringComparison.Ordinal)
            && cookie.Contains("; secure", StringComparison.Ordinal) && cookie.Contains("; httponly", StringComparison.Ordinal)
            && cookie.Contains("samesite=strict", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task A_foreign_host_name_is_refused_in_the_reader_s_language(string host)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}/sign-in");
        var page = await Page.ReadAsync(await world.Visit(language: "zh-CN").Http.SendAsync(request));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("未知地址", page.Heading);
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.Redirect)]
    [InlineData("none", HttpStatusCode.Redirect)]
    public async Task What_another_site_sends_in_a_person_s_name_is_not_done(string site, HttpStatusCode expected)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Rep);
        var page = await visitor.GetAsync("/me");
        visitor.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        Assert.Equal(expected, (await visitor.SendAsync(page, "form[action='/preferences']", ("theme", "dark"))).Status);
    }

    [Fact]
    public async Task A_form_of_two_thousand_fields_is_refused_clearly()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit().PostAsync("/sign-in", Enumerable.Range(0, 2000).Select(i => new KeyValuePair<string, string>($"f{i}", "x")));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("Too much at once", page.Heading);
    }

    [Fact]
    public async Task A_value_of_a_megabyte_is_refused_clearly()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit().PostAsync("/sign-in", [new("Form.Email", new string('x', 1_100_000))]);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("Too much at once", page.Heading);
    }
}
