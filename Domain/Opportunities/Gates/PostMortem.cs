using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Gates;

/// <summary>What was predicted at the gate against what came true.</summary>
/// <param name="Probability">Predicted, in percent.</param>
/// <param name="Margin">Predicted.</param>
/// <param name="CameMargin">What its contracts leave by now; the predicted share of the signed amount while it has none; nothing where it was not won.</param>
/// <param name="Budget">What the presales was allowed to cost.</param>
public sealed record PostMortem(OpportunityState Ended, int Probability, Money Amount, Money CameAmount, Money Margin, Money CameMargin, Money Budget, Money Spent)
{
    public bool IsWon => Ended == OpportunityState.Won;

    /// <summary>(predicted probability − what came true)²: 0 is best, 1 worst.</summary>
    public decimal Brier => Square((Probability / 100m) - (IsWon ? 1m : 0m));

    /// <summary>What the project brought after its presales cost.</summary>
    public Money Result => CameMargin - Spent;

    /// <param name="ofContracts">What its signed contracts leave at completion; null without one.</param>
    public static PostMortem Of(Opportunity opportunity, Initiation initiation, Money? ofContracts)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(initiation);
        return new PostMortem(opportunity.State, initiation.Probability, initiation.Amount,
            opportunity.State == OpportunityState.Won ? opportunity.Amount ?? Money.Zero : Money.Zero, initiation.Margin,
            opportunity.State == OpportunityState.Won ? ofContracts ?? MarginOn(initiation.Margin, initiation.Amount, opportunity.Amount ?? Money.Zero) : Money.Zero,
            initiation.BudgetTotal, initiation.Spent);
    }

    /// <summary>The margin of the application in the same proportion to another amount.</summary>
    public static Money MarginOn(Money margin, Money amount, Money final) =>
        amount <= Money.Zero ? Money.Zero : new Money((long)Math.Round((decimal)margin.Minor * final.Minor / amount.Minor, MidpointRounding.AwayFromZero));

    private static decimal Square(decimal value) => value * value;
}
