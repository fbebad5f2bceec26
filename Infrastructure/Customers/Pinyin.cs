using System.Collections.Frozen;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Customers;

/// <summary>How Chinese characters sound, without tones: one reading each, which is enough to find names that sound the same.</summary>
public static class Pinyin
{
    /// <summary>The longest key of a name.</summary>
    public const int Length = 400;

    private static readonly Lazy<FrozenDictionary<char, string>> Readings = new(() => Read().ToFrozenDictionary());

    /// <summary>The syllables of a name, parted by apostrophes; empty when it has fewer than two Chinese characters and so sounds like nothing in particular.</summary>
    public static string KeyOf(string nameKey)
    {
        ArgumentNullException.ThrowIfNull(nameKey);
        return nameKey.Count(Readings.Value.ContainsKey) < 2 ? "" : PlainText.Cut(Spelled(nameKey), Length);
    }

    private static string Spelled(string text)
    {
        var key = new StringBuilder(text.Length * 4);
        foreach (var c in text)
        {
            key = Readings.Value.TryGetValue(c, out var syllable) ? key.Append(syllable).Append('\'') : key.Append(c);
        }

        return key.ToString();
    }

    private static IEnumerable<KeyValuePair<char, string>> Read()
    {
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("SiCrm.Infrastructure.Customers.Pinyin.txt")
            ?? throw new InvalidOperationException("The readings of characters are not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var at = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var c in line[0] == '#' ? "" : line[(at + 1)..])
            {
                yield return KeyValuePair.Create(c, line[..at]);
            }
        }
    }
}
