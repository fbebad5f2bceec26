namespace SiCrm.Domain.Access.HandOvers;

/// <summary>What there is of one kind in one state.</summary>
/// <param name="Count">Records.</param>
/// <param name="Amount">The sum of their amounts in minor units.</param>
/// <param name="NextSteps">How many of them have a next step.</param>
public sealed record HandOverSum(string Kind, string State, long Count, long Amount, long NextSteps);

/// <summary>The records of a hand-over counted right before and right after it moved them: nothing but the owner may differ.</summary>
/// <param name="Orphans">Records that moved and whose owner is not the one they went to.</param>
public sealed record HandOverProof(IReadOnlyList<HandOverSum> Before, IReadOnlyList<HandOverSum> After, long Orphans)
{
    public bool Holds => Orphans == 0 && Before.SequenceEqual(After);
}
