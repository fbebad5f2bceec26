using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>
/// 推进计划: an opportunity with the open actions of its plan. Whatever is done with one of them goes through here, so that the
/// earliest that is open is always the opportunity's next step.
/// </summary>
/// <param name="open">All that are open.</param>
public sealed class AdvancementPlan(Opportunity opportunity, IEnumerable<PlanAction> open)
{
    private readonly List<PlanAction> _actions = [.. open];

    public Opportunity Opportunity { get; } = opportunity;

    public IReadOnlyList<PlanAction> Actions => _actions;

    /// <summary>What is to be done first.</summary>
    public PlanAction? Next => _actions.Where(action => action.IsOpen).OrderBy(action => action.DueOn).ThenBy(action => action.StartOn)
        .ThenBy(action => action.StartMinute ?? 0).ThenBy(action => action.Id == 0 ? long.MaxValue : action.Id).FirstOrDefault();

    public static Refusal? CanPlan(Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return opportunity.IsOpen ? null : new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State);
    }

    public PlanAction Add(ActionTerms terms, Stamp stamp)
    {
        CanPlan(Opportunity).ThrowIfRefused();
        var action = new PlanAction(Opportunity.Id, terms, stamp);
        _actions.Add(action);
        KeepNextStep();
        return action;
    }

    /// <summary>What a template says, from a day on.</summary>
    /// <param name="people">Who takes part in all of it; the first leads.</param>
    public IReadOnlyList<PlanAction> Use(
        PlanTemplate template, PlanGoal? goal, DateOnly from, IReadOnlyList<Person> people, BusinessCalendar calendar, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(template);
        (template.IsRetired ? new Refusal("TemplateIsRetired", template.Name) : null).ThrowIfRefused();
        return
        [
            .. template.Lines.Select(line => Add(line.From(from, goal?.Id, people, calendar), stamp)),
        ];
    }

    public void Change(PlanAction action, ActionTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(action);
        CanPlan(Opportunity).ThrowIfRefused();
        action.Change(terms, stamp);
        KeepNextStep();
    }

    public void Move(PlanAction action, DateOnly day, int? startMinute, string? reason, IEnumerable<Person> people, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(action);
        action.MoveTo(day, startMinute, reason, people, stamp);
        KeepNextStep();
    }

    /// <summary>Done, which is work on the opportunity.</summary>
    public void Do(PlanAction action, string? outcome, int? minutes, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(action);
        action.Do(outcome, minutes, stamp);
        Opportunity.Worked(stamp.At);
        KeepNextStep();
    }

    public void Drop(PlanAction action, string? reason, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(action);
        action.Drop(reason, stamp);
        KeepNextStep();
    }

    private void KeepNextStep()
    {
        if (Opportunity.IsOpen)
        {
            var next = Next;
            Opportunity.Plan(next?.Title, next?.DueOn);
        }
    }
}
