namespace SiCrm.Domain.Contracts;

/// <summary>What a milestone is called, in a refusal: names of the usual terms are read in the reader's language.</summary>
public sealed record MilestoneName(string Text)
{
    public override string ToString() => Text;
}
