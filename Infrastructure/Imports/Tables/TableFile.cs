using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>A file with a header and rows, read from front to back in constant memory: CSV in its dialects, or the first sheet of an XLSX workbook.</summary>
public abstract class TableFile : IDisposable
{
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>The rows after the header, blank ones left out; can be asked for once.</summary>
    /// <exception cref="RuleBroken">The file breaks off in a way that no row can be blamed for.</exception>
    public abstract IEnumerable<TableRow> Rows();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>The header's cells, trimmed; blank ones at the end are no columns.</summary>
    protected static IReadOnlyList<string> HeaderOf(IReadOnlyList<string> cells, TableLimits limits)
    {
        var header = cells.Select(cell => cell.Trim()).ToList();
        while (header.Count > 0 && header[^1].Length == 0)
        {
            header.RemoveAt(header.Count - 1);
        }

        return header.Count switch
        {
            0 => throw new RuleBroken(new Refusal("ImportFileEmpty")),
            var count when count > limits.Columns => throw new RuleBroken(
                new Refusal("ImportTooManyColumns", count, limits.Columns)),
            _ => header,
        };
    }

    /// <summary>A cell beyond the last column means that the row is shifted: reading on would put values into wrong fields.</summary>
    protected Refusal? FaultOf(IReadOnlyList<string> cells) =>
        cells.Count > Header.Count && cells.Skip(Header.Count).Any(cell => !string.IsNullOrWhiteSpace(cell))
            ? new Refusal("ImportRowTooManyCells", cells.Count, Header.Count)
            : null;
}
