using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Plans;

/// <summary>An opportunity's plan as its page shows it.</summary>
public sealed record PlanPage(PlanDetail Plan, OrganisationFacts Names, IReadOnlyList<PlanTemplate> Templates, bool MayWrite, DateOnly Today)
{
    public string Path => $"/opportunities/{Plan.Subject.Id}/plan";

    public bool MayPlan => MayWrite && Plan.Subject.IsOpen;

    public IReadOnlyList<Crumb> Crumbs(Words words) => Plan.Subject.Crumbs(words, seesOpportunity: true);

    public string? GoalName(long? goalId) => Plan.Goals.FirstOrDefault(goal => goal.Id == goalId)?.Name;

    /// <summary>Goals in their order, each with its open actions; those that belong to none last.</summary>
    public IEnumerable<(PlanGoal? Goal, IReadOnlyList<PlanAction> Actions)> Groups()
    {
        var groups = Plan.Open.ToLookup(action => action.GoalId);
        foreach (var goal in Plan.Goals.Where(goal => goal.State == GoalState.Open || groups.Contains(goal.Id)))
        {
            yield return (goal, [.. groups[goal.Id]]);
        }

        if (groups.Contains(null))
        {
            yield return (null, [.. groups[null]]);
        }
    }

    public ActionLine Line(PlanAction action) => new(action, Names, Today, Path, MayWrite);
}

/// <summary>One action in a list, with its ways out.</summary>
/// <param name="Back">Where one returns to.</param>
public sealed record ActionLine(PlanAction Action, OrganisationFacts Names, DateOnly Today, string Back, bool MayAct)
{
    public string Way(string verb) => $"/plan-actions/{Action.Id}/{verb}?back={Uri.EscapeDataString(Back)}";

    public IEnumerable<string> People() => Action.People.OrderByDescending(one => one.IsLead).Select(one => Names.Person(one.PersonId) ?? "?");

    /// <summary>Who takes part and does not work here any more.</summary>
    public IReadOnlyList<string> Gone() =>
    [
        .. Action.People.Select(one => Names.People.GetValueOrDefault(one.PersonId)).OfType<Colleague>().Where(person => !person.IsActive(Today)).Select(person => person.Name),
    ];
}

public static class PlanLook
{
    /// <summary>The way to a plan or one of its actions; who only takes part comes from his calendar.</summary>
    public static IReadOnlyList<Crumb> Crumbs(this PlanSubject subject, Words words, bool seesOpportunity)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return seesOpportunity
            ? [new("/opportunities", words["Opportunities.Title"]), new($"/opportunities/{subject.Id}", subject.Name)]
            : [new("/calendar", words["Plans.Calendar"])];
    }

    /// <summary>The symbol of a kind of action.</summary>
    public static string Icon(this ActionKind kind) => kind switch
    {
        ActionKind.Call => "phone",
        ActionKind.Visit => "building",
        ActionKind.Meeting => "users",
        ActionKind.Demo => "device-desktop",
        ActionKind.Proposal => "file-text",
        ActionKind.Bid => "send",
        ActionKind.Internal => "users-group",
        _ => "circle-check",
    };

    /// <summary>The day, with the hour where there is one: <c>2026-11-27 Fri 09:00–10:30</c>.</summary>
    public static string When(this PlanAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var day = Show.DayWithWeekday(action.StartOn);
        return action.StartMinute is { } minute ? $"{day} {Clock(minute, action.Minutes)}" : day;
    }

    public static string Clock(int minute, int minutes) => $"{ClockText.Clock(minute)}–{ClockText.Clock(minute + minutes)}";
}
