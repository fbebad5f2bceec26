using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>How far what is signed and expected reaches towards the target of a period.</summary>
/// <param name="Weighted">What the open opportunities of the period are expected to bring.</param>
public readonly record struct ForecastGap(Money Target, Money Signed, Money Weighted)
{
    /// <summary>What is still to be signed; zero once the target is reached.</summary>
    public Money Missing => Target > Signed ? Target - Signed : Money.Zero;

    /// <summary>缺口: what would be missing at the end of the period, if all came as expected; below zero when more is expected.</summary>
    public Money Gap => Target - Signed - Weighted;

    /// <summary>商机覆盖率: weighted ÷ (target − signed); null once the target is reached.</summary>
    public decimal? Coverage => Missing == Money.Zero ? null : decimal.Divide(Weighted.Minor, Missing.Minor);
}
