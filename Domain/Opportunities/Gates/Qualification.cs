using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

public enum GateAnswer
{
    Yes,
    No,
}

/// <summary>客户认定: the three questions of the qualification gate with what the answers rest on (product text, section 5).</summary>
/// <param name="Budget">What the customer has for it; null while he did not say.</param>
/// <param name="Cost">What it costs as we estimate it.</param>
public sealed record QualificationAnswers(
    GateAnswer IsTarget, string? TargetEvidence, GateAnswer IsSolvable, string? SolvableEvidence, GateAnswer IsAffordable, string? AffordableEvidence,
    Money? Budget, Money? Cost)
{
    public bool HasNo => IsTarget == GateAnswer.No || IsSolvable == GateAnswer.No || IsAffordable == GateAnswer.No;

    internal QualificationAnswers Cleaned() => this with
    {
        TargetEvidence = PlainText.Lines(TargetEvidence),
        SolvableEvidence = PlainText.Lines(SolvableEvidence),
        AffordableEvidence = PlainText.Lines(AffordableEvidence),
    };
}

/// <summary>One passage, or attempt, of the qualification gate.</summary>
public sealed class Qualification
{
    /// <summary>Answers the three questions; without a "no" the gate is passed at once, with one it waits for a manager's word.</summary>
    public Qualification(Opportunity opportunity, QualificationAnswers answers, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(answers);
        CanAsk(opportunity).ThrowIfRefused();
        var clean = answers.Cleaned();
        if (clean.TargetEvidence is null || clean.SolvableEvidence is null || clean.AffordableEvidence is null)
        {
            throw new RuleBroken(new Refusal("QualificationNeedsEvidence"));
        }

        (Opportunity, OpportunityId, Answers, ById, At) = (opportunity, opportunity.Id, clean, stamp.ActorId, stamp.At);
        if (!clean.HasNo)
        {
            PassedAt = stamp.At;
            opportunity.PassQualification(stamp);
        }
    }

    private Qualification()
    {
        Opportunity = null!;
        Answers = null!;
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public Opportunity Opportunity { get; private set; }

    public QualificationAnswers Answers { get; private set; }

    public long? ById { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>The manager who let it on in spite of a "no", or did not.</summary>
    public long? ManagerId { get; private set; }

    public string? ManagerWords { get; private set; }

    public DateTime? PassedAt { get; private set; }

    public DateTime? RefusedAt { get; private set; }

    public int Version { get; private set; }

    public bool WaitsForManager => PassedAt is null && RefusedAt is null;

    public static Refusal? CanAsk(Opportunity opportunity)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        return !opportunity.IsOpen ? new Refusal("OpportunityIsClosed", opportunity.Number, opportunity.State)
            : opportunity.QualifiedAt is not null ? new Refusal("AlreadyQualified", opportunity.Number)
            : null;
    }

    /// <summary>The manager's word on answers with a "no"; never of the one who gave them.</summary>
    public void Decide(Opportunity opportunity, bool goesOn, string? words, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        CanDecide(stamp.ActorId).ThrowIfRefused();
        ManagerWords = PlainText.Lines(words) ?? throw new RuleBroken(new Refusal("DecisionNeedsWords"));
        ManagerId = stamp.ActorId;
        if (goesOn)
        {
            PassedAt = stamp.At;
            opportunity.PassQualification(stamp);
        }
        else
        {
            RefusedAt = stamp.At;
        }

        Version++;
    }

    public Refusal? CanDecide(long? personId) => !WaitsForManager ? new Refusal("AlreadyDecided")
        : personId is not null && personId == ById ? new Refusal("OwnApplication")
        : null;
}
