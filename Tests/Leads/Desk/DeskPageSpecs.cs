using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class DeskPageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_qualified_lead_goes_to_the_suggested_person_and_the_next_one_comes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var first = await world.LeadAsync(change: facts => facts with { Company = "First Grid" });
        world.Clock.Pass(TimeSpan.FromHours(1));
        var second = await world.LeadAsync(change: facts => facts with { Company = "Second Grid" });
        var desk = world.Visit(WorldPeople.Coordinator);

        var page = await desk.GetAsync("/desk/triage");
        var answer = await desk.SendAsync(page, "form.desk-form", ("Form.Target", "Yes"), ("Form.Solvable", "Yes"), ("Form.Affordable", "Yes"));
        var next = await desk.FollowAsync(answer);

        Assert.Equal("First Grid", page.Find("#lead").TextContent.Trim());
        Assert.Equal("Second Grid", next.Find("#lead").TextContent.Trim());
        Assert.Equal(LeadStatus.Assigned, (await world.ReadAsync(first)).Status);
        Assert.Equal(LeadStatus.New, (await world.ReadAsync(second)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_lead_without_three_yes_is_not_qualified_and_nothing_typed_is_lost(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync();
        var desk = world.Visit(WorldPeople.Coordinator);

        var answer = await desk.SendAsync(await desk.GetAsync("/desk/triage"), "form.desk-form", ("Form.Target", "No"), ("Form.TargetNote", "too small"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("too small", answer.Find("[name='Form.TargetNote']").GetAttribute("value"));
        Assert.NotNull(answer.Document.QuerySelector(".form-errors"));
        Assert.Equal(LeadStatus.New, (await world.ReadAsync(lead)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_full_owner_leaves_the_lead_new(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SetPersonAsync(WorldPeople.Rep, person => person.Limit(0));
        var (lead, rep) = (await world.LeadAsync(), await world.PersonAsync(WorldPeople.Rep));
        var desk = world.Visit(WorldPeople.Coordinator);

        var answer = await desk.SendAsync(await desk.GetAsync("/desk/triage"), "form.desk-form", ("Form.Target", "Yes"), ("Form.Solvable", "Yes"),
            ("Form.Affordable", "Yes"), ("Form.PersonId", $"{rep.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(LeadStatus.New, (await world.ReadAsync(lead)).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_queue_says_that_the_same_customer_may_be_here_already(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var twin = await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = "Green Media Limited", Phone = null });
        await world.LeadAsync();

        var page = await world.Visit(WorldPeople.Coordinator).GetAsync("/desk/triage");

        Assert.Contains(twin.Number, page.Find(".desk-twins").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Stale_leads_are_previewed_confirmed_once_and_undone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger);
        world.PassDays(20);
        var before = (await world.ReadAsync(lead)).Hold;
        var desk = world.Visit(WorldPeople.Coordinator);
        var rep = await world.PersonAsync(WorldPeople.Rep);

        var preview = await desk.SendAsync(await desk.GetAsync("/desk/stale"), "form[data-selection]", ("Ids", $"{lead.Id}"), ("PersonId", $"{rep.Id}"));
        Assert.Equal(before, (await world.ReadAsync(lead)).Hold);
        var form = preview.Find("form[action='/desk/hand-outs']");
        var done = await desk.SendAsync(preview, "form[action='/desk/hand-outs']");
        var again = await desk.SendAsync(preview, "form[action='/desk/hand-outs']");

        Assert.Contains(WorldPeople.Rep, form.TextContent);
        Assert.Equal((done.Location, rep.Id), (again.Location, (await world.ReadAsync(lead)).OwnerId));
        await desk.SendAsync(await desk.FollowAsync(done), "form[action$='/undo']");
        Assert.Equal(before, (await world.ReadAsync(lead)).Hold);
    }

    [Theory, EveryDatabase]
    public async Task A_policy_is_saved_only_as_it_was_replayed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var desk = world.Visit(WorldPeople.Coordinator);
        var page = await desk.GetAsync("/desk/reclaim-policy");

        var unseen = await desk.PostAsync("/desk/reclaim-policy", Visitor.FieldsOf(
            (AngleSharp.Html.Dom.IHtmlFormElement)page.Find("form[action='/desk/reclaim-policy/replays']")).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var replay = await desk.SendAsync(page, "form[action='/desk/reclaim-policy/replays']", ("Form.Common.IdleDays", "7"));
        var saved = await desk.PostAsync("/desk/reclaim-policy", Visitor.FieldsOf(
            (AngleSharp.Html.Dom.IHtmlFormElement)replay.Find("form[action='/desk/reclaim-policy/replays']")).Select(f => KeyValuePair.Create(f.Name, f.Value)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (unseen.Status, saved.Status));
        await using var db = world.Open();
        Assert.Equal(7, (await db.ReclaimPolicies.SingleAsync()).Limits.IdleDays);
    }

    [Theory, EveryDatabase]
    public async Task A_former_owner_appeals_and_gets_the_lead_back_with_a_reason(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        var stamp = await world.StampAsync(WorldPeople.Coordinator);
        await world.ChangeAsync(lead, (row, _) => row.Reclaim(ReclaimRule.Idle, null, stamp));
        var (rep, desk) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Coordinator));

        await rep.SendAsync(await rep.GetAsync("/my/appeals"), "form[action='/my/appeals']", ("Plea", "They sign on Monday"));
        var appeals = await desk.GetAsync("/desk/appeals");
        var silent = await desk.SendAsync(appeals, "form.desk-form", ("IsAccepted", "true"));
        await desk.SendAsync(appeals, "form.desk-form", ("IsAccepted", "true"), ("Answer", "Good reason"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        var back = await world.ReadAsync(lead);
        Assert.Equal((lead.OwnerId, "Good reason"), (back.OwnerId, back.History.MaxBy(row => row.Seq)!.Reason));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_appeals_against_what_was_taken_from_another(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Reclaimed);
        var stranger = world.Visit(WorldPeople.Stranger);
        var page = await stranger.GetAsync("/notifications");
        var token = page.Find("[name='__RequestVerificationToken']").GetAttribute("value") ?? "";

        var answer = await stranger.PostAsync("/my/appeals", [new("LeadId", $"{lead.Id}"), new("Plea", "mine"), new("__RequestVerificationToken", token)]);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Theory, EveryDatabase]
    public async Task The_week_is_answered_by_the_owner_and_by_nobody_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Working);
        world.PassDays(9);
        await using var db = world.Open();
        await db.AskForConfirmationsAsync(world.By(null));
        var (rep, stranger) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Stranger));
        var page = await rep.GetAsync("/my/confirmations");

        Assert.Null((await stranger.GetAsync("/my/confirmations")).Document.QuerySelector("form[action$='/alive']"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rep.SendAsync(page, "form[action$='/alive']", ("NextAction", "Call"))).Status);
        await rep.SendAsync(page, "form[action$='/alive']", ("NextAction", "Call"), ("NextDueOn", "2026-12-01"));

        Assert.Equal(("Call", new DateOnly(2026, 12, 1)), ((await world.ReadAsync(lead)).NextAction, (await world.ReadAsync(lead)).NextDueOn));
        Assert.Equal(ConfirmationAnswer.Alive, (await db.WeeklyConfirmations.AsNoTracking().SingleAsync()).Answer);
    }
}
