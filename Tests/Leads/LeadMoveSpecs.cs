using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Leads;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadMoveSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    public static readonly TheoryData<string, LeadStatus, string, (string, string?)[], LeadStatus> Moves = new()
    {
        { WorldPeople.Coordinator, LeadStatus.New, "qualification", [("Target", "Yes"), ("Solvable", "Yes"), ("Affordable", "Yes")], LeadStatus.Qualified },
        { WorldPeople.Coordinator, LeadStatus.New, "disqualification", [("Why", "Spam")], LeadStatus.Disqualified },
        { WorldPeople.Coordinator, LeadStatus.Assigned, "reclaim", [("Reason", "customer asked")], LeadStatus.Reclaimed },
        { WorldPeople.Coordinator, LeadStatus.Disqualified, "reopening", [("Reason", "they rang")], LeadStatus.New },
        { WorldPeople.Manager, LeadStatus.Working, "reclaim", [("Reason", "on leave")], LeadStatus.Reclaimed },
        { WorldPeople.Rep, LeadStatus.Working, "give-back", [("Because", "Overloaded"), ("Note", "too much")], LeadStatus.Reclaimed },
        { WorldPeople.Rep, LeadStatus.Assigned, "disqualification", [("Why", "NoNeed")], LeadStatus.Disqualified },
        { WorldPeople.Rep, LeadStatus.Assigned, "activities/new", [("Kind", "Call")], LeadStatus.Working },
    };

    [Theory, MemberData(nameof(Moves))]
    public async Task A_move_is_one_form(string person, LeadStatus from, string noun, (string, string?)[] fields, LeadStatus to)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(from);
        var visitor = world.Visit(person);

        var done = await visitor.SendAsync(await visitor.GetAsync($"/leads/{lead.Id}/{noun}"), "main form", fields);

        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Equal(to, (await world.ReadAsync(lead)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_contact_is_logged_by_one_click_on_the_page(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        var rep = world.Visit(WorldPeople.Rep);

        await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}"), "form.quick-log", ("Kind", "Call"), ("NextAction", "send offer"), ("NextDueOn", "next wed"));

        var read = await world.ReadAsync(lead);
        Assert.Equal((LeadStatus.Working, "send offer", new DateOnly(2026, 11, 25)), (read.Status, read.NextAction, read.NextDueOn));
    }

    [Theory, EveryDatabase]
    public async Task The_desk_assigns_to_somebody_in_its_reach_and_to_nobody_else(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        var manager = world.Visit(WorldPeople.Manager);
        var form = await manager.GetAsync($"/leads/{lead.Id}/assignment");
        foreach (var outside in (string[])[WorldPeople.Stranger, WorldPeople.GeneralManager, WorldPeople.Presales])
        {
            var id = (await world.PersonAsync(outside)).Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(form, "main form", ("PersonId", id))).Status);
        }

        var colleague = await world.PersonAsync(WorldPeople.Colleague);
        var done = await manager.SendAsync(form, "main form", ("PersonId", colleague.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Equal(colleague.Id, (await world.ReadAsync(lead)).OwnerId);
    }

    [Theory]
    [InlineData(WorldPeople.Rep, "qualification", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.Rep, "assignment", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.Rep, "reclaim", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.Colleague, "give-back", HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Colleague, "disqualification", HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Colleague, "activities", HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Stranger, "give-back", HttpStatusCode.NotFound)]
    [InlineData(WorldPeople.Presales, "activities", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.GeneralManager, "disqualification", HttpStatusCode.Forbidden)]
    [InlineData(WorldPeople.GeneralManager, "archive", HttpStatusCode.Forbidden)]
    public async Task Nobody_moves_a_lead_that_is_not_his_business(string person, string noun, HttpStatusCode status)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var visitor = world.Visit(person);
        var token = (await visitor.GetAsync("/leads")).Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? "";

        var answer = await visitor.PostAsync($"/leads/{lead.Id}/{noun}",
            [new("__RequestVerificationToken", token), new("Version", lead.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
             new("Kind", "Call"), new("Why", "Spam"), new("Because", "Other"), new("Reason", "x"), new("PersonId", "1"), new("Target", "Yes"),
             new("OwnerId", "1"), new("Status", "Converted")]);

        Assert.Equal(status, answer.Status == HttpStatusCode.Redirect && answer.Location?.ToString().Contains("sign-in", StringComparison.Ordinal) == true ? HttpStatusCode.Forbidden : answer.Status);
        var read = await world.ReadAsync(lead);
        Assert.Equal((lead.Version, lead.Status, lead.OwnerId), (read.Version, read.Status, read.OwnerId));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_changed_meanwhile_is_shown_and_nothing_typed_is_lost(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/disqualification");
        await using (var db = world.Open())
        {
            (await db.Leads.ForChange().SingleAsync(l => l.Id == lead.Id)).Plan("other plan", null, world.By(await world.PersonAsync(WorldPeople.Manager)));
            await db.SaveChangesAsync();
        }

        var conflict = await rep.SendAsync(form, "main form", ("Why", "NoNeed"), ("Note", "they bought elsewhere"));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("they bought elsewhere", conflict.Find("textarea").TextContent, StringComparison.Ordinal);
        Assert.Equal(LeadStatus.Working, (await world.ReadAsync(lead)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(conflict, "main form")).Status);
        Assert.Equal(LeadStatus.Disqualified, (await world.ReadAsync(lead)).Status);
    }

    [Theory]
    [InlineData("en", "answer all three questions")]
    [InlineData("zh-CN", "三个问题")]
    public async Task A_refused_move_says_why_in_the_readers_language(string language, string words)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync();
        var desk = world.Visit(WorldPeople.Coordinator, language);

        var refused = await desk.SendAsync(await desk.GetAsync($"/leads/{lead.Id}/qualification"), "main form", ("Target", "Yes"), ("TargetNote", "big <bank>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(words, refused.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("big <bank>", refused.Find("[name=TargetNote]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("disqualification", "Why")]
    [InlineData("give-back", "Because")]
    public async Task A_reason_is_needed(string noun, string field)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = world.Visit(WorldPeople.Rep);

        var refused = await rep.SendAsync(await rep.GetAsync($"/leads/{lead.Id}/{noun}"), "main form", (field, ""), ("Note", "kept"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Document.QuerySelector($"[name={field}].is-invalid"));
        Assert.Contains("kept", refused.Find("[name=Note]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/x", "/my/leads")]
    [InlineData("//evil.example", "/my/leads")]
    [InlineData("/my/leads?x=1", "/my/leads?x=1")]
    public async Task Afterwards_one_is_where_one_came_from_if_that_is_here(string back, string location)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var rep = world.Visit(WorldPeople.Rep);
        var form = await rep.GetAsync($"/leads/{lead.Id}/give-back?back={Uri.EscapeDataString(back)}");

        Assert.Equal(location, (await rep.SendAsync(form, "main form", ("Because", "Other"))).Location?.ToString());
    }

    [Fact]
    public async Task A_closed_lead_is_archived_and_restored_from_its_page()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var lead = await world.LeadAsync(LeadStatus.Disqualified);
        var desk = world.Visit(WorldPeople.Coordinator);

        await desk.SendAsync(await desk.GetAsync($"/leads/{lead.Id}"), "form[action$=archive]");
        Assert.NotNull((await world.ReadAsync(lead)).ArchivedAt);
        await desk.SendAsync(await desk.GetAsync($"/leads/{lead.Id}"), "form[action$=restoration]");

        Assert.Null((await world.ReadAsync(lead)).ArchivedAt);
    }
}
