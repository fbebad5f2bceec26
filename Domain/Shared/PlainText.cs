using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SiCrm.Domain.Shared;

/// <summary>
/// Text as it is kept, whichever door it came through: composed (NFC), without control characters, direction overrides
/// and halves of characters; blank becomes null.
/// </summary>
public static class PlainText
{
    private static readonly SearchValues<char> Settled =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Concat(Enumerable.Range(0x4E00, 0x9FFF - 0x4E00 + 1)).Select(code => (char)code)]);

    /// <summary>One line: every run of white space is one space.</summary>
    public static string? Line(string? text) => Clean(text, keepLines: false);

    /// <summary>Several lines, ended by <c>\n</c>.</summary>
    public static string? Lines(string? text) => Clean(text, keepLines: true);

    /// <summary>The text in compatibility form and lower case: what keys and search are made of; never throws.</summary>
    public static string Folded(string? text) => IsSettled(text) ? text.ToLowerInvariant() : Whole(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>What tells written numbers and names from each other: neither case nor width nor spaces do.</summary>
    public static string KeyOf(string? text) => Folded(Line(text)).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The first characters that fit, without cutting one in half.</summary>
    public static string Cut(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static string? Clean(string? text, bool keepLines)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var c in (IsSettled(text) ? text : Whole(text).Normalize(NormalizationForm.FormC)).ReplaceLineEndings("\n"))
        {
            if (c == '\n' && keepLines)
            {
                kept.Append(c);
            }
            else if (char.IsWhiteSpace(c))
            {
                kept.Append(kept.Length == 0 || kept[^1] is ' ' or '\n' ? "" : " ");
            }
            else if (!IsRefused(c))
            {
                kept.Append(c);
            }
        }

        return kept.ToString().Trim() is { Length: > 0 } clean ? clean : null;
    }

    /// <summary>Nothing but ASCII and Chinese characters: no form of normalisation changes it, so none is paid for.</summary>
    private static bool IsSettled([NotNullWhen(true)] string? text) =>
        text is not null && text.AsSpan().IndexOfAnyExcept(Settled) < 0;

    private static bool IsRefused(char c) =>
        char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFE' or '\uFFFF';

    /// <summary>Half a surrogate pair is no character, and U+FFFE never is one: no encoding need keep them, and normalising them throws.</summary>
    private static string Whole(string? text) => text is null ? ""
        : text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\uFFFE', StringComparison.Ordinal) ? text
        : string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0xFFFE).Select(rune => rune.ToString()));
}
