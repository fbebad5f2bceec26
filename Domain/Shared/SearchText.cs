using System.Text;

namespace SiCrm.Domain.Shared;

/// <summary>
/// Normalised words for search: NFKC, lower-case; a run of Chinese characters becomes overlapping pairs
/// (a single character stays), Latin letters and digits stay words that are searched by prefix.
/// </summary>
public static class SearchText
{
    public static string Of(params string?[] parts) =>
        string.Join(' ', parts.SelectMany(Tokens).Distinct());

    /// <summary>The tokens of what somebody looks for; a telephone number in any spelling is looked for by its key.</summary>
    public static IReadOnlyList<string> Query(string? text) =>
        text is { Length: > 0 } && !text.EnumerateRunes().Any(Rune.IsLetter) && NameKey.OfPhone(text) is { Length: > 0 } phone
            ? [phone]
            : Tokens(text);

    /// <summary>The tokens of a text; of a query every one must match, Latin ones by prefix.</summary>
    public static IReadOnlyList<string> Tokens(string? text)
    {
        var (tokens, folded) = (new List<string>(), PlainText.Folded(text));
        var (begin, at, runIsCjk) = (0, 0, false);
        foreach (var rune in folded.EnumerateRunes())
        {
            var isWord = Rune.IsLetterOrDigit(rune);
            if (at > begin && (!isWord || IsCjk(rune) != runIsCjk))
            {
                Add(folded[begin..at], runIsCjk, tokens);
                begin = at;
            }

            at += rune.Utf16SequenceLength;
            (begin, runIsCjk) = (isWord ? begin : at, IsCjk(rune));
        }

        Add(folded[begin..at], runIsCjk, tokens);
        return tokens;
    }

    public static bool IsCjk(Rune rune) => rune.Value
        is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or (>= 0x3040 and <= 0x30FF);

    private static void Add(string run, bool isCjk, List<string> tokens)
    {
        if (isCjk)
        {
            tokens.AddRange(Pairs(run));
        }
        else if (run.Length > 0)
        {
            tokens.Add(run);
        }
    }

    private static IEnumerable<string> Pairs(string run)
    {
        var runes = run.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        return runes.Count == 1 ? runes : runes.Zip(runes.Skip(1), (first, second) => first + second);
    }
}
