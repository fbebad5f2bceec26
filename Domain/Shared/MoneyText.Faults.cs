using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>Why what was typed is no amount here.</summary>
public enum MoneyFault
{
    Unreadable,

    /// <summary>It bears another currency's sign; nobody converts it behind the typist's back.</summary>
    OtherCurrency,
    Negative,

    /// <summary>Beyond <see cref="Money.Limit"/>.</summary>
    TooLarge,

    /// <summary>A part of a cent is left, which nobody rounds behind the typist's back.</summary>
    TooFine,
}

/// <content>What is told of what can't be read.</content>
public static partial class MoneyText
{
    /// <summary>Reads an amount in the currency.</summary>
    /// <exception cref="RuleBroken">It bears another currency's sign, has a part of a cent, or is none: then for the given reason.</exception>
    public static Money Read(string text, string currency, string otherwise) => TryParse(text, out var money, currency) ? money : throw new RuleBroken(FaultOf(text, currency) switch
    {
        MoneyFault.OtherCurrency => new Refusal("AmountInOtherCurrency", text, currency),
        MoneyFault.TooFine => new Refusal("AmountTooFine", text),
        _ => new Refusal(otherwise, text),
    });

    private const int LeastPowerBeyond = 14;

    /// <summary>The reason, for a text that <see cref="TryParse(string?, out Money, string?)"/> does not take.</summary>
    public static MoneyFault FaultOf(string text, string currency)
    {
        var plain = PlainText.Folded(text).Trim();
        return TryRead(plain, out _, currency) || HasThreeDecimals(plain, currency) ? MoneyFault.TooFine
            : TryRead(plain, out _, null) ? MoneyFault.OtherCurrency
            : plain.StartsWith('-') && TryRead(plain[1..], out _, null) ? MoneyFault.Negative
            : IsTooLarge(plain, currency) || IsBeyondByExponent(plain) ? MoneyFault.TooLarge
            : MoneyFault.Unreadable;
    }

    /// <summary>Or thousands, to whom a point parts them: told that decimals are too many, he sees how it was read.</summary>
    private static bool HasThreeDecimals(string plain, string currency) =>
        WithoutSign(plain, currency) is { } bare && Scaled(bare) is (var number, 1m) && MayBeThousands(number) && number.Count(char.IsAsciiDigit) == number.Length - 1;

    /// <summary><c>1e20</c>, as spreadsheets show what no column holds.</summary>
    private static bool IsBeyondByExponent(string plain) =>
        plain.Split('e') is [{ Length: > 0 } digits, var power] && digits.All(sign => char.IsAsciiDigit(sign) || sign == '.') && digits.Any(sign => sign is >= '1' and <= '9')
        && int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var places) && places >= LeastPowerBeyond;

    private static bool IsTooLarge(string plain, string currency)
    {
        var (number, factor) = WithoutSign(plain, currency) is { } bare ? Scaled(bare) : ("", 1m);
        return number.Length > 0 && !(factor == 1m && MayBeThousands(number)) && number.All(sign => char.IsAsciiDigit(sign) || sign is ',' or '.') && number.Count(sign => sign == '.') <= 1 && IsGroupedWell(number);
    }
}
