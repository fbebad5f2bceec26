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

    [Fact]
    public async Task A_share_is_a_part_of_one_to_programs_and_a_percentage_to_people()
    {
        using var file = new MemoryStream();
        await ExportTable.Of("t", ["Share", "Unknown", "Amount"], [[new ShareOf(1 / 3m), new ShareOf(null), new Money(123456)]]).WriteAsync(ExportFormat.Xlsx, new OneWay(file));
        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => error.Description));
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().Skip(3).ToList();

        Assert.Equal(["0.3333", "1234.56"], cells.Select(cell => cell.CellValue!.Text));
        Assert.Equal(["0.0%", "4"], cells.Select(cell => FormatOf(book, cell)));
        Assert.Equal("0.3333,,0.5000\n", await CsvAsync(new ShareOf(1 / 3m), new ShareOf(null), new ShareOf(0.5m)));
    }

    [Fact]
    public async Task Columns_are_as_wide_as_what_stands_in_them_and_the_head_stays()
    {
        using var file = new MemoryStream();
        await ExportTable.Of("t", ["No", "客户名称客户名称", "On", "Note"], Enumerable.Range(0, 60).Select(i => (IReadOnlyList<object?>)[i, "短", new DateOnly(2026, 11, 21), new string('x', 500)]))
            .WriteAsync(ExportFormat.Xlsx, new OneWay(file));
        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book).Select(error => error.Description));
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;

        Assert.Equal([8, 18, 12, 60], sheet.Descendants<Column>().Select(column => column.Width!.Value));
        Assert.Equal((1, PaneStateValues.Frozen), (sheet.Descendants<Pane>().Single().VerticalSplit!.Value, sheet.Descendants<Pane>().Single().State!.Value));
        Assert.Equal(61, sheet.Descendants<Row>().Count());
    }

    [Fact]
    public void A_workbook_has_every_amount_as_any_other_file_has_it() => Prop.ForAll(ArbMap.Default.ArbFor<long>(), minor =>
    {
        var amounts = new object?[] { new Money(minor), new Money(minor % 1000), new Money(minor % 100), Money.Zero, new Money(long.MinValue), new Money(-5) };
        Assert.Equal(amounts.Select(amount => amount!.ToString()), CellsAsync(amounts).GetAwaiter().GetResult().Select(cell => cell.CellValue!.Text));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task A_text_longer_than_a_cell_can_hold_is_cut_and_the_next_cell_is_whole()
    {
        var cells = await CellsAsync(new string('长', 40_000), "a\tb\nc\r\uFFFE\uDC00|");

        Assert.Equal([new string('长', 32_767), "a\tb\nc\r|"], cells.Select(cell => cell.InnerText));
    }

    [Fact]
    public async Task Columns_after_the_twenty_sixth_have_two_letters_and_after_the_702nd_three()
    {
        var cells = await CellsAsync([.. Enumerable.Range(0, 703).Select(i => (object?)i)]);

        Assert.Equal(["A2", "Z2", "AA2", "ZZ2", "AAA2"], new[] { 0, 25, 26, 701, 702 }.Select(i => cells[i].CellReference!.Value));
    }

    [Fact]
    public async Task A_workbook_whose_rows_cannot_be_read_fails()
    {
        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            for (var i = 0; i < 100_000; i++)
            {
                yield return [i];
            }

            await Task.Yield();
            throw new InvalidDataException("Half way.");
        }

        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => new ExportTable("t", ["c"], Rows()).WriteAsync(ExportFormat.Xlsx, new OneWay(Stream.Null)));
        Assert.Equal("Half way.", problem.Message);
    }

    [Fact]
    public async Task When_the_reader_of_a_workbook_goes_away_no_more_rows_are_read()
    {
        var (read, isOver) = (0, false);
        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            try
            {
                for (; read < 10_000_000; read++)
                {
                    yield return [Guid.NewGuid().ToString()];
                }

                await Task.Yield();
            }
            finally
            {
                isOver = true;
            }
        }

        await Assert.ThrowsAsync<IOException>(() => new ExportTable("t", ["c"], Rows()).WriteAsync(ExportFormat.Xlsx, new GoneAway()));
        Assert.True(isOver);
        Assert.InRange(read, 1, 200_000);
    }

    private static async Task<IReadOnlyList<Cell>> CellsAsync(params object?[] cells)
    {
        using var file = new MemoryStream();
        await ExportTable.Of("t", ["c"], [cells]).WriteAsync(ExportFormat.Xlsx, new OneWay(file));
        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().Skip(1)];
    }

    private static string? FormatOf(SpreadsheetDocument book, Cell cell)
    {
        var styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).NumberFormatId!.Value;
        return styles.NumberingFormats!.Elements<NumberingFormat>().FirstOrDefault(one => one.NumberFormatId!.Value == format)?.FormatCode!.Value ?? format.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<string> CsvAsync(params object?[] cells)
    {
        using var text = new StringWriter();
        await CsvExport.WriteAsync(ExportTable.Of("t", ["c"], [cells]), text, "\n");
        return text.ToString()["c\n".Length..];
    }

    /// <summary>As an answer's body: it can only be written, and only asynchronously.</summary>
    private class OneWay(Stream inner) : Stream
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

    /// <summary>As an answer's body whose reader hung up after a while.</summary>
    private sealed class GoneAway() : OneWay(Null)
    {
        private long _written;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            (_written += buffer.Length) > 200_000 ? throw new IOException("Gone away.") : ValueTask.CompletedTask;
    }
}
