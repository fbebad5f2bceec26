using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <summary>
/// What a contract leaves in the end, by what is known of it now: at completion, or when it was terminated. Then nobody owes what lapsed, and nobody
/// spends the rest of the plan.
/// </summary>
public readonly record struct ContractResult(ContractStatus Status, Money ExTax, Money InTax, Money Lapsed, Money ActualCost, Money CostAtCompletion)
{
    public Money Margin => Earned - Cost;

    /// <summary>Without tax: of a terminated contract only what was invoiced or received.</summary>
    public Money Earned => ExTax - Unearned;

    /// <summary>What lapsed, without tax, as the whole has it.</summary>
    public Money Unearned => InTax == Money.Zero ? Money.Zero
        : new((long)decimal.Round((decimal)ExTax.Minor * Lapsed.Minor / InTax.Minor, MidpointRounding.AwayFromZero));

    public Money Cost => Status == ContractStatus.Terminated ? ActualCost : CostAtCompletion;
}
