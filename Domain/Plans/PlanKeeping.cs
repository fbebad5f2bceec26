namespace SiCrm.Domain.Plans;

/// <summary>What became of an action, as the plan-keeping rate asks.</summary>
/// <param name="PromisedOn">The day that was promised at first, however often it was moved.</param>
public readonly record struct PromisedAction(DateOnly PromisedOn, ActionState State, DateOnly? ClosedOn);

/// <summary>
/// 计划完成率: of the actions whose promised day is over, those that were done by then ÷ all but the lapsed. Moved beyond the day,
/// done later, dropped or still open count as not kept.
/// </summary>
public readonly record struct PlanKeeping(int Kept, int Late, int Dropped, int Open)
{
    public int Counted => Kept + Late + Dropped + Open;

    /// <summary>Null when nothing was promised.</summary>
    public decimal? Rate => Counted == 0 ? null : decimal.Divide(Kept, Counted);

    /// <param name="today">What is promised for today or later is not over.</param>
    public static PlanKeeping Of(IEnumerable<PromisedAction> actions, DateOnly today)
    {
        var over = actions.Where(action => action.State != ActionState.Lapsed && (action.PromisedOn < today || action.State == ActionState.Done)).ToList();
        return new(
            over.Count(action => action.State == ActionState.Done && action.ClosedOn <= action.PromisedOn),
            over.Count(action => action.State == ActionState.Done && action.ClosedOn > action.PromisedOn),
            over.Count(action => action.State == ActionState.Dropped),
            over.Count(action => action.State == ActionState.Open));
    }
}
