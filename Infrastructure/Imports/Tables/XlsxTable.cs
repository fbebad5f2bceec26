using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>The first visible sheet of a workbook, row by row.</summary>
internal sealed class XlsxTable : TableFile
{
    private readonly XlsxArchive _archive;
    private readonly TableLimits _limits;
    private readonly XlsxCells _cells;
    private readonly XmlElements _sheet;
    private int _row;

    public XlsxTable(Stream file, TableLimits limits)
    {
        _limits = limits;
        _archive = new XlsxArchive(file, limits);
        try
        {
            var book = XlsxBook.Of(_archive);
            _cells = new XlsxCells(_archive, book, limits);
            _sheet = _archive.Open(book.SheetPath);
            Header = HeaderOf(FirstCells(), limits);
        }
        catch
        {
            _sheet?.Dispose();
            _archive.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Header { get; }

    public override IEnumerable<TableRow> Rows()
    {
        while (NextRow() is { } row)
        {
            if (row.Fault is not null || !row.IsBlank)
            {
                yield return row with { Fault = row.Fault ?? FaultOf(row.Cells) };
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _sheet.Dispose();
        _archive.Dispose();
    }

    private IReadOnlyList<string> FirstCells()
    {
        while (NextRow() is { } row)
        {
            if (!row.IsBlank)
            {
                return row.Cells;
            }
        }

        return [];
    }

    private TableRow? NextRow()
    {
        while (_sheet.Read())
        {
            if (_sheet.Starts("row"))
            {
                _row = int.TryParse(_sheet["r"], out var number) ? number : _row + 1;
                return ReadRow();
            }
        }

        return null;
    }

    private TableRow ReadRow()
    {
        var cells = new List<string>();
        Refusal? fault = null;
        foreach (var _ in _sheet.Inside())
        {
            if (_sheet.Starts("c"))
            {
                var column = ColumnOf(_sheet["r"], cells.Count);
                var (text, refusal) = _cells.Read(_sheet);
                fault ??= Put(cells, column, text) ?? refusal;
            }
        }

        return new TableRow(_row, cells, fault);
    }

    private Refusal? Put(List<string> cells, int column, string text)
    {
        if (column >= _limits.Columns)
        {
            return text.Length == 0 ? null : new Refusal("ImportTooManyColumns", column + 1, _limits.Columns);
        }

        while (cells.Count <= column)
        {
            cells.Add("");
        }

        cells[column] = text;
        return null;
    }

    /// <summary>The letters of a reference such as <c>AB12</c>, counted from zero; cells without one follow each other.</summary>
    private static int ColumnOf(string reference, int next)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z' || column > 100_000)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? next : column - 1;
    }
}
