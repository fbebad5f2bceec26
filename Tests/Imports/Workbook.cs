using System.IO.Compression;
using System.Text;

namespace SiCrm.Tests.Imports;

/// <summary>A workbook written part by part, so that a test can say what no spreadsheet program would write.</summary>
public sealed class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, string> _parts = new()
    {
        ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ["_rels/.rels"] = Rels(("rId1", "officeDocument", "xl/workbook.xml")),
        ["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"Leads\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ["xl/_rels/workbook.xml.rels"] = Rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"), ("rId3", "styles", "styles.xml")),
    };

    public static Workbook Of(params string[] rows) => new Workbook().With("xl/worksheets/sheet1.xml",
        $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows.Select((row, i) => $"<row r=\"{i + 1}\">{row}</row>"))}</sheetData></worksheet>");

    public static string Text(string text) => $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>";

    public static string Number(string value, int style = 0) => $"<c s=\"{style}\"><v>{value}</v></c>";

    public Workbook With(string part, string xml)
    {
        _parts[part] = xml;
        return this;
    }

    public Workbook WithStrings(params string[] strings) => With("xl/sharedStrings.xml",
        $"<sst xmlns=\"{Main}\">{string.Concat(strings.Select(text => $"<si>{text}</si>"))}</sst>");

    /// <summary>Style 1 is a plain date, style 2 a custom one, style 3 a number that has a <c>d</c> in quotes only.</summary>
    public Workbook WithDateStyles() => With("xl/styles.xml",
        $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm:ss.000\"/><numFmt numFmtId=\"165\" formatCode=\"0&quot; days&quot;\"/></numFmts>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");

    public MemoryStream Zip()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, xml) in _parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        file.Position = 0;
        return file;
    }

    private static string Rels(params (string Id, string Kind, string Target)[] relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(r => $"<Relationship Id=\"{r.Id}\" Type=\"{Relations}/{r.Kind}\" Target=\"{r.Target}\"/>"))
        + "</Relationships>";
}
