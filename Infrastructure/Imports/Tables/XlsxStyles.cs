using System.Globalization;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>Which cell styles show a number as a date: in a workbook a date is a count of days and nothing else.</summary>
internal sealed class XlsxStyles
{
    private readonly HashSet<int> _dateStyles = [];

    public XlsxStyles(XmlElements? xml)
    {
        if (xml is not null)
        {
            Load(xml);
        }
    }

    public bool IsDate(string style) =>
        int.TryParse(style, CultureInfo.InvariantCulture, out var index) && _dateStyles.Contains(index);

    private void Load(XmlElements xml)
    {
        var dateFormats = new HashSet<int>();
        while (xml.Read())
        {
            if (xml.Starts("numFmt") && ShowsDate(xml["formatCode"]))
            {
                dateFormats.Add(Number(xml["numFmtId"]));
            }
            else if (xml.Starts("cellXfs"))
            {
                LoadStyles(xml, dateFormats);
            }
        }
    }

    private void LoadStyles(XmlElements xml, HashSet<int> dateFormats)
    {
        var index = 0;
        foreach (var _ in xml.Inside())
        {
            if (xml.Starts("xf"))
            {
                var format = Number(xml["numFmtId"]);
                if (dateFormats.Contains(format) || IsBuiltInDate(format))
                {
                    _dateStyles.Add(index);
                }

                index++;
            }
        }
    }

    /// <summary>The ids that the format fixes; 27–36 and 50–58 are the East Asian dates.</summary>
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A code with a day, month, year, hour or second outside quotes, brackets and escapes.</summary>
    private static bool ShowsDate(string code)
    {
        char? closing = null;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (closing is not null)
            {
                closing = c == closing ? null : closing;
            }
            else if (c is '"' or '[')
            {
                closing = c == '"' ? '"' : ']';
            }
            else if (c is '\\' or '_' or '*')
            {
                i++;
            }
            else if ("dmyhsDMYHS年月日".Contains(c, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
