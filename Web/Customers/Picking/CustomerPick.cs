namespace SiCrm.Web.Customers.Picking;

/// <summary>A customer that can be picked.</summary>
public sealed record PickHit(long Id, string Name, string? CreditCode);

/// <summary>The customers that were found by the words typed, and which one is chosen.</summary>
/// <param name="Field">What the form calls it.</param>
public sealed record CustomerPick(string Field, IReadOnlyList<PickHit> Hits, long? Chosen)
{
    public const int Most = 10;

    /// <summary>One is chosen that the viewer does not see; it may stay.</summary>
    public bool IsHidden => Chosen is { } id && Hits.All(hit => hit.Id != id);
}
