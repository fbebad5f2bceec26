using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;

namespace SiCrm.Web.Leads.Desk;

/// <summary>The three questions of customer identification, answered; and what to do with the lead.</summary>
public sealed class TriageForm
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

    /// <summary>Whoever gets the qualified lead; nobody leaves it in the pool.</summary>
    public long? PersonId { get; set; }

    /// <summary>Why it is invalid.</summary>
    public DisqualifyReason? Reason { get; set; }

    [StringLength(LeadLengths.Reason - 40)]
    public string? Note { get; set; }

    public int Version { get; set; }

    /// <summary>Where the queue goes on: the next lead, and the page it is on.</summary>
    public long? Next { get; set; }

    public string? After { get; set; }

    public QualificationAnswers Answers => new(Target, Solvable, Affordable, TargetNote, SolvableNote, AffordableNote);
}
