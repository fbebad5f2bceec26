using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

public sealed class InitiationPageSpecs
{
    private const string Form = "main form[action$='/initiation']";
    private const string Decision = "main form[action$='/initiation/decisions']";

    [Theory, EveryDatabase]
    public async Task A_rep_applies_and_his_manager_approves_on_conditions(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.QualifiedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var presales = await world.PersonAsync(WorldPeople.Presales);
        var sent = await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/initiation/new"), Form,
            ("Form.Amount", "40万"), ("Form.Margin", "￥100,000.00"), ("Form.Probability", "40"), ("Form.Strategy", "By reference"),
            ("Form.Lines[0].Speciality", "Design"), ("Form.Lines[0].Days", "7,5"), ("Form.Lines[0].Rate", "２０００"), ("Form.Lines[0].PersonId", GateWorld.Text(presales.Id)),
            ("Form.Lines[1].Kind", "Travel"), ("Form.Lines[1].Speciality", "Survey"), ("Form.Lines[1].Amount", "1.5k"));
        Assert.True(sent.Status == HttpStatusCode.Redirect, sent.Document.QuerySelector("main")?.TextContent);

        var manager = world.Visit(WorldPeople.Manager);
        Assert.Contains("Data centre", (await manager.GetAsync("/")).Find("section[aria-labelledby=approvals]").TextContent);
        var page = await manager.GetAsync((await manager.GetAsync("/approvals")).Find("tbody a").GetAttribute("href")!);
        Assert.Contains("Pia Presales", page.Find("section[aria-labelledby=capacity]").TextContent);
        Assert.Contains("needed for every answer but a plain approval", page.Find("label[for=Word_Reason]").TextContent);
        Assert.Contains("needed for an approval on conditions", page.Find("label[for=Word_Until]").TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await manager.SendAsync(page, Decision, ("Word.Verdict", "ApproveOnConditions"), ("Word.Reason", "Meet the CIO"))).Status);
        var decided = await manager.SendAsync(page, Decision, ("Word.Verdict", "ApproveOnConditions"), ("Word.Reason", "Meet the CIO"), ("Word.Until", "2026-12-18"));
        Assert.True(decided.Status == HttpStatusCode.Redirect, decided.Document.QuerySelector("main")?.TextContent);

        var current = await world.CurrentAsync(id);
        Assert.Equal((InitiationState.Conditional, Money.FromMajor(16_500)), (current.State, current.BudgetTotal));
        await using var db = world.Open();
        var opportunity = await db.Opportunities.SingleAsync(row => row.Id == id);
        Assert.Equal(Stage.IdOf(StageKind.Initiated), opportunity.StageId);
        Assert.Equal(1, await db.Notifications.CountAsync(row => row.Kind == NotificationKind.InitiationDecided && row.PersonId == opportunity.OwnerId));
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Presales).GetAsync($"/opportunities/{id}/presales")).Status);
    }

    [Theory, EveryDatabase]
    public async Task More_lines_come_without_script_and_keep_what_was_typed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.QualifiedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        var page = await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/initiation/new"), Form, ("Form.Strategy", "By reference"), ("more", "true"));
        Assert.Equal((HttpStatusCode.OK, 6), (page.Status, page.Document.QuerySelectorAll("fieldset.gate-line").Length));
        Assert.Contains("By reference", page.Find("textarea[name='Form.Strategy']").TextContent);
    }

    [Theory]
    [EveryDatabase("Form.Margin", "lots")]
    [EveryDatabase("Form.Margin", "500000")]
    [EveryDatabase("Form.Amount", "-5")]
    [EveryDatabase("Form.Amount", "99999999999999999999")]
    [EveryDatabase("Form.Probability", "100")]
    [EveryDatabase("Form.ExpectedOn", "2020-02-29")]
    [EveryDatabase("Form.ExpectedOn", "9999-99-99")]
    [EveryDatabase("Form.Strategy", "")]
    [EveryDatabase("Form.Lines[0].Days", "-1")]
    [EveryDatabase("Form.Lines[0].Days", "")]
    [EveryDatabase("Form.Lines[0].Days", "1,500")]
    [EveryDatabase("Form.Lines[0].Speciality", "")]
    public async Task Bad_input_keeps_the_form_and_says_what_is_wrong(DatabaseKind kind, string field, string value)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.QualifiedAsync();
        var rep = world.Visit(WorldPeople.Rep);
        (string, string?)[] good =
        [
            ("Form.Amount", "400000"), ("Form.Margin", "100000"), ("Form.Probability", "40"), ("Form.ExpectedOn", "2027-05-01"), ("Form.Strategy", "By reference"),
            ("Form.Lines[0].Speciality", "Design"), ("Form.Lines[0].Days", "10"), ("Form.Lines[0].Rate", "2000"),
        ];
        var page = await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/initiation/new"), Form, [.. good.Where(one => one.Item1 != field), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.Document.QuerySelector(".form-errors"));
        Assert.Equal(field == "Form.Probability" ? value : "40", page.Find("input[name='Form.Probability']").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task Two_approvers_at_once_the_second_sees_the_first_s_word_and_keeps_his_own(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.AppliedAsync();
        var (manager, general) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.GeneralManager));
        var seen = await general.GetAsync($"/opportunities/{id}/initiation");
        await manager.SendAsync(await manager.GetAsync($"/opportunities/{id}/initiation"), Decision, ("Word.Verdict", "Approve"));
        var late = await general.SendAsync(seen, Decision, ("Word.Verdict", "Reject"), ("Word.Reason", "It does not pay"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("It does not pay", late.Find("main").TextContent);
        Assert.Equal(InitiationState.Approved, (await world.CurrentAsync(id)).State);
    }

    [Theory, EveryDatabase]
    public async Task A_manager_s_own_application_waits_for_another_and_above_his_limit_only_the_general_manager_approves(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var own = await world.QualifiedAsync();
        await world.DoAsync(own, WorldPeople.Manager, async (db, opportunity, stamp) => await db.ApplyAsync(opportunity, GateWorld.Terms(stamp), stamp));
        var large = await world.AppliedAsync(GateWorld.Days(30));
        var manager = world.Visit(WorldPeople.Manager);
        Assert.Null((await manager.GetAsync($"/opportunities/{own}/initiation")).Document.QuerySelector(Decision));
        var beyond = await manager.GetAsync($"/opportunities/{large}/initiation");
        Assert.Equal(["Approve", "ApproveOnConditions"], beyond.Document.QuerySelectorAll("input[name='Word.Verdict'][disabled]").Select(radio => radio.GetAttribute("value")));
        Assert.Contains("above your limit", beyond.Find("#word-beyond").TextContent, StringComparison.Ordinal);
        var approved = await manager.SendAsync(beyond, Decision, ("Word.Verdict", "Approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, approved.Status);
        Assert.Contains("above your limit", approved.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain($"/opportunities/{own}/", (await manager.GetAsync("/approvals")).Text);
        Assert.NotNull((await world.Visit(WorldPeople.GeneralManager).GetAsync($"/opportunities/{large}/initiation")).Document.QuerySelector(Decision));
        await using var db = world.Open();
        var general = await world.PersonAsync(WorldPeople.GeneralManager);
        Assert.Equal([own, large], await db.Notifications.Where(row => row.PersonId == general.Id).OrderBy(row => row.Id).Select(row => row.SubjectId).ToListAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(beyond, Decision, ("Word.Verdict", "AskForMore"), ("Word.Reason", "Who pays the travel?"))).Status);
        Assert.Equal(InitiationState.Returned, (await world.CurrentAsync(large)).State);
    }

    [Theory, EveryDatabase]
    public async Task Of_a_project_beyond_reach_only_the_days_are_told_that_it_takes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var presales = await world.PersonAsync(WorldPeople.Presales);
        var (from, until) = (new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27));
        var far = await world.QualifiedAsync(WorldPeople.Stranger);
        await world.DoAsync(far, WorldPeople.Stranger, async (db, opportunity, stamp) =>
            await db.ApplyAsync(opportunity, GateWorld.Terms(stamp, GateWorld.Days(4, presales.Id, from, until, rate: 2_345)), stamp));
        await world.DecideAsync(far, new GateWord(InitiationVerdict.Approve, null, null, null), WorldPeople.GeneralManager);
        var id = await world.AppliedAsync(GateWorld.Days(3, presales.Id, from, until));
        await using var db = world.Open();
        var number = await db.Opportunities.Where(row => row.Id == far).Select(row => row.Number).SingleAsync();

        foreach (var visitor in new[] { world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager) })
        {
            var page = await visitor.GetAsync($"/opportunities/{id}/initiation");
            Assert.Equal("4 days", page.Find("section[aria-labelledby=running] td").TextContent.Trim());
            Assert.DoesNotContain("9,380", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(number, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"/opportunities/{far}/", page.Text, StringComparison.Ordinal);
        }

        var whole = (await world.Visit(WorldPeople.GeneralManager).GetAsync($"/opportunities/{id}/initiation")).Find("section[aria-labelledby=running]");
        Assert.Contains("9,380.00", whole.TextContent, StringComparison.Ordinal);
        Assert.Contains(number, whole.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_applicant_takes_his_application_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.AppliedAsync();
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var forms = (await manager.GetAsync($"/opportunities/{id}/initiation")).Document.QuerySelectorAll("main form");
        Assert.Equal(["decisions"], forms.Select(form => form.GetAttribute("action")?.Split('/')[^1]));
        await using (var before = world.Open())
        {
            var application = (await before.InitiationsOfAsync(id)).Single();
            Assert.Equal("WithdrawalOfAnother", application.CanWithdraw((await world.PersonAsync(WorldPeople.Manager)).Id)?.Code);
            Assert.Equal("WithdrawalOfAnother", Assert.Throws<RuleBroken>(() => application.Withdraw(world.By(null))).Refusal.Code);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/initiation"), "main form[action$=withdrawal]")).Status);
        await using var db = world.Open();
        Assert.Equal(InitiationState.Superseded, (await db.InitiationsOfAsync(id)).Single().State);
    }

    [Theory, EveryDatabase]
    public async Task An_application_taken_back_leaves_the_approver_his_words_and_is_where_the_next_one_begins(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.AppliedAsync();
        var (rep, manager) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var seen = await manager.GetAsync($"/opportunities/{id}/initiation");
        await rep.SendAsync(await rep.GetAsync($"/opportunities/{id}/initiation"), "main form[action$=withdrawal]");

        var late = await manager.SendAsync(seen, Decision, ("Word.Verdict", "Reject"), ("Word.Reason", "It does not pay"));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("It does not pay", late.Find("main .typed").TextContent);
        var history = (await rep.GetAsync($"/opportunities/{id}/initiation")).Find("main").TextContent;
        Assert.Contains("No application is under way.", history);
        Assert.DoesNotContain("Superseded", history);
        var next = await rep.GetAsync($"/opportunities/{id}/initiation/new");
        await using var db = world.Open();
        var before = (await db.InitiationsOfAsync(id)).Single();
        Assert.True(before.IsWithdrawn);
        Assert.Equal(before.Strategy, next.Find("#Form_Strategy").TextContent.Trim());
        Assert.Equal(before.Budget[0].Speciality, next.Find("#Form_Lines_0__Speciality").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task The_gate_opens_again_with_the_change_itself(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.ApprovedAsync();
        await world.DoAsync(id, WorldPeople.Rep, (_, opportunity, stamp) =>
        {
            opportunity.Revalue(Money.FromMajor(200_000), "half of it", stamp);
            return Task.CompletedTask;
        });
        Assert.Equal((InitiationState.Reopened, RegateCause.AmountFell), ((await world.CurrentAsync(id)).State, (await world.CurrentAsync(id)).Cause));
        await using var db = world.Open();
        Assert.Null((await db.Opportunities.SingleAsync(row => row.Id == id)).InitiatedAt);
        Assert.Equal(2, await db.Notifications.CountAsync(row => row.Kind == NotificationKind.GateReopened));
        Assert.Contains("30 %", (await world.Visit(WorldPeople.Rep).GetAsync($"/opportunities/{id}/initiation")).Find("main").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Conditions_expire_by_night(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await world.AppliedAsync();
        await world.DecideAsync(id, new GateWord(InitiationVerdict.ApproveOnConditions, "meet the CIO", new DateOnly(2026, 11, 20), null));
        await using var db = world.Open();
        Assert.Equal(0, await db.ReopenExpiredAsync(world.By(null)));
        world.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(1, await db.ReopenExpiredAsync(world.By(null)));
        Assert.Equal(0, await db.ReopenExpiredAsync(world.By(null)));
        Assert.Equal(RegateCause.ConditionsExpired, (await world.CurrentAsync(id)).Cause);
    }

    [Theory, EveryDatabase]
    public async Task A_no_waits_for_the_manager_s_word(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var opportunity = GateWorld.Fresh(world.By(rep), rep.Id, rep.TeamId);
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync();
        var address = $"/opportunities/{opportunity.Id}/qualification";
        var visitor = world.Visit(WorldPeople.Rep);
        (string, string?)[] answers =
        [
            ("Form.IsTarget", "Yes"), ("Form.TargetEvidence", "Our industry"), ("Form.IsSolvable", "Yes"), ("Form.SolvableEvidence", "Done before"),
            ("Form.Budget", "20万"), ("Form.Cost", "300,000"), ("Form.IsAffordable", "No"), ("Form.AffordableEvidence", "Too little money"),
        ];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(await visitor.GetAsync(address), "main form", [.. answers[..^1]])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.GetAsync(address), "main form", answers)).Status);

        var manager = world.Visit(WorldPeople.Manager);
        var page = await manager.GetAsync((await manager.GetAsync("/approvals")).Find("tbody a").GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.Redirect, (await manager.SendAsync(page, "form.gate-decision", ("Word.Reason", "They borrow"), ("Word.GoesOn", "true"))).Status);
        await using var after = world.Open();
        Assert.Equal(Stage.IdOf(StageKind.Qualified), (await after.Opportunities.SingleAsync(row => row.Id == opportunity.Id)).StageId);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.SendAsync(page, "form.gate-decision", ("Word.Reason", "again"), ("Word.GoesOn", "false"))).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_limits_are_settings_with_versions(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var admin = world.Visit(WorldPeople.Administrator);
        var page = await admin.GetAsync("/settings/approval-limits");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SendAsync(page, "main form", ("Form.Limits[1].Extent", "Nothing"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.SendAsync(page, "main form", ("Form.Limits[0].UpTo", "10万"))).Status);
        var id = await world.AppliedAsync(GateWorld.Days(30));
        Assert.NotNull((await world.Visit(WorldPeople.Manager).GetAsync($"/opportunities/{id}/initiation")).Document.QuerySelector(Decision));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Manager).GetAsync("/settings/approval-limits")).Status);
    }
}
