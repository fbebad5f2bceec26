using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>The three questions as they are answered.</summary>
public sealed class QualificationForm
{
    [Required]
    public GateAnswer? IsTarget { get; set; }

    [Required, StringLength(OpportunityLengths.Need)]
    public string? TargetEvidence { get; set; }

    [Required]
    public GateAnswer? IsSolvable { get; set; }

    [Required, StringLength(OpportunityLengths.Need)]
    public string? SolvableEvidence { get; set; }

    /// <summary>What the customer has for it.</summary>
    public Money? Budget { get; set; }

    /// <summary>What it costs as we estimate it.</summary>
    public Money? Cost { get; set; }

    [Required]
    public GateAnswer? IsAffordable { get; set; }

    [Required, StringLength(OpportunityLengths.Need)]
    public string? AffordableEvidence { get; set; }

    public QualificationAnswers Answers => new(
        IsTarget ?? GateAnswer.No, TargetEvidence, IsSolvable ?? GateAnswer.No, SolvableEvidence, IsAffordable ?? GateAnswer.No, AffordableEvidence, Budget, Cost);
}

/// <summary>The manager's word.</summary>
public sealed class QualificationWordForm
{
    public int Version { get; set; }

    [Required]
    public bool? GoesOn { get; set; }

    [Required, StringLength(OpportunityLengths.Need)]
    public string? Reason { get; set; }
}

/// <summary>The qualification gate of one opportunity with every attempt at it.</summary>
/// <param name="MayDecide">Within the viewer's right, whoever asked.</param>
public sealed record QualificationPage(
    Opportunity Opportunity, IReadOnlyList<Qualification> Attempts, QualificationForm Form, QualificationWordForm Word, bool MayAsk, bool MayDecide,
    long? ViewerId, OrganisationFacts Names)
{
    public string Path => $"/opportunities/{Opportunity.Id}/qualification";

    public Qualification? Waiting => Attempts.FirstOrDefault(one => one.WaitsForManager);

    public Refusal? Refusal => Qualification.CanAsk(Opportunity) ?? (Waiting is null ? null : new Refusal("QualificationWaits"));
}
