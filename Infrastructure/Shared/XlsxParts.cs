using System.Text;
using System.Xml;

namespace SiCrm.Infrastructure.Shared;

/// <summary>The fixed parts of a workbook of one sheet.</summary>
internal static class XlsxParts
{
    public const string SheetEnd = "</sheetData></worksheet>";

    private const string View = Declaration + "<worksheet xmlns=\"" + Main + "\">"
        + "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
        + "<sheetFormatPr defaultRowHeight=\"15\"/>";

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <param name="widths">Of the columns, in digits.</param>
    public static string SheetStart(IReadOnlyList<int> widths) =>
        View + (widths.Count == 0 ? "" : $"<cols>{string.Concat(widths.Select((width, i) => $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{width}\" customWidth=\"1\"/>"))}</cols>") + "<sheetData>";

    public static IEnumerable<(string Path, string Content)> Of(string sheetName) =>
    [
        ("[Content_Types].xml", Declaration + $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Sheets}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Sheets}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{Sheets}.styles+xml"/></Types>
            """),
        ("_rels/.rels", Relations((Document + "/officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", Declaration + $"""
            <workbook xmlns="{Main}" xmlns:r="{Document}"><sheets><sheet name="{NameOf(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", Relations((Document + "/worksheet", "worksheets/sheet1.xml"), (Document + "/styles", "styles.xml"))),
        ("xl/styles.xml", Declaration + $"""
            <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="166" formatCode="0.0%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>
            """),
    ];

    /// <summary>Escapes, and leaves out what XML can't hold.</summary>
    public static void AppendText(StringBuilder line, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c))
            {
                line.Append(c).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(c))
            {
                _ = c switch
                {
                    '<' => line.Append("&lt;"),
                    '>' => line.Append("&gt;"),
                    '&' => line.Append("&amp;"),
                    '"' => line.Append("&quot;"),
                    '\r' => line.Append("&#13;"),
                    _ => line.Append(c),
                };
            }
        }
    }

    /// <summary>At most 31 characters, none of those that a sheet's name must not have.</summary>
    private static string NameOf(string sheetName)
    {
        var name = new StringBuilder();
        AppendText(name, new string([.. sheetName.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)).Take(31)]));
        return name.Length == 0 ? "SiCrm" : name.ToString();
    }

    private static string Relations(params (string Type, string Target)[] relations) =>
        Declaration + $"<Relationships xmlns=\"{Package}/relationships\">"
        + string.Concat(relations.Select((relation, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{relation.Type}\" Target=\"{relation.Target}\"/>"))
        + "</Relationships>";
}
