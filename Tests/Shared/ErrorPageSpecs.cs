using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Shared;

public sealed class ErrorPageSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    private const string Form = "main form.card";

    [Theory, EveryDatabase]
    public async Task A_form_whose_token_is_no_longer_good_is_shown_again_with_what_was_typed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/people/new");

        var expired = await visitor.SendAsync(page, Form, ("__RequestVerificationToken", "old"), ("Name", "张伟 & <b>"), ("Roles", "Sales"));
        Assert.Equal(HttpStatusCode.BadRequest, expired.Status);
        Assert.Contains("张伟 & <b>", expired.Find(".facts").TextContent);

        var sent = await visitor.SendAsync(expired, "main form");
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Equal("张伟 & <b>", (await world.PersonAsync("张伟 & <b>")).Name);
    }

    [Fact]
    public async Task Who_was_signed_out_while_typing_signs_in_beside_it_and_sends_it_again()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/people/new");
        visitor.Http.DefaultRequestHeaders.Remove("X-Test-Person");

        var lost = await visitor.SendAsync(page, Form, ("Name", "Kept Name"));
        Assert.Equal(HttpStatusCode.Unauthorized, lost.Status);
        Assert.Contains("Kept Name", lost.Text);

        visitor.Http.DefaultRequestHeaders.Add("X-Test-Person", WorldPeople.Administrator);
        var asked = await visitor.SendAsync(lost, "main form");
        var sent = asked.Status == HttpStatusCode.BadRequest ? await visitor.SendAsync(asked, "main form") : asked;
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Equal("Kept Name", (await world.PersonAsync("Kept Name")).Name);
    }

    [Fact]
    public async Task Passwords_are_never_shown_again()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit();
        var page = await visitor.GetAsync("/sign-in");
        var expired = await visitor.SendAsync(page, "form[action='/sign-in']", ("__RequestVerificationToken", "old"),
            ("Form.Email", "sam@example.com"), ("Form.Password", "my secret words"));
        Assert.Contains("sam@example.com", expired.Text);
        Assert.DoesNotContain("my secret words", expired.Text);
    }

    [Theory]
    [InlineData("/nowhere", "en", "Not found")]
    [InlineData("/nowhere", "zh-CN", "未找到")]
    [InlineData("/people/999999", "en", "Not found")]
    public async Task What_is_not_there_is_said_in_the_reader_s_language(string address, string language, string heading)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.Administrator, language).GetAsync(address);
        Assert.Equal((HttpStatusCode.NotFound, heading), (page.Status, page.Heading));
    }

    [Fact]
    public async Task What_is_not_allowed_says_so()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var page = await world.Visit(WorldPeople.Rep).GetAsync("/people");
        Assert.Equal((HttpStatusCode.Forbidden, "Not yours to do"), (page.Status, page.Heading));
    }

    [Fact]
    public async Task While_somebody_else_writes_too_long_the_answer_is_to_try_again_with_what_was_typed()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.GetAsync("/teams");
        using (await world.App.Services.GetRequiredService<SqliteWriteLock>().TakeAsync())
        {
            var busy = await visitor.SendAsync(page, "form[action='/regions']", ("Region.Name", "华东大区"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.Status);
            Assert.Equal(TimeSpan.FromSeconds(5), busy.Answer.Headers.RetryAfter?.Delta);
            page = busy;
        }

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(page, "main form")).Status);
    }

    [Theory]
    [InlineData("ab\u0007cd")]
    [InlineData("ab\u001bcd")]
    public async Task Characters_that_no_screen_shows_are_refused_beside_the_field(string name)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Administrator);
        var page = await visitor.SendAsync(await visitor.GetAsync("/people/new"), Form, ("Name", name), ("Email", "kept@example.com"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("can’t be shown", page.Find("#Name-error").TextContent);
        Assert.Equal("Name-error", page.Find("#Name").GetAttribute("aria-describedby"));
        Assert.Equal("kept@example.com", page.Find("#Email").GetAttribute("value"));
    }

    [Theory]
    [InlineData("en", "is too long: at most 80 characters")]
    [InlineData("zh-CN", "最多 80 个字符")]
    public async Task What_is_too_long_is_refused_and_kept(string language, string words)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var name = new string('长', 81);
        var page = await visitor.SendAsync(await visitor.GetAsync("/people/new"), Form, ("Name", name));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(words, page.Find("#Name-error").TextContent);
        Assert.Equal(name, page.Find("#Name").GetAttribute("value"));
    }
}
