using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

/// <summary>Outside of Development nothing works without TLS, and whoever comes without it is told so.</summary>
public sealed class SecureOnlySpecs
{
    [Theory]
    [InlineData("en", "TLS only")]
    [InlineData("zh-CN", "仅通过 TLS")]
    public async Task A_plain_connection_is_told_what_is_missing(string language, string words)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        world.App.Configured["PublicUrl"] = null;
        using var client = Plain(world.App, language);

        using var answer = await client.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_connection_is_sent_to_the_public_address()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        world.App.Configured["PublicUrl"] = "https://crm.example";
        using var client = Plain(world.App, "en");

        using var answer = await client.GetAsync("/leads?q=%E6%81%92&sort=Amount");

        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, "https://crm.example/leads?q=%E6%81%92&sort=Amount"),
            (answer.StatusCode, answer.Headers.Location?.AbsoluteUri));
    }

    [Fact]
    public async Task A_probe_may_come_plainly()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var client = Plain(world.App, "en");

        using var answer = await client.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static HttpClient Plain(WebApplicationFactory<Program> app, string language)
    {
        var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("http://localhost") });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }
}
