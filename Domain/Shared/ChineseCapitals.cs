namespace SiCrm.Domain.Shared;

/// <summary>
/// 大写金额: an amount as Chinese cheques and contracts write it, so that no digit can be changed later:
/// <c>壹佰贰拾叁万元整</c>. What ends with 元 or 角 is closed by 整; a gap of zeros is one 零.
/// </summary>
public static class ChineseCapitals
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";

    private static readonly (long Unit, string Name)[] Steps = [(100_000_000, "亿"), (10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾")];

    public static string Of(Money amount)
    {
        var minor = (ulong)Int128.Abs(amount.Minor);
        var (yuan, jiao, fen) = ((long)(minor / 100), (int)(minor / 10 % 10), (int)(minor % 10));
        var sign = amount < Money.Zero ? "负" : "";
        return sign + (jiao, fen) switch
        {
            (0, 0) => $"{Whole(yuan)}元整",
            (_, 0) => $"{Head(yuan)}{Digits[jiao]}角整",
            (0, _) => $"{Head(yuan)}{(yuan > 0 ? "零" : "")}{Digits[fen]}分",
            _ => $"{Head(yuan)}{Digits[jiao]}角{Digits[fen]}分",
        };
    }

    private static string Head(long yuan) => yuan == 0 ? "" : $"{Whole(yuan)}元";

    /// <summary>The highest unit that fits, how often it does, and the rest; 零 stands where the rest skips a place.</summary>
    private static string Whole(long number)
    {
        if (number < 10)
        {
            return Digits[(int)number].ToString();
        }

        var (unit, name) = Array.Find(Steps, step => number >= step.Unit);
        var rest = number % unit;
        return $"{Whole(number / unit)}{name}{(rest == 0 ? "" : rest < unit / 10 ? $"零{Whole(rest)}" : Whole(rest))}";
    }
}
