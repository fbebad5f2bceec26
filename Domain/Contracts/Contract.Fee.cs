using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>年服务费: what a year of service costs once it is no longer free (product text, section 7).</content>
public sealed partial class Contract
{
    /// <summary>What a year of service usually costs, of the price of the software.</summary>
    public static readonly Percent UsualFee = new(1500);

    /// <summary>As it was agreed on; null while nothing was, zero where service stays free.</summary>
    public Money? YearlyFee { get; private set; }

    /// <summary>Whether anything is to be paid for service: what was terminated is served no longer.</summary>
    public bool BearsFee => Status is not (ContractStatus.Terminated or ContractStatus.Discarded);

    /// <summary>When the next year of service has to be paid; null while nobody knows until when it is free.</summary>
    public DateOnly? NextFeeOn(DateOnly today) => BearsFee ? NextFeeOn(WarrantyUntil, today) : null;

    /// <summary>The first day after the free ones, later its next anniversary.</summary>
    public static DateOnly? NextFeeOn(DateOnly? freeUntil, DateOnly today)
    {
        if (freeUntil?.AddDays(1) is not { } first)
        {
            return null;
        }

        // Counted from the first day, so that 29 February comes back in every leap year.
        var years = Math.Max(0, today.Year - first.Year);
        return first.AddYears(first.AddYears(years) < today ? years + 1 : years);
    }

    /// <param name="fee">Null: it is open again.</param>
    public void AgreeFee(Money? fee, Stamp stamp)
    {
        (CanAgreeFee() ?? (fee == YearlyFee ? new Refusal("NothingChanged") : null)).ThrowIfRefused();
        SetFee(fee, stamp);
    }

    /// <summary>In a draft it is changed with everything else.</summary>
    public Refusal? CanAgreeFee() =>
        Status == ContractStatus.Draft ? new Refusal("ContractNotSigned", Label)
        : BearsFee ? null : new Refusal("ContractNotLive", Label);

    private void SetFee(Money? fee, Stamp stamp)
    {
        (fee < Money.Zero ? new Refusal("PriceBelowZero") : fee?.Minor > Money.Limit ? new Refusal("PriceTooHigh") : null).ThrowIfRefused();
        if (fee != YearlyFee)
        {
            Record(ContractEventKind.FeeAgreed, stamp, () => YearlyFee = fee, fee);
        }
    }
}
