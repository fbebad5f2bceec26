using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class SignInSpecs
{
    [Theory, EveryDatabase]
    public async Task The_right_password_opens_and_leads_where_one_wanted_to_go(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        var wanted = await visitor.GetAsync("/me");
        Assert.Equal("/sign-in?back=%2Fme", wanted.Location?.PathAndQuery);

        var page = await visitor.SignInAsync(email, back: "?back=%2Fme");

        Assert.Equal("/me", page.Location?.ToString());
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer_which_keeps_the_name(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);

        var wrong = await world.Visit().SignInAsync(email, "not the password");
        var unknown = await world.Visit().SignInAsync("nobody@example.com", "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.Status);
        Assert.Equal(wrong.Find(".form-errors").TextContent, unknown.Find(".form-errors").TextContent);
        Assert.Equal(email, wrong.Find("[name='Form.Email']").GetAttribute("value"));
        Assert.Null(wrong.Find("[name='Form.Password']").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task Five_wrong_passwords_close_an_account_and_each_closure_lasts_twice_as_long(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        foreach (var minutes in (int[])[5, 10, 20])
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Visit().SignInAsync(email, "wrong " + i)).Status);
            }

            var closed = await world.Visit().SignInAsync(email);
            Assert.Equal(HttpStatusCode.TooManyRequests, closed.Status);
            Assert.True(closed.Answer.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(minutes - 1));
            world.Clock.Pass(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(5));
            Assert.Equal(HttpStatusCode.TooManyRequests, (await world.Visit().SignInAsync(email)).Status);
            world.Clock.Pass(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync(email)).Status);
    }

    [Theory, EveryDatabase]
    public async Task However_many_guess_at_once_five_are_looked_at(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        var form = await visitor.GetAsync("/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => visitor.SendAsync(
            form, "form[action='/sign-in']", ("Form.Email", email), ("Form.Password", "guess " + i))));

        Assert.True(answers.Count(page => page.Status == HttpStatusCode.UnprocessableEntity) <= 5);
        Assert.All(answers, page => Assert.Contains(page.Status, (HttpStatusCode[])
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable]));
    }

    [Theory, EveryDatabase]
    public async Task One_address_that_tries_many_names_is_closed_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Visit().SignInAsync($"nobody{i}@example.com", "guess")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await world.Visit().SignInAsync(email)).Status);
        world.Clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync(email)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Signing_in_does_not_use_up_the_tries_of_an_office(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync(email)).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_is_not_active_stays_outside(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var email = await world.GivePasswordAsync(WorldPeople.Colleague);
        await using (var db = world.Open())
        {
            var person = await db.People.SingleAsync(p => p.Name == WorldPeople.Colleague);
            person.Deactivate(world.By(null).Today.AddDays(-1), openWork: 0);
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.Visit().SignInAsync(email)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_ends_the_session_for_a_stolen_cookie_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        var page = await visitor.GetAsync("/me");
        var thief = world.Visit();
        thief.Http.DefaultRequestHeaders.Add("Cookie", page.Answer.RequestMessage?.Headers.GetValues("Cookie").First());
        Assert.True(await thief.IsSignedInAsync());

        var left = await visitor.SendAsync(page, "form[action='/sign-out']");

        Assert.Equal("/sign-in", left.Location?.ToString());
        Assert.Contains("cache", left.Answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.False(await visitor.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_session_ends_after_eight_idle_hours_and_after_seven_days_however_busy(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var idle = await world.SignedInAsync(WorldPeople.Rep);
        var busy = await world.SignedInAsync(WorldPeople.Manager);
        for (var hours = 0; hours < 7 * 24; hours += 6)
        {
            Assert.True(await busy.IsSignedInAsync());
            world.Clock.Pass(TimeSpan.FromHours(6));
        }

        world.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.False(await busy.IsSignedInAsync());
        Assert.False(await idle.IsSignedInAsync());
    }

    [Theory, EveryDatabase]
    public async Task Whose_session_row_is_gone_is_out_within_a_minute(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            await db.WriteAsync(() => db.Set<SignInSession>().ExecuteDeleteAsync());
        }

        world.Clock.Pass(TimeSpan.FromSeconds(61));
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\/evil.example")]
    [InlineData("http://localhost@evil.example/")]
    public async Task Nobody_is_led_to_another_site(string back)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        var page = await visitor.GetAsync("/sign-in");
        (string, string?)[] values = [("Form.Email", email), ("Form.Password", Passwords.Good), ("Form.Back", back)];

        var switched = await visitor.SendAsync(page, "form[action='/preferences']", ("language", "en"), ("back", back));
        var signedIn = await visitor.SendAsync(page, "form[action='/sign-in']", values);

        Assert.Equal("https://localhost", Origin(signedIn));
        Assert.Equal("https://localhost", Origin(switched));
    }

    [Fact]
    public async Task The_one_click_sign_in_is_of_Development_only()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit();
        var page = await visitor.GetAsync("/sign-in");
        Assert.Null(page.Document.QuerySelector(".demonstration"));
        var token = page.Find("form[action='/sign-in'] [name=__RequestVerificationToken]").GetAttribute("value") ?? "";
        var answer = await visitor.PostAsync("/sign-in/as/1", [new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    /// <summary>Where a browser would go.</summary>
    private static string Origin(Page page)
    {
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        var location = page.Answer.Headers.GetValues("Location").Single().Replace("\t", "", StringComparison.Ordinal).Replace('\\', '/');
        return new Uri(new Uri("https://localhost/sign-in"), location).GetLeftPart(UriPartial.Authority);
    }
}
