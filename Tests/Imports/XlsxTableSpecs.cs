using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Tests.Imports;

public sealed class XlsxTableSpecs
{
    private static readonly string Header = Workbook.Text("Company") + Workbook.Text("Amount") + Workbook.Text("Captured At");

    [Fact]
    public void Inline_strings_numbers_and_dates_are_read_as_people_see_them()
    {
        var book = Workbook.Of(Header, Workbook.Text("华信 &amp; Co") + Workbook.Number("1234.5") + Workbook.Number("40817.0260416667", 2))
            .WithDateStyles();

        Assert.Equal(["华信 & Co", "1234.5", "2011-10-01T00:37:30.000"], Tables.FirstRow(book.Zip()));
    }

    [Theory]
    [InlineData("40817", 1, "2011-10-01")]
    [InlineData("59", 1, "1900-02-28")]
    [InlineData("61", 1, "1900-03-01")]
    [InlineData("40817", 3, "40817")]
    [InlineData("0.30000000000000004", 0, "0.3")]
    [InlineData("3.6E5", 0, "360000")]
    [InlineData("13812345678", 0, "13812345678")]
    public void A_number_is_a_date_only_by_its_style(string value, int style, string text)
    {
        var book = Workbook.Of(Workbook.Text("a"), Workbook.Number(value, style)).WithDateStyles();

        Assert.Equal([text], Tables.FirstRow(book.Zip()));
    }

    [Fact]
    public void Days_are_counted_from_1904_where_the_workbook_says_so()
    {
        var book = Workbook.Of(Workbook.Text("a"), Workbook.Number("39355", 1)).WithDateStyles();
        book.With("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + "<workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" r:id=\"rId1\"/></sheets></workbook>");

        Assert.Equal(["2011-10-01"], Tables.FirstRow(book.Zip()));
    }

    [Fact]
    public void Shared_strings_are_read_with_their_runs_and_without_their_reading()
    {
        var book = Workbook.Of("<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>").WithStrings(
            "<t>Company</t>", "<r><t>上海</t></r><r><t xml:space=\"preserve\"> 华信_x000A_</t></r><rPh sb=\"0\" eb=\"1\"><t>shanghai</t></rPh>");

        Assert.Equal(["上海 华信\n"], Tables.FirstRow(book.Zip()));
    }

    [Fact]
    public void Gaps_are_kept_and_rows_have_their_own_numbers()
    {
        var book = new Workbook().With("xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r=\"3\"><c r=\"A3\" t=\"str\"><v>a</v></c><c r=\"C3\" t=\"str\"><v>c</v></c></row>"
            + "<row r=\"4\"/><row r=\"9\"><c r=\"C9\"><v>7</v></c></row></sheetData></worksheet>");

        using var table = Tables.Open(book.Zip());

        Assert.Equal(["a", "", "c"], table.Header);
        var row = Assert.Single(table.Rows());
        Assert.Equal((9, "", "7"), (row.Number, row[0], row[2]));
    }

    [Fact]
    public void A_formula_gives_what_it_last_came_to_and_is_reported_when_it_never_did()
    {
        var rows = Tables.Rows(Workbook.Of(
            Workbook.Text("a"),
            "<c r=\"A2\"><f>1+1</f><v>2</v></c>",
            "<c r=\"A3\"><f>HYPERLINK(\"http://x\")</f></c>",
            "<c r=\"A4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>").Zip());

        Assert.Equal("2", rows[0][0]);
        Assert.Equal([null, "ImportFormulaWithoutValue", "ImportCellError"], rows.Select(row => row.Fault?.Code));
        Assert.Equal(["A4", "#DIV/0!"], rows[2].Fault!.Args);
    }

