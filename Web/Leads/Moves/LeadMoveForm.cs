using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Leads;
using SiCrm.Web.Leads.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>What the forms about one lead show of it.</summary>
public abstract class LeadMoveForm : MoveForm
{
    [BindNever, ValidateNever]
    public LeadDetail? Lead { get; set; }
}

public sealed class QualificationForm : LeadMoveForm
{
    public Answer Target { get; set; }

    [StringLength(LeadLengths.Reason)]
    public string? TargetNote { get; set; }

    public Answer Solvable { get; set; }

    [StringLength(LeadLengths.Reason)]
    public string? SolvableNote { get; set; }

    public Answer Affordable { get; set; }

    [StringLength(LeadLengths.Reason)]
    public string? AffordableNote { get; set; }

    public QualificationAnswers Answers => new(Target, Solvable, Affordable, TargetNote, SolvableNote, AffordableNote);
}

public sealed class DisqualificationForm : LeadMoveForm
{
    [Required]
    public DisqualifyReason? Why { get; set; }

    [StringLength(LeadLengths.Note)]
    public string? Note { get; set; }
}

public sealed class GiveBackForm : LeadMoveForm
{
    [Required]
    public GiveBackReason? Because { get; set; }

    [StringLength(LeadLengths.Note)]
    public string? Note { get; set; }
}

/// <summary>A move that needs a word why.</summary>
public sealed class ReasonForm : LeadMoveForm
{
    [Required, StringLength(LeadLengths.Note)]
    public string? Reason { get; set; }
}

public sealed class AssignmentForm : LeadMoveForm
{
    [Required]
    public long? PersonId { get; set; }

    [StringLength(LeadLengths.Note)]
    public string? Reason { get; set; }
}

public sealed class ActivityForm : LeadMoveForm
{
    [Required]
    public LeadActivityKind? Kind { get; set; }

    [StringLength(LeadLengths.Need)]
    public string? Words { get; set; }

    [StringLength(LeadLengths.NextAction)]
    public string? NextAction { get; set; }

    public DateOnly? NextDueOn { get; set; }
}

public sealed class PlainMoveForm : LeadMoveForm;
