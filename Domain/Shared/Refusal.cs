namespace SiCrm.Domain.Shared;

/// <summary>
/// Why a rule says no. The code names a text in the resources (<c>Refusals.{Code}</c>) in the reader's language;
/// the arguments fill its places. A refusal's text says what to do next.
/// </summary>
public sealed class Refusal(string code, params object?[] args)
{
    public string Code { get; } = code;

    public IReadOnlyList<object?> Args { get; } = args;

    public override string ToString() => Args.Count == 0 ? Code : $"{Code}({string.Join(", ", Args)})";
}

/// <summary>Thrown by a verb that a rule refuses; carries what the matching <c>Can…</c> would have returned.</summary>
public sealed class RuleBroken(Refusal refusal) : Exception(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}

public static class RefusalThrowing
{
    /// <exception cref="RuleBroken">There is a refusal.</exception>
    public static void ThrowIfRefused(this Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RuleBroken(refusal);
        }
    }
}
