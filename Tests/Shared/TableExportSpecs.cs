using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Tests.Shared;

public sealed class TableExportSpecs
{
    private const string Dangerous = "=+-@＝＋－＠\t\r";

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+86 10 68297732")]
    [InlineData("-cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData(" \u00A0\u200B=HYPERLINK(\"http://x\")")]
    [InlineData("\t=1")]
    [InlineData("\r\n=1")]
    [InlineData("\u0001＝1")]
    [InlineData("\u3000＋1")]
    [InlineData("\uFEFF-1-1")]
    public async Task A_text_that_a_spreadsheet_could_run_is_made_harmless(string text)
    {
        Assert.Equal($"\"'{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n", await CsvAsync(text));
    }

    [Fact]
    public void No_text_at_all_leaves_as_a_formula() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        foreach (var sign in Dangerous)
        {
            var cell = sign + (text ?? "");
            Assert.True(CsvExport.IsFormula(cell) || decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));
        }
    }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("-12.5", "-12.5")]
    [InlineData("Green Media", "Green Media")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("上海 = 北京", "上海 = 北京")]
    public async Task Other_texts_stay_as_they_are(string text, string cell) => Assert.Equal(cell, (await CsvAsync(text)).TrimEnd('\n'));

    [Fact]
    public async Task Numbers_days_and_amounts_have_one_plain_form() => Assert.Equal(
        "1234567,-1234.50,0.5000,2026-11-21,2026-11-21 08:05:00,\n",
        await CsvAsync(1234567L, new Money(-123450), 0.5000m, new DateOnly(2026, 11, 21), new DateTime(2026, 11, 21, 8, 5, 0), null));

    [Fact]
    public async Task A_download_begins_with_the_mark_of_utf_8()
    {
        using var file = new MemoryStream();
        await ExportTable.Of("t", ["名称"], [["值"]]).WriteAsync(ExportFormat.Csv, file);
        Assert.Equal("\uFEFF名称\r\n值\r\n", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public async Task A_workbook_is_valid_and_has_texts_as_texts()
    {
        using var file = new MemoryStream();
        await ExportTable.Of("Leads: [all]", ["Name", "Count", "Amount", "On"],
            [["=1+1\u0001 <&> 😀\ud800", 42L, new Money(123456), new DateOnly(2026, 11, 21)]]).WriteAsync(ExportFormat.Xlsx, new OneWay(file));
        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => error.Description));
        var workbook = book.WorkbookPart!;
        Assert.Equal("Leads all", workbook.Workbook!.Descendants<Sheet>().Single().Name);
        var cells = workbook.WorksheetParts.Single().Worksheet!.Descendants<Cell>().Skip(4).ToList();
        Assert.Equal((CellValues.InlineString, "=1+1 <&> 😀"), (cells[0].DataType!.Value, cells[0].InnerText));
        Assert.Equal(["42", "1234.56", "46347"], cells.Skip(1).Select(cell => cell.CellValue!.Text));
        Assert.Empty(workbook.WorksheetParts.Single().Worksheet!.Descendants<CellFormula>());
    }

    private static async Task<string> CsvAsync(params object?[] cells)
    {
        using var text = new StringWriter();
        await CsvExport.WriteAsync(ExportTable.Of("t", ["c"], [cells]), text, "\n");
        return text.ToString()["c\n".Length..];
    }

    /// <summary>As an answer's body: it can only be written, and only asynchronously.</summary>
    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
