using System.Globalization;
using System.Text;

namespace SiCrm.Domain.Shared;

/// <summary>Amounts as people write them: <c>1,200.50</c>, <c>￥1,200</c>, <c>12万</c>, <c>1.2亿</c>, <c>1.2k</c>, <c>3m</c>, full-width digits.</summary>
public static class MoneyText
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("万元", 10_000m), ("亿元", 100_000_000m), ("万", 10_000m), ("亿", 100_000_000m), ("千", 1_000m), ("元", 1m),
        ("rmb", 1m), ("cny", 1m), ("k", 1_000m), ("w", 10_000m), ("m", 1_000_000m),
    ];

    /// <summary>Reads an amount; false when it is no amount, is negative, or is beyond <see cref="Money.Limit"/>.</summary>
    public static bool TryParse(string? text, out Money money)
    {
        money = Money.Zero;
        var plain = Plain(text);
        var factor = 1m;
        foreach (var (suffix, times) in Suffixes)
        {
            if (plain.EndsWith(suffix, StringComparison.Ordinal))
            {
                plain = plain[..^suffix.Length];
                factor *= times;
                break;
            }
        }

        if (plain.Length is 0 or > 24 || !IsGroupedWell(plain)
            || !decimal.TryParse(plain.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        if (number > Money.Limit / 100m / factor)
        {
            return false;
        }

        money = Money.FromMajor(number * factor);
        return true;
    }

    private static string Plain(string? text)
    {
        var plain = new StringBuilder((text ?? "").Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant());
        foreach (var sign in (string[])["cn¥", "¥", "$", "€", " ", "'"])
        {
            plain.Replace(sign, "");
        }

        return plain.ToString();
    }

    private static bool IsGroupedWell(string number)
    {
        var whole = number.Split('.')[0];
        var groups = whole.Split(',');
        return groups.Length == 1 || (groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length is 3));
    }
}
