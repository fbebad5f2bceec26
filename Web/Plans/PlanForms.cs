using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Plans;

namespace SiCrm.Web.Plans;

/// <summary>An action as it is planned or changed. Hours are written as people write them.</summary>
public sealed class PlanActionForm
{
    [Required, StringLength(PlanAction.TitleLength)]
    public string? Title { get; set; }

    [Required]
    public ActionKind? Kind { get; set; }

    public long? GoalId { get; set; }

    [Required]
    public DateOnly? StartOn { get; set; }

    /// <summary>Empty: all day.</summary>
    [StringLength(20)]
    public string? Clock { get; set; }

    [StringLength(20)]
    public string? Hours { get; set; }

    public DateOnly? DueOn { get; set; }

    [Required]
    public long? LeadId { get; set; }

    /// <summary>Who takes part beside the one who leads.</summary>
    public IReadOnlyList<long?> WithIds { get; set; } = new List<long?>();

    [StringLength(PlanAction.NoteLength)]
    public string? Note { get; set; }

    /// <summary>In spite of the clashes and the full days that were shown.</summary>
    public bool Accept { get; set; }

    public int Version { get; set; }

    [StringLength(2000)]
    public string? Back { get; set; }

    public IEnumerable<long> PersonIds => WithIds.Prepend(LeadId).OfType<long>().Distinct();

    public static PlanActionForm Of(PlanAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new()
        {
            Title = action.Title,
            Kind = action.Kind,
            GoalId = action.GoalId,
            StartOn = action.StartOn,
            Clock = action.StartMinute is { } minute ? ClockText.Clock(minute) : null,
            Hours = action.Minutes == 0 ? null : ClockText.Hours(action.Minutes),
            DueOn = action.DueOn == action.StartOn ? null : action.DueOn,
            LeadId = action.LeadId,
            WithIds = [.. action.People.Where(one => !one.IsLead).Select(one => (long?)one.PersonId)],
            Note = action.Note,
            Version = action.Version,
        };
    }

    /// <summary>Reads the hours into the form's errors or the terms.</summary>
    public ActionTerms? Terms(IReadOnlyList<Person> people, Action<string, string> wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var (minute, minutes, isRead) = (0, 0, true);
        if (Clock is not null && !ClockText.TryReadClock(Clock, out minute))
        {
            wrong(nameof(Clock), "Plans.NotAClock");
            isRead = false;
        }

        if (Hours is not null && !ClockText.TryReadLength(Hours, out minutes))
        {
            wrong(nameof(Hours), "Plans.NotHours");
            isRead = false;
        }

        minutes = Hours is null && Clock is not null ? Usual : minutes;
        return isRead ? new(Title, Kind ?? default, GoalId, StartOn ?? default, Clock is null ? null : minute, minutes, DueOn, Note, people) : null;
    }

    /// <summary>What an appointment takes when nobody says.</summary>
    private const int Usual = 60;
}

/// <summary>What every way out of an action brings: the version that the person saw, and where he came from.</summary>
public abstract class ActionVerbForm
{
    public int Version { get; set; }

    [StringLength(2000)]
    public string? Back { get; set; }

    [BindNever, ValidateNever]
    public LoadedAction? Of { get; set; }
}

public sealed class ActionDoneForm : ActionVerbForm
{
    [StringLength(PlanAction.NoteLength)]
    public string? Outcome { get; set; }

    /// <summary>How long it took him.</summary>
    [StringLength(20)]
    public string? Hours { get; set; }

    /// <summary>What comes next, so that the opportunity does not lie still.</summary>
    [StringLength(PlanAction.TitleLength)]
    public string? NextTitle { get; set; }

    public DateOnly? NextOn { get; set; }
}

public sealed class ActionMoveForm : ActionVerbForm
{
    [Required]
    public DateOnly? StartOn { get; set; }

    [StringLength(20)]
    public string? Clock { get; set; }

    [StringLength(PlanAction.NoteLength)]
    public string? Reason { get; set; }

    /// <summary>Taken along from a calendar: the hour stays what it is.</summary>
    public bool KeepsClock { get; set; }
}

public sealed class ActionDropForm : ActionVerbForm
{
    [Required, StringLength(PlanAction.NoteLength)]
    public string? Reason { get; set; }
}

public sealed class ActionLogForm : ActionVerbForm
{
    [Required, StringLength(20)]
    public string? Hours { get; set; }
}

/// <summary>The form of an action with what it is chosen from, and what planning it so would come to.</summary>
public sealed record PlanActionPage(
    PlanActionForm Form, PlanSubject Subject, IReadOnlyList<PlanGoal> Goals, IReadOnlyList<Colleague> People, IReadOnlyList<PlanningTrouble> Troubles,
    OrganisationFacts Names, long? ActionId)
{
    public string Path => ActionId is { } id ? $"/plan-actions/{id}" : $"/opportunities/{Subject.Id}/plan/actions";

    public string Plan => $"/opportunities/{Subject.Id}/plan";
}
