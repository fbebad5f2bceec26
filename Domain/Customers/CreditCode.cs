namespace SiCrm.Domain.Customers;

/// <summary>统一社会信用代码, the unified social credit code of GB 32100: seventeen signs and the one that proves them.</summary>
public static class CreditCode
{
    /// <summary>Digits and letters without I, O, S, V and Z, which are taken for others.</summary>
    private const string Signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const int Weight = 3;

    /// <summary>As it is kept: capitals, without spaces and hyphens; null for nothing.</summary>
    public static string? Cleaned(string? code)
    {
        var plain = string.Concat((code ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        return plain.Length == 0 ? null : plain;
    }

    /// <summary>Whether the last sign is the one that the others ask for.</summary>
    public static bool IsValid(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Length == CustomerLengths.CreditCode && code.All(Signs.Contains) && code[^1] == CheckSignOf(code[..^1]);
    }

    /// <summary>The eighteenth sign for the seventeen before it.</summary>
    public static char CheckSignOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var (sum, weight) = (0, 1);
        foreach (var sign in code)
        {
            sum += Signs.IndexOf(sign, StringComparison.Ordinal) * weight;
            weight = weight * Weight % Signs.Length;
        }

        return Signs[(Signs.Length - (sum % Signs.Length)) % Signs.Length];
    }
}