    [Fact]
    public void Only_the_first_visible_sheet_counts()
    {
        var book = Workbook.Of(Workbook.Text("a"), Workbook.Text("1")).With("xl/workbook.xml",
            "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
            + "<sheet name=\"Lists\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"A\" r:id=\"rId1\"/></sheets></workbook>");

        Assert.Equal(["1"], Tables.FirstRow(book.Zip()));
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_inflated()
    {
        var book = Workbook.Of(Workbook.Text("a"), Workbook.Text(new string('x', 60_000_000))).Zip();
        var clock = Stopwatch.StartNew();

        Assert.Equal("ImportWorkbookTooLarge", Tables.RefusalOf(book));

        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void More_than_two_hundred_megabytes_are_refused_also_when_they_pack_badly()
    {
        var limits = TableLimits.Default with { InflatedBytes = 100_000 };
        var noise = Convert.ToBase64String(RandomBytes(150_000));

        Assert.Equal("ImportWorkbookTooLarge", Tables.RefusalOf(Workbook.Of(Workbook.Text("a"), Workbook.Text(noise)).Zip(), limits));
    }

    [Fact]
    public void A_directory_that_lies_about_sizes_gains_nothing()
    {
        var zip = Workbook.Of(Workbook.Text("a"), Workbook.Text(new string('x', 5_000_000))).Zip().ToArray();
        Understate(zip, "xl/worksheets/sheet1.xml");

        Assert.Contains(Tables.RefusalOf(new MemoryStream(zip)), new[] { "ImportWorkbookBroken", "ImportWorkbookTooLarge" });
    }

    [Fact]
    public void An_archive_of_thousands_of_parts_is_refused()
    {
        var book = Workbook.Of(Workbook.Text("a"));
        for (var i = 0; i < 1_000; i++)
        {
            book.With($"xl/media/{i}.xml", "");
        }

        Assert.Equal("ImportWorkbookTooManyParts", Tables.RefusalOf(book.Zip()));
    }

    [Fact]
    public void More_shared_strings_than_a_sheet_could_need_are_refused()
    {
        var book = Workbook.Of(Workbook.Text("a")).WithStrings("<t>1</t>", "<t>2</t>", "<t>3</t>");

        Assert.Equal("ImportWorkbookTooManyStrings", Tables.RefusalOf(book.Zip(), TableLimits.Default with { SharedStrings = 2 }));
    }

    [Fact]
    public void A_billion_laughs_are_refused_at_once()
    {
        var laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"lol\">"
            + string.Concat(Enumerable.Range(1, 9).Select(i =>
                $"<!ENTITY {(char)('a' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i - 1)};", 10))}\">"))
            + "]><worksheet><sheetData><row><c t=\"str\"><v>&j;</v></c></row></sheetData></worksheet>";
        var clock = Stopwatch.StartNew();

        Assert.Equal("ImportWorkbookBroken", Tables.RefusalOf(new Workbook().With("xl/worksheets/sheet1.xml", laughs).Zip()));

        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Deeply_nested_parts_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));

        Assert.Equal("ImportWorkbookTooDeep", Tables.RefusalOf(new Workbook().With("xl/worksheets/sheet1.xml", deep).Zip()));
    }

    [Fact]
    public void A_cell_of_megabytes_is_refused()
    {
        var book = Workbook.Of(Workbook.Text("a"), Workbook.Text(Convert.ToBase64String(RandomBytes(200_000))));

        Assert.Equal("ImportCellTooLong", Tables.RefusalOf(book.Zip()));
    }

    [Fact]
    public void A_zip_that_is_no_workbook_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("content.xml").Open().Dispose();
        }

        Assert.Equal("ImportFileNotATable", Tables.RefusalOf(file));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void A_workbook_cut_short_is_refused(double share)
    {
        var whole = Workbook.Of(Header, Workbook.Text("x")).Zip().ToArray();

        Assert.Equal("ImportWorkbookBroken", Tables.RefusalOf(new MemoryStream(whole[..(int)(whole.Length * share)])));
    }

    [Fact]
    public void A_broken_part_is_refused() =>
        Assert.Equal("ImportWorkbookBroken", Tables.RefusalOf(
            new Workbook().With("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</c></row>").Zip()));

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(2).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Writes 100 as the inflated size of one entry into the zip's central directory.</summary>
    private static void Understate(byte[] zip, string name)
    {
        var at = zip.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(name));
        BitConverter.TryWriteBytes(zip.AsSpan(at - 46 + 24), 100);
    }
}
