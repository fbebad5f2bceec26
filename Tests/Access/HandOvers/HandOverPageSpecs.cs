using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.HandOvers;

/// <summary>A sales manager hands a leaving rep's work over, and the pages of it.</summary>
public sealed class HandOverPageSpecs
{
    /// <summary>What is signed stays with who signed it; who answers for the customer has to see it and to go on with it. A draft goes along.</summary>
    [Theory, EveryDatabase]
    public async Task Who_takes_a_customer_goes_on_with_the_contracts_of_who_gave_it_until_the_customer_goes_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        await using var db = world.Open();
        var customer = await db.Customers.AsNoTracking().FirstAsync(row => row.OwnerId == rep.Id);
        var (contract, unsigned) = (await world.ContractAsync(customer), await world.ContractAsync(customer, isDraft: true));
        var (manager, visitor, path) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Colleague), $"/contracts/{contract.Id}");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);

        var form = await manager.GetAsync($"/hand-overs/new?customers={customer.Id}");
        var draft = await manager.FollowAsync(await manager.SendAsync(form, "form[action='/hand-overs']", ("ToIds", $"{colleague.Id}")));
        var done = await manager.FollowAsync(await manager.SendAsync(draft, "form[action$='/confirmation']", ("Reason", "He leaves")));

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path)).Status);
        Assert.Contains(contract.Number ?? "", (await visitor.GetAsync($"/customers/{customer.Id}/deals")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"{path}/amendments/new")).Status);
        Assert.Equal((rep.Id, colleague.Id), ((await world.ReadAsync(contract)).OwnerId, (await world.ReadAsync(unsigned)).OwnerId));
        Assert.Contains($"New owner</strong> <bdi>{colleague.Name}</bdi>", (await visitor.GetAsync($"/contracts/{unsigned.Id}/history")).Text, StringComparison.Ordinal);

        await manager.SendAsync(done, "form[action$='/undo']");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).Status);
        Assert.Equal(rep.Id, (await world.ReadAsync(unsigned)).OwnerId);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_hand_overs_of_the_same_the_second_says_that_nothing_was_left(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        await using var db = world.Open();
        var customer = await db.Customers.AsNoTracking().FirstAsync(row => row.Name == $"{WorldPeople.Rep} Customer 2 Ltd.");
        var (manager, colleague) = (world.Visit(WorldPeople.Manager), await world.PersonAsync(WorldPeople.Colleague));
        var drafts = new List<Page>();
        for (var i = 0; i < 2; i++)
        {
            var form = await manager.GetAsync($"/hand-overs/new?customers={customer.Id}");
            drafts.Add(await manager.FollowAsync(await manager.SendAsync(form, "form[action='/hand-overs']", ("ToIds", $"{colleague.Id}"))));
        }

        var said = new List<string>();
        foreach (var draft in drafts)
        {
            said.Add((await manager.FollowAsync(await manager.SendAsync(draft, "form[action$='/confirmation']", ("Reason", "At once")))).Find(".flash").TextContent);
        }

        Assert.Contains("Handed over: 2 records.", said[0], StringComparison.Ordinal);
        Assert.Contains("Handed over: 0 records. 2 stayed", said[1], StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Several_are_ticked_in_the_list_and_those_of_another_owner_are_left_to_a_hand_over_of_their_own(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        await world.FillAsync(WorldPeople.Colleague, 1);
        await world.KeepAsync("Nobody's", null);
        var manager = world.Visit(WorldPeople.Administrator);
        var list = await manager.GetAsync("/customers");
        var ticks = list.Document.QuerySelectorAll("form[action='/hand-overs/new'] td.tick input[name=customers]").ToDictionary(
            tick => tick.GetAttribute("aria-label") ?? "", tick => tick.GetAttribute("value"));
        Assert.Equal(5, ticks.Count);
        Assert.Empty((await world.Visit(WorldPeople.Rep).GetAsync("/customers")).Document.QuerySelectorAll(".tick"));

        var form = await manager.GetAsync("/hand-overs/new?" + string.Join('&', ticks.Values.Select(id => $"customers={id}")));
        Assert.Equal(3, form.Document.QuerySelectorAll("input[name=CustomerIds]").Length);
        Assert.Contains("(2)", form.Find(".flash-warning").TextContent, StringComparison.Ordinal);
        Assert.Contains($"{WorldPeople.Colleague} Customer 1 Ltd.", form.Find(".flash-warning").TextContent, StringComparison.Ordinal);

        var none = await manager.FollowAsync(await manager.GetAsync($"/hand-overs/new?customers={ticks["Nobody's"]}"));
        Assert.Contains("Nobody answers for these customers yet", none.Find(".flash").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task One_customer_goes_alone_with_what_hangs_on_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var colleague = await world.PersonAsync(WorldPeople.Colleague);
        await using var db = world.Open();
        var customer = await db.Customers.AsNoTracking().FirstAsync(row => row.Name == $"{WorldPeople.Rep} Customer 1 Ltd.");
        var manager = world.Visit(WorldPeople.Manager);

        var form = await manager.GetAsync($"/hand-overs/new?customers={customer.Id}");
        var draft = await manager.FollowAsync(await manager.SendAsync(form, "form[action='/hand-overs']", ("ToIds", $"{colleague.Id}")));
        await manager.SendAsync(draft, "form[action$='/confirmation']", ("Reason", "She knows them"));

        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/hand-overs/new?customers=123456")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync($"/hand-overs/new?customers={customer.Id}")).Status);
        Assert.Equal([customer.Id], await db.Customers.Where(row => row.OwnerId == colleague.Id).Select(row => row.Id).ToListAsync());
        var moved = await db.Set<HandOverRow>().Where(row => row.State == HandedState.Moved).ToListAsync();
        Assert.Equal(3, moved.Count);
        Assert.All(moved, row => Assert.True(row.CustomerId == customer.Id || row.RecordId == customer.Id));
    }

    [Theory, EveryDatabase]
    public async Task A_manager_proposes_changes_confirms_and_takes_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var (rep, colleague, manager) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Manager));
        var visitor = world.Visit(WorldPeople.Manager);

        var leaver = await visitor.GetAsync($"/people/{rep.Id}/leaving");
        var form = await visitor.GetAsync(leaver.Find(".page-actions a, a.btn-primary").GetAttribute("href") ?? "");
        var draft = await visitor.FollowAsync(await visitor.SendAsync(form, "form[action='/hand-overs']", ("ToIds", $"{colleague.Id}"), ("SchemeName", "Leaving reps")));
        var row = draft.Find("input[name=Ids]").GetAttribute("value");
        var changed = await visitor.FollowAsync(await visitor.SendAsync(draft, "form[action$='/redirection']", ("Ids", row), ("ToId", $"{manager.Id}")));
        var refused = await visitor.SendAsync(changed, "form[action$='/confirmation']", ("Reason", " "));
        var done = await visitor.FollowAsync(await visitor.SendAsync(changed, "form[action$='/confirmation']", ("Reason", "leaves on Friday")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(8, draft.Document.QuerySelectorAll("input[name=Ids]").Length);
        Assert.Contains("Nothing is lost", done.Find("#proof").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Equal(0, (await db.OpenWorkAsync(rep.Id)).Total);
        Assert.True((await db.OpenWorkAsync(manager.Id)).Total is > 0 and < 8);
        Assert.Contains("Leaving reps", (await visitor.GetAsync("/hand-overs/new")).Text, StringComparison.Ordinal);
        Assert.Contains("can be deactivated", (await visitor.GetAsync($"/people/{rep.Id}/leaving")).Text, StringComparison.Ordinal);

        await visitor.SendAsync(done, "form[action$='/undo']");

        Assert.Equal(8, (await db.OpenWorkAsync(rep.Id)).Total);
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_has_planned_keeps_him_until_others_do_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var action = await world.PlanAsync(await world.ProjectAsync("Theirs", WorldPeople.Colleague), "Show them the lab");
        var (manager, admin, path) = (world.Visit(WorldPeople.Manager), world.Visit(WorldPeople.Administrator), $"/people/{rep.Id}/leaving");
        await using var db = world.Open();
        Assert.Equal(new OpenWork(0, 0, 0, 1), await db.OpenWorkAsync(rep.Id));

        var page = await manager.GetAsync(path);
        Assert.Contains("Show them the lab", page.Find($"a[href='/plan-actions/{action.Id}']").TextContent);
        var refused = await admin.SendAsync(await admin.GetAsync($"/people/{rep.Id}"), $"form[action='/people/{rep.Id}/activity/end']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);

        var passed = await manager.FollowAsync(await manager.SendAsync(page, $"form[action='{path}/actions']", ("toId", $"{colleague.Id}")));
        Assert.Contains("can be deactivated", passed.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), ((await db.OpenWorkAsync(rep.Id)).Actions, (await db.OpenWorkAsync(colleague.Id)).Actions));
        Assert.Contains("未完成的行动", (await world.Visit(WorldPeople.Manager, "zh-CN").GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_hands_over_is_not_among_those_who_take_over(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (rep, colleague) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Colleague));
        var manager = world.Visit(WorldPeople.Manager);

        var asked = await manager.GetAsync($"/hand-overs/new?from={rep.Id}");
        var again = await manager.SendAsync(asked, "form[action='/hand-overs']", ("ToIds", $"{rep.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.All((Page[])[asked, again], page => Assert.Contains($"{colleague.Id}", Takers(page)));
        Assert.All((Page[])[asked, again], page => Assert.DoesNotContain($"{rep.Id}", Takers(page)));

        static IEnumerable<string?> Takers(Page page) => page.Document.QuerySelectorAll("input[name=ToIds]").Select(box => box.GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_hands_over_beyond_his_reach(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync(WorldPeople.Stranger);
        var (rep, stranger) = (await world.PersonAsync(WorldPeople.Rep), await world.PersonAsync(WorldPeople.Stranger));
        var manager = world.Visit(WorldPeople.Manager);
        var form = await manager.GetAsync("/hand-overs/new");

        var foreign = await manager.SendAsync(form, "form[action='/hand-overs']", ("FromId", $"{stranger.Id}"));
        var toForeign = await manager.SendAsync(form, "form[action='/hand-overs']", ("FromId", $"{rep.Id}"), ("ToIds", $"{stranger.Id}"));
        var admin = world.Visit(WorldPeople.Administrator);
        var made = await admin.SendAsync(await admin.GetAsync("/hand-overs/new"), "form[action='/hand-overs']", ("FromId", $"{stranger.Id}"), ("ToIds", $"{rep.Id}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, toForeign.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/people/{stranger.Id}/leaving")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(made.Location?.ToString() ?? "")).Status);
        await using var db = world.Open();
        Assert.All(await db.Set<HandOverRow>().ToListAsync(), row => Assert.Equal(HandedState.Planned, row.State));
    }

    [Theory, EveryDatabase]
    public async Task Who_answers_for_customers_is_not_deactivated(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.FillAsync();
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var admin = world.Visit(WorldPeople.Administrator);

        var refused = await admin.SendAsync(await admin.GetAsync($"/people/{rep.Id}"), "form[action$='/activity/end']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Hand it over first", refused.Text, StringComparison.Ordinal);
    }
}
