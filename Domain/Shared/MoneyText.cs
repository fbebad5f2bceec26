using System.Globalization;

namespace SiCrm.Domain.Shared;

/// <summary>
/// Amounts as people write them: <c>1,200.50</c>, <c>￥1,200</c>, <c>RMB 12万</c>, <c>1.2亿</c>, <c>5千万</c>, <c>1.2k</c>,
/// <c>3m</c>, full-width digits. What can be read in two ways (<c>1.200,50</c>) or bears another currency's sign is refused.
/// </summary>
public static partial class MoneyText
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("千万", 10_000_000m), ("百万", 1_000_000m), ("千", 1_000m), ("万", 10_000m), ("亿", 100_000_000m),
        ("k", 1_000m), ("w", 10_000m), ("million", 1_000_000m), ("mn", 1_000_000m), ("m", 1_000_000m),
    ];

    private static readonly (string Sign, string[] Currencies)[] Signs =
    [
        ("cn¥", ["CNY"]), ("¥", ["CNY", "JPY"]), ("rmb", ["CNY"]), ("cny", ["CNY"]), ("人民币", ["CNY"]), ("元", ["CNY", "JPY"]),
        ("us$", ["USD"]), ("usd", ["USD"]), ("hk$", ["HKD"]), ("hkd", ["HKD"]), ("$", ["USD", "HKD", "SGD", "AUD", "CAD"]),
        ("eur", ["EUR"]), ("€", ["EUR"]), ("gbp", ["GBP"]), ("£", ["GBP"]),
    ];

    /// <summary>Reads an amount with any currency's sign.</summary>
    public static bool TryParse(string? text, out Money money) => TryParse(text, out money, null);

    /// <summary>Reads an amount; false when it is none, is negative, has a part of a cent, or is beyond <see cref="Money.Limit"/>.</summary>
    /// <param name="currency">The company's: a sign of another one is refused. Null takes any sign.</param>
    public static bool TryParse(string? text, out Money money, string? currency)
    {
        var isWhole = TryRead(text, out var amount, currency) && Money.Holds(amount);
        money = isWhole ? Money.FromMajor(amount) : Money.Zero;
        return isWhole;
    }

    /// <summary>As it is written, to whatever part of a cent.</summary>
    private static bool TryRead(string? text, out decimal amount, string? currency)
    {
        amount = 0;
        var plain = text?.Length > 60 ? "" : PlainText.Folded(text).Trim();
        if (WithoutSign(plain, currency) is not { } unsigned)
        {
            return false;
        }

        var (number, factor) = Scaled(unsigned);
        if (number.Length is 0 or > 24 || !IsGroupedWell(number)
            || !decimal.TryParse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var read)
            || read > Money.Limit / 100m / factor
            || (factor == 1m && MayBeThousands(number)))
        {
            return false;
        }

        amount = read * factor;
        return true;
    }

    /// <summary>Null when a sign stands there that is not the company's; one may stand on either side, as in <c>￥12万元</c>.</summary>
    private static string? WithoutSign(string text, string? currency)
    {
        var bare = text;
        foreach (var isBefore in new[] { true, false })
        {
            var sign = Signs.FirstOrDefault(pair => isBefore ? bare.StartsWith(pair.Sign, StringComparison.Ordinal) : bare.EndsWith(pair.Sign, StringComparison.Ordinal));
            if (sign.Sign is null)
            {
                continue;
            }

            if (currency is not null && !sign.Currencies.Contains(currency))
            {
                return null;
            }

            bare = (isBefore ? bare[sign.Sign.Length..] : bare[..^sign.Sign.Length]).Trim();
        }

        return WithoutSpaces(bare);
    }

    private static (string Number, decimal Factor) Scaled(string text)
    {
        var scale = Suffixes.FirstOrDefault(pair => text.EndsWith(pair.Suffix, StringComparison.Ordinal), (Suffix: "", Factor: 1m));
        return (text[..^scale.Suffix.Length], scale.Factor);
    }

    private static string WithoutSpaces(string text) =>
        text.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    /// <summary>Commas part groups of three before the decimal point, nowhere else.</summary>
    internal static bool IsGroupedWell(string number)
    {
        var parts = number.Split('.');
        var groups = parts[0].Split(',');
        return !parts.Skip(1).Any(part => part.Contains(',', StringComparison.Ordinal))
            && (groups.Length == 1 || (groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length is 3)));
    }

    /// <summary><c>1.234</c> is one and a bit here and a thousand elsewhere.</summary>
    private static bool MayBeThousands(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is > 0 and <= 3 and var point && number.Length == point + 4 && number[0] != '0' && !number.Contains(',', StringComparison.Ordinal);
}
