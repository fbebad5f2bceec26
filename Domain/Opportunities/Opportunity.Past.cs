using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <content>What was before this program: steps that a file tells of, which no gate is asked about.</content>
public sealed partial class Opportunity
{
    /// <summary>It had passed the qualification at that time.</summary>
    /// <param name="stamp">Who brings it, and when the program learnt of it.</param>
    public void WasQualified(DateTime at, Stamp stamp)
    {
        QualifiedAt = at;
        Record(OpportunityEventKind.Advanced, stamp with { At = at }, () => StageId = Stage.IdOf(StageKind.Qualified), recordedAt: stamp.At);
    }

    /// <summary>It was won at that time, for what was signed: the amount becomes that at the same instant, just before.</summary>
    public void WasWon(DateTime at, Money signed, Stamp stamp)
    {
        if (Amount != signed)
        {
            Record(OpportunityEventKind.Revalued, stamp with { At = at }, () => Amount = signed, recordedAt: stamp.At);
        }

        Ended(OpportunityEventKind.Won, StageKind.Won, OpportunityState.Won, at, stamp);
    }

    public void WasLost(DateTime at, Stamp stamp) => Ended(OpportunityEventKind.Lost, StageKind.Lost, OpportunityState.Lost, at, stamp);

    /// <summary>What it is about, for what is brought.</summary>
    public void IsAbout(long? productId) => ProductId = productId;

    private void Ended(OpportunityEventKind kind, StageKind stage, OpportunityState state, DateTime at, Stamp stamp)
    {
        RefuseClosed();
        Record(kind, stamp with { At = at }, () => (StageId, State, ClosedAt) = (Stage.IdOf(stage), state, at), recordedAt: stamp.At);
    }
}
