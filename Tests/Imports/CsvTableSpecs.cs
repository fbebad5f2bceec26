using System.Text;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Tests.Imports;

public sealed class CsvTableSpecs
{
    private const string Chinese = "线索编号,公司\nL-1,上海华信科技有限公司\nL-2,北京中科软件股份有限公司\n";

    public static readonly TheoryData<string> Encodings = ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", "gb18030"];

    [Theory, MemberData(nameof(Encodings))]
    public void Chinese_text_is_read_in_every_encoding_that_spreadsheets_write(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16le" => new UnicodeEncoding(false, true),
            "utf-16be" => new UnicodeEncoding(true, true),
            _ => Tables.Gb18030,
        };

        using var table = Tables.Open(Tables.File(Chinese, encoding));

        Assert.Equal(["线索编号", "公司"], table.Header);
        Assert.Equal(["上海华信科技有限公司", "北京中科软件股份有限公司"], table.Rows().Select(row => row[1]));
    }

    [Theory]
    [InlineData("latin1", "name;city\nMüller;Köln\nBjörk;Malmö\n")]
    [InlineData("big5", "公司,聯絡人\n臺灣電腦股份有限公司,陳先生\n國際貿易,劉經理\n")]
    public void An_encoding_that_can_only_be_guessed_is_refused(string name, string text)
    {
        var encoding = name == "latin1" ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding("big5")!;

        Assert.Equal("ImportEncodingUnknown", Tables.RefusalOf(Tables.File(text, encoding)));
    }

    [Fact]
    public void Utf8_with_a_broken_character_is_refused()
    {
        var bytes = new UTF8Encoding(false).GetBytes(Chinese);
        bytes[^5] = 0xFF;

        Assert.Equal("ImportEncodingUnknown", Tables.RefusalOf(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("a\tb\tc\n1\t2\t3\n")]
    [InlineData("sep=;\na;b;c\n1;2;3\n")]
    [InlineData("a;b;c\r\n\"1\";\"2\";\"3\"\r\n")]
    public void The_separator_is_found(string text)
    {
        using var table = Tables.Open(Tables.File(text));

        Assert.Equal(["a", "b", "c"], table.Header);
        Assert.Equal(["1", "2", "3"], table.Rows().Single().Cells);
    }

    [Fact]
    public void Quoted_cells_keep_separators_quotes_and_line_breaks()
    {
        var row = Tables.FirstRow(Tables.File("company,need\n\"Smith, Ltd.\",\"two\nlines, \"\"quoted\"\"\"\n"));

        Assert.Equal(["Smith, Ltd.", "two\nlines, \"quoted\""], row);
    }

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_shows_them()
    {
        var rows = Tables.Rows(Tables.File("a,b\n1,\"x\ny\"\n\n , \n2,z\n"));

        Assert.Equal([2, 5], rows.Select(row => row.Number));
    }

    [Fact]
    public void A_row_with_a_cell_too_many_is_reported_and_the_others_are_read()
    {
        var rows = Tables.Rows(Tables.File("company,amount\nA,1,200\nB,300\nC\nD,400,\n"));

        Assert.Equal(["ImportRowTooManyCells", null, null, null], rows.Select(row => row.Fault?.Code));
        Assert.Equal("", rows[2][1]);
    }

    [Fact]
    public void Text_after_a_closing_quote_is_reported()
    {
        var rows = Tables.Rows(Tables.File("a,b\n\"x\"y,1\nz,5\" disk\n"));

        Assert.Equal(["ImportRowTextAfterQuote", null], rows.Select(row => row.Fault?.Code));
        Assert.Equal("5\" disk", rows[1][1]);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_said_with_its_row()
    {
        var rows = Tables.Rows(Tables.File("a,b\n1,2\n3,\"never\n5,6\n7,8\n"));

        Assert.Equal("ImportQuoteNeverClosed", rows[1].Fault?.Code);
        Assert.Equal([3L], rows[1].Fault!.Args);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_a_large_file()
    {
        var text = "a,b\n1,\"never\n" + string.Concat(Enumerable.Repeat("3,4\n", 600_000));

        Assert.Equal("ImportQuoteNeverClosed", Tables.RefusalOf(Tables.File(text)));
    }

    [Fact]
    public void A_header_of_more_columns_than_any_table_has_is_refused()
    {
        var text = string.Join(',', Enumerable.Range(1, 201).Select(i => $"c{i}")) + "\n";

        Assert.Equal("ImportTooManyColumns", Tables.RefusalOf(Tables.File(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n , \n")]
    public void An_empty_file_is_refused(string text) => Assert.Equal("ImportFileEmpty", Tables.RefusalOf(Tables.File(text)));

    [Theory]
    [InlineData("%PDF-1.7 something", "ImportFileNotATable")]
    [InlineData("<!DOCTYPE html><table></table>", "ImportFileNotATable")]
    public void Another_kind_of_file_is_refused(string text, string code) => Assert.Equal(code, Tables.RefusalOf(Tables.File(text)));

    [Fact]
    public void An_old_or_encrypted_workbook_is_refused_with_its_own_advice() =>
        Assert.Equal("ImportFileOldExcel", Tables.RefusalOf(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])));

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        var noise = new byte[50_000];
        new Random(1).NextBytes(noise);

        Assert.Equal("ImportFileNotATable", Tables.RefusalOf(new MemoryStream(noise)));
        Assert.Equal("ImportFileNotATable", Tables.RefusalOf(new MemoryStream(new byte[1000])));
    }

    [Fact]
    public void The_same_content_has_the_same_hash_whatever_its_name()
    {
        var (one, other) = (FileScan.Of(Tables.File(Chinese)), FileScan.Of(Tables.File(Chinese + "L-3,x\n")));

        Assert.Equal(FileScan.Of(Tables.File(Chinese)).Sha256, one.Sha256);
        Assert.NotEqual(one.Sha256, other.Sha256);
    }
}
