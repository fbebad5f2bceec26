using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>机会分类: when an open opportunity is to be signed, seen from a day (product text, section 5).</summary>
public enum Horizon
{
    /// <summary>当期: in or before the fiscal period of the day.</summary>
    Current,

    /// <summary>下期: in the one after it.</summary>
    Next,

    /// <summary>集中培育: later, at a day that is not known, or held there by its owner.</summary>
    Cultivation,
}

public static class Horizons
{
    /// <param name="present">The fiscal period of the day that it is seen from.</param>
    public static Horizon Of(DateOnly? expectedOn, bool isHeld, FiscalSpan present) =>
        isHeld ? Horizon.Cultivation : Proposed(expectedOn, present);

    /// <summary>What the rule proposes, whether or not the owner holds it.</summary>
    public static Horizon Proposed(DateOnly? expectedOn, FiscalSpan present) =>
        expectedOn is not { } day ? Horizon.Cultivation
        : day <= present.Until ? Horizon.Current
        : day <= present.Next.Until ? Horizon.Next
        : Horizon.Cultivation;
}
