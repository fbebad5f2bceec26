using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

public sealed class OpportunityPageSpecs
{
    [Theory, EveryDatabase]
    public async Task The_list_shows_the_next_to_be_signed_first_and_finds_two_characters(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("市民中心机房");
        await world.OpenedAsync("Network", verbs: (row, stamp) => row.Redate(stamp.Today.AddDays(10), null, stamp));
        var visitor = world.Visit(WorldPeople.Rep);

        var list = await visitor.GetAsync("/opportunities");
        var found = await visitor.GetAsync("/opportunities?q=" + Uri.EscapeDataString("机房"));

        Assert.True(list.Text.IndexOf("Network", StringComparison.Ordinal) < list.Text.IndexOf("市民中心机房", StringComparison.Ordinal));
        Assert.Contains("市民中心机房", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Network Ltd.", found.Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_colleague_s_opportunity_is_not_there(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var theirs = await world.OpenedAsync("Theirs", WorldPeople.Stranger);
        var visitor = world.Visit(WorldPeople.Rep);

        foreach (var path in (string[])["", "/facts", "/team", "/amount", "/win", "/edit", "/stage-moves/new"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/opportunities/{theirs.Id}{path}")).Status);
        }

        Assert.DoesNotContain("Theirs", (await visitor.GetAsync("/opportunities/board")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_refused_move_says_which_gate_comes_first_and_keeps_the_form(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/opportunities/{opportunity.Id}/stage-moves/new"), "main form",
            ("To", $"{Stage.IdOf(StageKind.Proposal)}"), ("Reason", "Kept words"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("qualification gate comes first", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Kept words", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Document.QuerySelector($"main form a[href='/opportunities/{opportunity.Id}/qualification']"));
    }

    [Theory, EveryDatabase]
    public async Task What_is_won_leads_to_its_contract_or_to_drafting_one(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var won = await world.OpenedAsync("Data centre", verbs: (row, stamp) =>
        {
            OpportunityWorld.Initiate(row, stamp);
            row.Win(OpportunityWorld.Stages, new Closing(CloseReason.Solution, null, null, null), stamp);
        });
        var (rep, path) = (world.Visit(WorldPeople.Rep), $"/opportunities/{won.Id}");
        Assert.NotNull((await rep.GetAsync(path)).Document.QuerySelector($"main a[href='/contracts/new?opportunity={won.Id}']"));

        await using var db = world.Open();
        var contract = await world.ContractAsync(await db.Customers.SingleAsync(row => row.Id == won.CustomerId), isDraft: true);
        await db.WriteAsync(() => db.Contracts.Where(row => row.Id == contract.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.OpportunityId, won.Id)));

        var page = await rep.GetAsync(path);
        Assert.NotNull(page.Document.QuerySelector($"main a[href='/contracts/{contract.Id}']"));
        Assert.Null(page.Document.QuerySelector($"main a[href='/contracts/new?opportunity={won.Id}']"));
    }

    [Theory, EveryDatabase]
    public async Task A_card_shows_by_its_age_that_it_is_past_its_stage_s_norm(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var norm = OpportunityWorld.Stages.Of(opportunity.StageId).NormDays ?? 0;
        foreach (var (days, mark) in ((int, string?)[])[(norm, null), (1, "card-slow"), (norm, "card-old")])
        {
            world.Clock.Pass(TimeSpan.FromDays(days));
            var card = (await world.Visit(WorldPeople.Rep).GetAsync("/opportunities/board")).Find($"[data-card='{opportunity.Id}']");
            Assert.Equal(mark, card.ClassList.SingleOrDefault(name => name is "card-slow" or "card-old"));
        }
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_move_the_same_card_the_second_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var (mine, theirs) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Manager));
        var (my, their) = (await mine.GetAsync("/opportunities/board"), await theirs.GetAsync("/opportunities/board"));

        var first = await DragAsync(mine, my, opportunity, StageKind.Proposal);
        var second = await DragAsync(theirs, their, opportunity, StageKind.Bidding);
        var alike = await DragAsync(theirs, their, opportunity, StageKind.Proposal);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (first.Status, second.Status, alike.Status));
        var now = await world.ReadAsync(opportunity);
        Assert.All((Page[])[second, alike], told => Assert.Contains($"\"stage\":{Stage.IdOf(StageKind.Proposal)},\"version\":{now.Version}", told.Text, StringComparison.Ordinal));
        Assert.Equal(Stage.IdOf(StageKind.Proposal), (await world.ReadAsync(opportunity)).StageId);
    }

    [Theory, EveryDatabase]
    public async Task A_moved_card_comes_back_with_the_stages_of_its_new_place(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: OpportunityWorld.Initiate);
        var visitor = world.Visit(WorldPeople.Rep);

        var card = (await DragAsync(visitor, await visitor.GetAsync("/opportunities/board"), opportunity, StageKind.Proposal)).Find($"[data-card='{opportunity.Id}']");

        Assert.Equal($"{(await world.ReadAsync(opportunity)).Version}", card.GetAttribute("data-version"));
        Assert.Equal($"{Stage.IdOf(StageKind.Bidding)}", card.QuerySelector("option[selected]")?.GetAttribute("value"));
        Assert.DoesNotContain($"{Stage.IdOf(StageKind.Proposal)}", card.QuerySelectorAll("option").Select(option => option.GetAttribute("value")));
    }

    [Theory, EveryDatabase]
    public async Task A_card_in_the_last_stage_proposes_no_stage(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync(verbs: (row, stamp) =>
        {
            OpportunityWorld.Initiate(row, stamp);
            row.MoveTo(OpportunityWorld.Stages.Of(StageKind.Negotiation), OpportunityWorld.Stages, null, stamp, []);
        });

        var options = (await world.Visit(WorldPeople.Rep).GetAsync("/opportunities/board")).Document.QuerySelectorAll($"[data-card='{opportunity.Id}'] option");

        Assert.Equal(("", "Move to …"), (options[0].GetAttribute("value"), options[0].TextContent));
        Assert.DoesNotContain(options, option => option.HasAttribute("selected"));
    }

    [Theory, EveryDatabase]
    public async Task A_card_that_is_refused_gets_the_way_to_its_gate(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await DragAsync(visitor, await visitor.GetAsync("/opportunities/board"), opportunity, StageKind.Proposal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains($"/opportunities/{opportunity.Id}/qualification", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("120000", 120_000)]
    [EveryDatabase("12万", 120_000)]
    [EveryDatabase("1.2k", 1_200)]
    [EveryDatabase("￥1,200.50", 1_200.50)]
    [EveryDatabase("１２００", 1_200)]
    public async Task An_amount_is_taken_as_people_write_it_and_is_history(DatabaseKind kind, string typed, double amount)
    {
        await using var world = await World.CreateAsync(kind);
        var opportunity = await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/opportunities/{opportunity.Id}/amount"), "main form", ("Amount", typed));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        var after = await world.ReadAsync(opportunity);
        Assert.Equal((decimal)amount, after.Amount?.Major);
        Assert.Equal(OpportunityEventKind.Revalued, after.History.MaxBy(row => row.Seq)?.Kind);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("much")]
    public async Task An_amount_that_is_none_is_refused_and_stays_typed(string typed)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var opportunity = await world.OpenedAsync();
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/opportunities/{opportunity.Id}/amount"), "main form", ("Amount", typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(typed, answer.Document.QuerySelector("[name=Amount]")?.GetAttribute("value") ?? "", StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_joins_the_team_sees_it_and_who_leaves_does_not(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (opportunity, presales) = (await world.OpenedAsync(), await world.PersonAsync(WorldPeople.Presales));
        var (owner, engineer) = (world.Visit(WorldPeople.Rep), world.Visit(WorldPeople.Presales));
        Assert.Equal(HttpStatusCode.NotFound, (await engineer.GetAsync($"/opportunities/{opportunity.Id}")).Status);

        var joined = await owner.SendAsync(await owner.GetAsync($"/opportunities/{opportunity.Id}/team"), "main form",
            ("Form.Lines[0].PersonId", $"{presales.Id}"), ("Form.Lines[0].Share", "100"));
        Assert.Equal(HttpStatusCode.Redirect, joined.Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Presales).GetAsync($"/opportunities/{opportunity.Id}")).Status);

        await owner.SendAsync(await owner.GetAsync($"/opportunities/{opportunity.Id}/team"), "main form", ("Form.Lines[0].PersonId", ""));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Presales).GetAsync($"/opportunities/{opportunity.Id}")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Shares_that_do_not_make_the_whole_are_refused_with_their_sum(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (opportunity, presales) = (await world.OpenedAsync(), await world.PersonAsync(WorldPeople.Presales));
        var visitor = world.Visit(WorldPeople.Rep);

        var answer = await visitor.SendAsync(await visitor.GetAsync($"/opportunities/{opportunity.Id}/team"), "main form",
            ("Form.Lines[0].PersonId", $"{presales.Id}"), ("Form.Lines[0].Share", "60"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("60", answer.Find(".form-errors, [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty((await world.ReadAsync(opportunity)).Members);
    }

    [Theory, EveryDatabase]
    public async Task An_opportunity_is_opened_for_a_customer_of_one_s_own_only(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (mine, theirs) = (await world.CustomerAsync("Mine"), await world.CustomerAsync("Foreign", WorldPeople.Stranger));
        var visitor = world.Visit(WorldPeople.Rep);
        var form = await visitor.GetAsync("/opportunities/new");

        var refused = await visitor.SendAsync(form, "main form[method=post]", ("CustomerId", $"{theirs.Id}"), ("Name", "Network"));
        var opened = await visitor.SendAsync(form, "main form[method=post]", ("CustomerId", $"{mine.Id}"), ("Name", "Network"), ("Amount", "12万"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(HttpStatusCode.Redirect, opened.Status);
        await using var db = world.Open();
        var row = await db.Opportunities.SingleAsync();
        Assert.Equal((mine.Id, 120_000m), (row.CustomerId, row.Amount?.Major));
    }

    private static Task<Page> DragAsync(Visitor visitor, Page board, Opportunity opportunity, StageKind to) =>
        visitor.PostAsync($"/opportunities/{opportunity.Id}/board-moves",
        [
            new("To", $"{Stage.IdOf(to)}"), new("Version", board.Find($"[data-card='{opportunity.Id}']").GetAttribute("data-version") ?? ""),
            new("__RequestVerificationToken", board.Find("[name=__RequestVerificationToken]").GetAttribute("value") ?? ""),
        ]);
}
