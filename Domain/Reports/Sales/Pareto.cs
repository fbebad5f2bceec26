using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Reports.Sales;

/// <summary>Shares of a whole, and who makes most of it.</summary>
public static class Pareto
{
    /// <summary>Four decimals; none of nothing.</summary>
    public static decimal Share(Money part, Money whole) => whole.Minor == 0 ? 0m : decimal.Round(decimal.Divide(part.Minor, whole.Minor), 4);

    /// <summary>How much more it is than before, as a part of what was before; null where nothing was.</summary>
    public static decimal? Growth(Money now, Money before) => before <= Money.Zero ? null : Share(now - before, before);

    /// <summary>ABC: who makes the first 70 % is A, the next 20 % B, the rest C.</summary>
    /// <param name="before">What those before him make.</param>
    public static char Class(Money before, Money whole) => whole.Minor <= 0 ? 'C'
        : before.Minor < (decimal)whole.Minor * 0.7m ? 'A'
        : before.Minor < (decimal)whole.Minor * 0.9m ? 'B' : 'C';
}
