using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>A cell's value as text: shared and inline strings, numbers without artefacts, dates by their style, what a formula last gave.</summary>
internal sealed class XlsxCells
{
    private readonly IReadOnlyList<string> _strings;
    private readonly XlsxStyles _styles;
    private readonly bool _from1904;

    public XlsxCells(XlsxArchive archive, XlsxBook book, TableLimits limits)
    {
        _from1904 = book.From1904;
        _strings = Strings(archive, book.StringsPath, limits);
        using var styles = book.StylesPath is null ? null : archive.Open(book.StylesPath);
        _styles = new XlsxStyles(styles);
    }

    /// <param name="xml">At the start of a cell; left at its end.</param>
    public (string Text, Refusal? Fault) Read(XmlElements xml)
    {
        var (type, style, reference) = (xml["t"], xml["s"], xml["r"]);
        var formula = false;
        string? value = null;
        foreach (var _ in xml.Inside())
        {
            formula |= xml.Starts("f");
            if (xml.Starts("v") || xml.Starts("is"))
            {
                value = xml.Text();
            }
        }

        return value is null
            ? ("", formula ? new Refusal("ImportFormulaWithoutValue", reference) : null)
            : TextOf(value, type, style, reference);
    }

    private (string Text, Refusal? Fault) TextOf(string value, string type, string style, string reference) => type switch
    {
        "s" => int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < _strings.Count
            ? (_strings[index], null)
            : throw XlsxArchive.Broken(),
        "e" => (value, new Refusal("ImportCellError", reference, value)),
        "b" => (value == "1" ? "TRUE" : "FALSE", null),
        "str" or "inlineStr" or "d" => (value, null),
        _ => (_styles.IsDate(style) ? DateText(value) : NumberText(value), null),
    };

    /// <summary>Fifteen digits, as the spreadsheet shows them: 0.1 + 0.2 is 0.3 to the person who typed it.</summary>
    private static string NumberText(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15
            ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture)
            : value;

    private string DateText(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days is < 0 or > 2_958_465)
        {
            return value;
        }

        // Day 60 is 29 February 1900, which never was; the count before it starts a day later.
        var at = DateTime.FromOADate(_from1904 ? days + 1462 : days < 60 ? days + 1 : days);
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    private static List<string> Strings(XlsxArchive archive, string? path, TableLimits limits)
    {
        var strings = new List<string>();
        using var xml = path is null ? null : archive.Open(path);
        while (xml is not null && xml.Read())
        {
            if (xml.Starts("si"))
            {
                strings.Add(xml.Text());
                if (strings.Count > limits.SharedStrings)
                {
                    throw new RuleBroken(new Refusal("ImportWorkbookTooManyStrings", limits.SharedStrings));
                }
            }
        }

        return strings;
    }
}
