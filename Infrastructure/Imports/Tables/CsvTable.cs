using System.Text;
using CsvHelper;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>CSV with comma, semicolon, tab or bar, told by the first lines or by Excel's own <c>sep=</c>.</summary>
internal sealed class CsvTable : TableFile
{
    private readonly CsvReader _csv;
    private CsvMalformedReason? _malformed;

    public CsvTable(Stream file, Encoding? encoding, TableLimits limits)
    {
        _csv = CsvReader.Create(file, new CsvReaderOptions
        {
            Encoding = encoding,
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = limits.RecordBytes,
            OnMalformedRecord = record => _malformed = record.Reason,
        }, leaveOpen: true);
        try
        {
            Header = HeaderOf(FirstCells(), limits);
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Header { get; }

    public override IEnumerable<TableRow> Rows()
    {
        while (Read())
        {
            var cells = Cells();
            var row = new TableRow((int)_csv.RowNumber, cells, Malformed() ?? FaultOf(cells));
            if (row.Fault is not null || !row.IsBlank)
            {
                yield return row;
            }
        }
    }

    protected override void Dispose(bool disposing) => _csv.Dispose();

    private string[] FirstCells()
    {
        while (Read())
        {
            var cells = Cells();
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                Malformed().ThrowIfRefused();
                return cells;
            }
        }

        return [];
    }

    private bool Read()
    {
        _malformed = null;
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException)
        {
            throw new RuleBroken(new Refusal("ImportQuoteNeverClosed", _csv.RowNumber + 1));
        }
    }

    private string[] Cells()
    {
        var cells = new string[_csv.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = _csv.GetString(i);
        }

        return cells;
    }

    /// <summary>A quote within plain text is text (5" disk); the other kinds leave it open where a cell ends.</summary>
    private Refusal? Malformed() => _malformed switch
    {
        CsvMalformedReason.UnterminatedQuote => new Refusal("ImportQuoteNeverClosed", _csv.RowNumber),
        CsvMalformedReason.TextAfterClosingQuote => new Refusal("ImportRowTextAfterQuote"),
        _ => null,
    };
}
