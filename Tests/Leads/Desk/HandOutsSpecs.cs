using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

public sealed class HandOutsSpecs
{
    [Theory, EveryDatabase]
    public async Task A_plan_is_carried_out_as_it_was_previewed_and_can_be_undone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (viewer, stamp) = (await world.ViewerAsync(WorldPeople.Coordinator), await world.StampAsync(WorldPeople.Coordinator));
        Lead[] leads =
        [
            await world.LeadAsync(LeadStatus.Qualified), await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger),
            await world.LeadAsync(LeadStatus.Reclaimed, WorldPeople.Colleague),
        ];
        var before = await Task.WhenAll(leads.Select(async lead => (await world.ReadAsync(lead)).Hold));

        await using var db = world.Open();
        var plan = await db.PlanHandOutAsync(viewer, [.. leads.Select(lead => lead.Id)], null, false, stamp);
        var outcome = await db.HandOutAsync(viewer, Moves(plan), null, stamp);

        Assert.Empty(outcome.Refused);
        Assert.All(plan, placement => Assert.NotEmpty(placement.Reasons));
        Assert.Equal(plan.Select(p => (p.Lead.Id, p.To?.Id)), outcome.Allocation!.Rows.Select(row => (row.LeadId, row.ToOwnerId)));
        foreach (var placement in plan)
        {
            var moved = await world.ReadAsync(leads.Single(lead => lead.Id == placement.Lead.Id));
            Assert.Equal((LeadStatus.Assigned, placement.To?.Id), (moved.Status, moved.OwnerId));
        }

        await using var later = world.Open();
        var undone = await later.UndoAllocationAsync(viewer, outcome.Allocation.Id, stamp with { At = stamp.At.AddMinutes(1) });

        Assert.All(undone!.Rows, row => Assert.True(row.IsUndone));
        Assert.Equal(before, await Task.WhenAll(leads.Select(async lead => (await world.ReadAsync(lead)).Hold)));
    }

    [Theory, EveryDatabase]
    public async Task A_lead_that_changed_since_the_preview_stays_and_the_others_go(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (viewer, stamp) = (await world.ViewerAsync(WorldPeople.Coordinator), await world.StampAsync(WorldPeople.Coordinator));
        var (changed, other) = (await world.LeadAsync(LeadStatus.Qualified), await world.LeadAsync(LeadStatus.Qualified));
        await using var db = world.Open();
        var moves = Moves(await db.PlanHandOutAsync(viewer, [changed.Id, other.Id], null, false, stamp));
        await world.ChangeAsync(changed, (lead, _) => lead.Edit(lead.Facts with { Company = "Blue Media" }, stamp));

        var outcome = await db.HandOutAsync(viewer, moves, null, stamp);

        Assert.Equal("LeadChangedSince", Assert.Single(outcome.Refused).Code);
        Assert.Equal((LeadStatus.Qualified, LeadStatus.Assigned), ((await world.ReadAsync(changed)).Status, (await world.ReadAsync(other)).Status));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_gets_more_than_he_may_have_even_if_the_plan_says_so(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.SetPersonAsync(WorldPeople.Rep, person => person.Limit(2));
        var (viewer, stamp) = (await world.ViewerAsync(WorldPeople.Coordinator), await world.StampAsync(WorldPeople.Coordinator));
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await world.LeadAsync(LeadStatus.Assigned);
        Lead[] leads = [await world.LeadAsync(LeadStatus.Qualified), await world.LeadAsync(LeadStatus.Qualified)];
        await using var db = world.Open();

        var plan = await db.PlanHandOutAsync(viewer, [.. leads.Select(lead => lead.Id)], rep.Id, false, stamp);
        var outcome = await db.HandOutAsync(
            viewer, [.. leads.Select(lead => new PlannedMove(lead.Id, lead.Version, rep.Id, null))], null, stamp);

        Assert.Equal([null, "PersonIsFull"], plan.Select(placement => placement.Refusal?.Code));
        Assert.Equal((1, "PersonIsFull"), (outcome.Allocation!.Leads, Assert.Single(outcome.Refused).Code));
    }

    [Theory, EveryDatabase]
    public async Task A_sales_manager_hands_out_within_his_team_only(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (viewer, stamp) = (await world.ViewerAsync(WorldPeople.Manager), await world.StampAsync(WorldPeople.Manager));
        var (mine, theirs) = (await world.LeadAsync(LeadStatus.Working), await world.LeadAsync(LeadStatus.Working, WorldPeople.Stranger));
        var (colleague, stranger) = (await world.PersonAsync(WorldPeople.Colleague), await world.PersonAsync(WorldPeople.Stranger));
        await using var db = world.Open();

        var plan = await db.PlanHandOutAsync(viewer, [mine.Id, theirs.Id], colleague.Id, false, stamp);
        var outcome = await db.HandOutAsync(viewer,
            [new(mine.Id, mine.Version, stranger.Id, null), new(theirs.Id, theirs.Version, colleague.Id, null)], null, stamp);

        Assert.Equal(mine.Id, Assert.Single(plan).Lead.Id);
        Assert.Null(outcome.Allocation);
        Assert.All(outcome.Refused, refusal => Assert.Equal("LeadOrPersonNotFound", refusal.Code));
        Assert.Equal(theirs.OwnerId, (await world.ReadAsync(theirs)).OwnerId);
    }

    [Theory, EveryDatabase]
    public async Task A_round_robin_rule_remembers_who_had_the_last_turn(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (viewer, stamp) = (await world.ViewerAsync(WorldPeople.Coordinator), await world.StampAsync(WorldPeople.Coordinator));
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using (var db = world.Open())
        {
            db.AssignmentRules.Add(new AssignmentRule(1, new AssignmentTerms(null, null, null, null, rep.TeamId, AssignmentTurn.RoundRobin)));
            await db.SaveChangesAsync();
        }

        var owners = new List<long?>();
        for (var i = 0; i < 3; i++)
        {
            await using var db = world.Open();
            var lead = await world.LeadAsync(LeadStatus.Qualified);
            await db.HandOutAsync(viewer, Moves(await db.PlanHandOutAsync(viewer, [lead.Id], null, false, stamp)), null, stamp);
            owners.Add((await world.ReadAsync(lead)).OwnerId);
        }

        Assert.Equal(owners[0], owners[2]);
        Assert.NotEqual(owners[0], owners[1]);
    }

    [Theory, EveryDatabase]
    public async Task Open_leads_are_counted_and_closed_ones_are_not(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var status in Enum.GetValues<LeadStatus>())
        {
            await world.LeadAsync(status);
        }

        await using var db = world.Open();
        var people = await db.CandidatesAsync(await world.ViewerAsync(WorldPeople.Coordinator), new DateOnly(2026, 11, 18));

        Assert.Equal(2, people.Single(person => person.Name == WorldPeople.Rep).OpenLeads);
        Assert.Equal([WorldPeople.Manager, WorldPeople.Rep, WorldPeople.Colleague, WorldPeople.Stranger], people.Select(person => person.Name));
    }

    private static List<PlannedMove> Moves(IEnumerable<Placement> plan) =>
        [.. plan.Select(p => new PlannedMove(p.Lead.Id, p.Lead.Version, p.To?.Id ?? 0, p.RuleId))];
}
