using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

public enum Answer
{
    Unknown,
    Yes,
    No,
}

/// <summary>The three questions of customer identification 认定 and what was answered (product text, section 4).</summary>
/// <param name="Target">Is it a target customer?</param>
/// <param name="Solvable">Can we solve the need?</param>
/// <param name="Affordable">Can they afford what it costs?</param>
public sealed record QualificationAnswers(
    Answer Target, Answer Solvable, Answer Affordable, string? TargetNote = null, string? SolvableNote = null, string? AffordableNote = null);

/// <summary>The answers, as given at one qualification or disqualification; they stay on record.</summary>
public sealed class LeadQualification
{
    private LeadQualification()
    {
    }

    internal LeadQualification(QualificationAnswers answers, bool passed, string? reason, Stamp stamp)
    {
        (Target, Solvable, Affordable) = (answers.Target, answers.Solvable, answers.Affordable);
        (TargetNote, SolvableNote, AffordableNote) = (answers.TargetNote, answers.SolvableNote, answers.AffordableNote);
        (Passed, Reason, At, ActorId) = (passed, reason, stamp.At, stamp.ActorId);
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    public Answer Target { get; private set; }

    public Answer Solvable { get; private set; }

    public Answer Affordable { get; private set; }

    public string? TargetNote { get; private set; }

    public string? SolvableNote { get; private set; }

    public string? AffordableNote { get; private set; }

    public bool Passed { get; private set; }

    public string? Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }
}
