using System.Collections.Frozen;
using System.Text;

namespace SiCrm.Infrastructure.Access;

/// <summary>Passwords that are guessed first: a list with English and Chinese habits, and patterns that need no list.</summary>
public static class CommonPasswords
{
    private const string Rows = "abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba 01234567890123456789 98765432109876543210 qwertyuiop asdfghjkl zxcvbnm poiuytrewq lkjhgfdsa mnbvcxz";

    private static readonly Lazy<FrozenSet<string>> List = new(() => Read().ToFrozenSet(StringComparer.Ordinal));

    public static int Count => List.Value.Count;

    public static bool Has(string password)
    {
        var plain = password.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        var core = plain.Trim([.. "0123456789!@#$%^&*()-_=+.,?~ "]);
        return List.Value.Contains(plain) || List.Value.Contains(Unmasked(plain))
            || (core.Length >= 3 && (List.Value.Contains(core) || IsRepeated(core)) && plain.Length - core.Length <= 8)
            || plain.Distinct().Count() < 5 || IsRepeated(plain) || IsMostlyRow(plain);
    }

    /// <summary>Letters that are often written as signs.</summary>
    private static string Unmasked(string text) =>
        text.Replace('@', 'a').Replace('4', 'a').Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('$', 's').Replace('5', 's');

    /// <summary>A short piece over and over.</summary>
    private static bool IsRepeated(string text) => Enumerable.Range(1, Math.Min(6, text.Length / 2)).Any(length =>
        text.Select((c, i) => c == text[i % length]).All(same => same));

    /// <summary>A run of the alphabet, the digits or the keyboard is nearly all of it.</summary>
    private static bool IsMostlyRow(string text)
    {
        var inRows = Enumerable.Range(0, Math.Max(0, text.Length - 3)).Count(i => Rows.Contains(text.Substring(i, 4), StringComparison.Ordinal));
        return inRows + 3 >= text.Length - 3 && inRows > 0;
    }

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("SiCrm.Infrastructure.Access.CommonPasswords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
