using System.Text;

namespace SiCrm.Domain.Shared;

/// <summary>A piece of a text, and whether it is what somebody looks for.</summary>
public readonly record struct MarkedText(string Text, bool IsHit);

/// <summary>Where the words of a search stand in a text that it found.</summary>
public static class SearchMarks
{
    /// <param name="tokens">See <see cref="SearchText.Query"/>.</param>
    public static IReadOnlyList<MarkedText> Of(string? text, IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var marks = new bool[text.Length];
        var folded = string.Concat(text.Select(Folded));
        foreach (var token in tokens)
        {
            Mark(folded, token, marks);
        }

        return Pieces(text, marks);
    }

    /// <summary>Every character for itself, so that places stay what they are.</summary>
    private static char Folded(char sign) => PlainText.Folded(sign.ToString()) is [var one] ? one : sign;

    /// <summary>Latin words are found by their beginning only.</summary>
    private static void Mark(string folded, string token, bool[] marks)
    {
        var isCjk = SearchText.IsCjk(token.EnumerateRunes().First());
        for (var at = folded.IndexOf(token, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(token, at + 1, StringComparison.Ordinal))
        {
            if (isCjk || at == 0 || !char.IsLetterOrDigit(folded[at - 1]) || (Rune.TryCreate(folded[at - 1], out var before) && SearchText.IsCjk(before)))
            {
                Array.Fill(marks, true, at, token.Length);
            }
        }
    }

    private static List<MarkedText> Pieces(string text, bool[] marks)
    {
        var (pieces, begin) = (new List<MarkedText>(), 0);
        for (var at = 1; at <= text.Length; at++)
        {
            if (at == text.Length || marks[at] != marks[begin])
            {
                pieces.Add(new MarkedText(text[begin..at], marks[begin]));
                begin = at;
            }
        }

        return pieces;
    }
}
