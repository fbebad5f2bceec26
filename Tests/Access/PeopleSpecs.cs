using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class PeopleSpecs
{
    private const string Form = "main form.card";

    [Theory, EveryDatabase]
    public async Task An_added_person_signs_in_by_the_link_that_is_shown_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = await world.SignedInAsync(WorldPeople.Administrator);
        var page = await admin.GetAsync("/people/new");

        var added = await admin.SendAsync(page, Form, ("Name", "王小明"), ("Email", "xiaoming@example.com"), ("Roles", "Sales"));
        var person = await admin.FollowAsync(added);
        var link = (await admin.SendAsync(person, "form[action$='/password-link']")).Find("textarea").TextContent;
        var newcomer = world.Visit();
        var choice = await newcomer.GetAsync(new Uri(link).PathAndQuery);
        var chosen = await newcomer.SendAsync(choice, "form.card", ("Password", Passwords.Good), ("PasswordAgain", Passwords.Good));
        var again = await newcomer.SendAsync(choice, "form.card", ("Password", "another one entirely 9"), ("PasswordAgain", "another one entirely 9"));

        Assert.Equal("/sign-in", chosen.Location?.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal(HttpStatusCode.Redirect, (await newcomer.SignInAsync("xiaoming@example.com")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Changing_team_takes_the_open_leads_along_each_with_its_event(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var open = await world.LeadAsync(LeadStatus.Working);
        var ended = await world.LeadAsync(LeadStatus.Converted);
        var (rep, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync($"/people/{rep.Id}");

        var saved = await admin.SendAsync(page, Form, ("TeamId", $"{stranger.TeamId}"));

        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        Assert.Contains("Changed", (await admin.FollowAsync(saved)).Find(".timeline").TextContent, StringComparison.Ordinal);
        var followed = await world.ReadAsync(open);
        Assert.Equal(stranger.TeamId, followed.TeamId);
        Assert.Equal(LeadEventKind.TeamChanged, followed.History.MaxBy(row => row.Seq)?.Kind);
        Assert.Equal(rep.TeamId, (await world.ReadAsync(ended)).TeamId);
    }

    [Theory, EveryDatabase]
    public async Task Who_owns_open_leads_is_not_deactivated(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync(LeadStatus.Assigned);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync($"/people/{rep.Id}");

        var refused = await admin.SendAsync(page, "form[action$='/activity/end']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("still has open work (1)", refused.Text);
        Assert.Null((await world.PersonAsync(WorldPeople.Rep)).ActiveUntil);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_deactivated_is_out_at_once_and_may_come_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Colleague);
        var person = await world.PersonAsync(WorldPeople.Colleague);
        var admin = world.Visit(WorldPeople.Administrator);

        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/activity/end']");
        Assert.False(await visitor.IsSignedInAsync());

        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), "form[action$='/activity']");
        Assert.Equal(HttpStatusCode.Redirect, (await world.Visit().SignInAsync(person.Email ?? "")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_new_role_counts_within_a_minute(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = await world.SignedInAsync(WorldPeople.Colleague);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/people")).Status);
        var person = await world.PersonAsync(WorldPeople.Colleague);
        var admin = world.Visit(WorldPeople.Administrator);

        await admin.SendAsync(await admin.GetAsync($"/people/{person.Id}"), Form, ("Roles", "Sales,Administrator"));
        world.Clock.Pass(TimeSpan.FromSeconds(61));

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/people")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_who_administers_is_always_left(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var person = await world.PersonAsync(WorldPeople.Administrator);
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync($"/people/{person.Id}");

        var demoted = await admin.SendAsync(page, Form, ("Roles", "Finance"));
        var ended = await admin.SendAsync(page, "form[action$='/activity/end']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, demoted.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ended.Status);
        Assert.Equal([Role.Administrator], (await world.PersonAsync(WorldPeople.Administrator)).Roles);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_reports_to_himself_by_any_way_round(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (manager, gm) = (await world.PersonAsync(WorldPeople.Manager), await world.PersonAsync(WorldPeople.GeneralManager));
        var admin = world.Visit(WorldPeople.Administrator);
        await admin.SendAsync(await admin.GetAsync($"/people/{manager.Id}"), Form, ("ManagerId", $"{gm.Id}"));

        var round = await admin.SendAsync(await admin.GetAsync($"/people/{gm.Id}"), Form, ("ManagerId", $"{manager.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, round.Status);
        Assert.Null((await world.PersonAsync(WorldPeople.GeneralManager)).ManagerId);
    }

    [Theory, EveryDatabase]
    public async Task A_mail_address_belongs_to_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync("/people/new");

        var refused = await admin.SendAsync(page, Form, ("Name", "Twin"), ("Email", "SAM.sales@example.com"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await using var db = world.Open();
        Assert.False(await db.People.AnyAsync(person => person.Name == "Twin"));
    }

    [Theory, EveryDatabase]
    public async Task The_second_of_two_editors_sees_both_versions_and_chooses(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var person = await world.PersonAsync(WorldPeople.Presales);
        var admin = world.Visit(WorldPeople.Administrator);
        var (mine, theirs) = (await admin.GetAsync($"/people/{person.Id}"), await admin.GetAsync($"/people/{person.Id}"));
        await admin.SendAsync(theirs, Form, ("Name", "Pia Theirs"), ("LeadCapacity", "7"), ("Roles", "Presales,Sales"));

        var conflict = await admin.SendAsync(mine, Form, ("Name", "Pia Mine"), ("Knows", "网络安全"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("Pia Theirs", conflict.Text);
        Assert.Contains("Pia Mine", conflict.Text);
        Assert.Equal("Pia Theirs", (await world.ByIdAsync(person.Id)).Name);
        await admin.SendAsync(conflict, "main form", ("Name", "Pia Mine"), ("LeadCapacity", "7"), ("Roles", "Presales,Sales"), ("Knows", "网络安全"));
        var chosen = await world.ByIdAsync(person.Id);
        Assert.Equal(("Pia Mine", 7, "网络安全"), (chosen.Name, chosen.LeadCapacity, chosen.Knows));
        Assert.Equal([Role.Sales, Role.Presales], chosen.Roles.Order());
    }
}

internal static class PeopleOfTheWorld
{
    public static async Task<Person> ByIdAsync(this World world, long id)
    {
        await using var db = world.Open();
        return await db.People.SingleAsync(person => person.Id == id);
    }
}
