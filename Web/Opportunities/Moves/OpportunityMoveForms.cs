using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Web.Opportunities.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What the forms about one opportunity show of it.</summary>
public abstract class OpportunityMoveForm : MoveForm
{
    [BindNever, ValidateNever]
    public OpportunityDetail? Opportunity { get; set; }
}

public sealed class StageMoveForm : OpportunityMoveForm
{
    [Required]
    public int? To { get; set; }

    /// <summary>What was ticked of the exit checklist.</summary>
    [MaxLength(Stage.MostChecks)]
    public IReadOnlyList<string> Done { get; set; } = [];

    [StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class ClosingForm : OpportunityMoveForm
{
    [Required]
    public CloseReason? Why { get; set; }

    [StringLength(OpportunityLengths.Reason)]
    public string? Words { get; set; }

    [StringLength(OpportunityLengths.Competitor)]
    public string? Competitor { get; set; }

    [StringLength(OpportunityLengths.Lessons)]
    public string? Lessons { get; set; }

    public Closing Closing => new(Why ?? CloseReason.Other, Words, Competitor, Lessons);
}

public sealed class AmountForm : OpportunityMoveForm
{
    public Money? Amount { get; set; }

    [StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class ExpectedForm : OpportunityMoveForm
{
    public DateOnly? ExpectedOn { get; set; }

    [StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class HoldForm : OpportunityMoveForm
{
    [StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class CallForm : OpportunityMoveForm
{
    [Range(0, 100)]
    public int? Percent { get; set; }

    [StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class NextStepForm : OpportunityMoveForm
{
    [Required, StringLength(OpportunityLengths.NextStep)]
    public string? NextStep { get; set; }

    public DateOnly? NextDueOn { get; set; }
}

public sealed class OwnerForm : OpportunityMoveForm
{
    [Required]
    public long? PersonId { get; set; }

    [Required, StringLength(OpportunityLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed class CustomerForm : OpportunityMoveForm
{
    /// <summary>Words to look for.</summary>
    [StringLength(100)]
    public string? Q { get; set; }

    public long? CustomerId { get; set; }
}
