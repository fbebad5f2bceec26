using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Leads.Desk;

public sealed class AllocationSpecs
{
    private static readonly DateTime Start = new(2026, 5, 4, 1, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void An_undo_restores_how_the_lead_was_held_and_adds_to_its_history() => Check.QuickThrowOnFailure(
        Prop.ForAll(DeskLives.Steps, steps =>
        {
            var life = new DeskLives(Start);
            Array.ForEach(steps, life.Take);
            var lead = life.Lead;
            var before = lead.Hold;
            var team = lead.TeamId;
            var events = lead.Events;
            var allocation = Decide(lead, life.Stamp);
            if (allocation is null)
            {
                return;
            }

            allocation.Undo(ById(lead), DeskLives.People.ToDictionary(person => person.Id), Later(life.Stamp));

            Assert.Equal(before, lead.Hold);
            Assert.Equal(team, lead.TeamId);
            Assert.Equal(events + 2, lead.Events);
            Assert.Equal((LeadEventKind.Undone, false), (lead.History[^1].Kind, lead.History[^1].IsPromotion));
            Assert.True(allocation.Rows[0].IsUndone);
        }));

    [Fact]
    public void A_lead_that_moved_on_stays_where_it_is()
    {
        var life = Qualified();
        var allocation = Decide(life.Lead, life.Stamp)!;
        life.Lead.Log(LeadActivityKind.Call, "hello", Later(life.Stamp) with { ActorId = life.Lead.OwnerId });
        var hold = life.Lead.Hold;

        allocation.Undo(ById(life.Lead), DeskLives.People.ToDictionary(person => person.Id), Later(life.Stamp));

        Assert.Equal(hold, life.Lead.Hold);
        Assert.Equal((false, "LeadMovedOn"), (allocation.Rows[0].IsUndone, allocation.Rows[0].StayedBecause));
    }

    [Fact]
    public void A_lead_does_not_go_back_to_somebody_who_left()
    {
        var life = Qualified();
        var first = new SiCrm.Domain.Access.Person("Gone", null, 1, 1, DateOnly.MinValue, SiCrm.Domain.Access.Role.Sales);
        SiCrm.Tests.Reports.Ids.WithId(first, 9);
        life.Lead.AssignTo(first, life.Stamp);
        var allocation = Decide(life.Lead, life.Stamp)!;
        first.Deactivate(life.Stamp.Today.AddDays(-1), 0);

        allocation.Undo(ById(life.Lead), new Dictionary<long, SiCrm.Domain.Access.Person> { [9] = first }, Later(life.Stamp));

        Assert.Equal("PersonNotActive", allocation.Rows[0].StayedBecause);
    }

    [Fact]
    public void An_undo_happens_once()
    {
        var life = Qualified();
        var allocation = Decide(life.Lead, life.Stamp)!;
        allocation.Undo(ById(life.Lead), DeskLives.People.ToDictionary(person => person.Id), life.Stamp);

        var again = Assert.Throws<RuleBroken>(() => allocation.Undo(ById(life.Lead), DeskLives.People.ToDictionary(person => person.Id), life.Stamp));

        Assert.Equal("AlreadyUndone", again.Refusal.Code);
    }

    private static DeskLives Qualified()
    {
        var life = new DeskLives(Start);
        life.Lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), life.Stamp);
        return life;
    }

    /// <summary>Hands the lead out where it may be, otherwise reclaims it, otherwise nothing.</summary>
    private static Allocation? Decide(Lead lead, Stamp stamp)
    {
        var person = DeskLives.People.First(p => p.Id != lead.OwnerId);
        var allocation = new Allocation(AllocationKind.HandOut, "because", stamp);
        if (lead.CanAssignTo(person, stamp, "because") is null)
        {
            allocation.Give(lead, person, stamp);
            return allocation;
        }

        return null;
    }

    private static Dictionary<long, Lead> ById(Lead lead) => new() { [lead.Id] = lead };

    private static Stamp Later(Stamp stamp) => stamp with { At = stamp.At.AddMinutes(5) };
}
