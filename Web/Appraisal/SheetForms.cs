using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Appraisal;

public sealed class ClosingForm
{
    [Required, StringLength(AppraisalSheet.CommentLength)]
    public string? Comment { get; set; }
}

public sealed class AppealForm
{
    /// <summary>Points of the score, with two decimals: <c>2.5</c>.</summary>
    [Required]
    public Money? Change { get; set; }

    /// <summary>The score was too high.</summary>
    public bool IsDown { get; set; }

    [Required, StringLength(AppraisalAppeal.ReasonLength)]
    public string? Reason { get; set; }
}

public sealed class AppealDecisionForm
{
    public bool IsAccepted { get; set; }

    [StringLength(AppraisalAppeal.ReasonLength)]
    public string? Words { get; set; }
}
