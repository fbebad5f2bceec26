using System.Globalization;
using System.Text;

namespace SiCrm.Infrastructure.Customers.Contacts;

public enum VCardVersion
{
    V3,
    V4,
}

/// <summary>Writes visiting cards, 3.0 for phones and 4.0, in UTF-8 with lines folded at 75 bytes.</summary>
public static class VCardWriter
{
    private const int Fold = 75;

    public static string Write(VCard card, VCardVersion version)
    {
        ArgumentNullException.ThrowIfNull(card);
        var text = new StringBuilder();
        foreach (var line in Lines(card, version == VCardVersion.V4).OfType<string>())
        {
            AppendFolded(text, line);
        }

        return text.ToString();
    }

    private static IEnumerable<string?> Lines(VCard card, bool isFour) =>
    [
        "BEGIN:VCARD",
        isFour ? "VERSION:4.0" : "VERSION:3.0",
        $"FN:{Escaped(card.Name ?? "")}",
        $"N:{Escaped(card.Name ?? "")};;;;",
        card.Organisation is null && card.Department is null ? null : $"ORG:{Escaped(card.Organisation ?? "")};{Escaped(card.Department ?? "")}",
        Line("TITLE", card.Title),
        Line(isFour ? "TEL;TYPE=cell" : "TEL;TYPE=CELL", card.Mobile),
        Line(isFour ? "TEL;TYPE=work" : "TEL;TYPE=WORK", card.WorkPhone),
        Line(isFour ? "EMAIL;TYPE=work" : "EMAIL;TYPE=INTERNET", card.Email),
        Line("X-WECHAT", card.Messenger),
        card.Birthday is { } day ? $"BDAY:{day.ToString(isFour ? "yyyyMMdd" : "yyyy-MM-dd", CultureInfo.InvariantCulture)}" : null,
        Line("NOTE", card.Note),
        "END:VCARD",
    ];

    private static string? Line(string name, string? value) => value is null ? null : $"{name}:{Escaped(value)}";

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal);

    /// <summary>No character is cut in two.</summary>
    private static void AppendFolded(StringBuilder text, string line)
    {
        var width = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (width + rune.Utf8SequenceLength > Fold)
            {
                text.Append("\r\n ");
                width = 1;
            }

            text.Append(rune);
            width += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
