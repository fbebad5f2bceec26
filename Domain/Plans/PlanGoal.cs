using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

public enum GoalState
{
    Open,
    Reached,
    Dropped,
}

/// <summary>目标: what is to be reached next with the customer; its actions lead there.</summary>
public sealed class PlanGoal
{
    public const int NameLength = 200;

    public PlanGoal(Opportunity opportunity, string? name, DateOnly? targetOn, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        AdvancementPlan.CanPlan(opportunity).ThrowIfRefused();
        Name = PlainText.Line(name) ?? throw new RuleBroken(new Refusal("GoalNeedsName"));
        if (targetOn is { } day)
        {
            (day < stamp.Today ? new Refusal("ActionInPast", day)
                : day.DayNumber - stamp.Today.DayNumber > PlanAction.MostDaysAhead ? new Refusal("ActionTooFarAhead", day, stamp.Today.AddDays(PlanAction.MostDaysAhead))
                : null).ThrowIfRefused();
        }

        (OpportunityId, TargetOn, CreatedAt, CreatedById) = (opportunity.Id, targetOn, stamp.At, stamp.ActorId);
    }

    private PlanGoal() => Name = "";

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public string Name { get; private set; }

    public DateOnly? TargetOn { get; private set; }

    public GoalState State { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public long? CreatedById { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public int Version { get; private set; }

    public void End(bool isReached, Stamp stamp)
    {
        (State == GoalState.Open ? null : new Refusal("GoalIsClosed")).ThrowIfRefused();
        (State, ClosedAt) = (isReached ? GoalState.Reached : GoalState.Dropped, stamp.At);
        Version++;
    }
}
