using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>A file's bytes: looked through once, and read as a table as often as need be.</summary>
/// <param name="bytes">Seekable; closed with the source.</param>
public sealed class TableSource(Stream bytes, TableLimits? limits = null) : IDisposable
{
    private FileScan? _scan;

    public FileScan Scan => _scan ??= FileScan.Of(bytes);

    /// <summary>The table from its beginning; one at a time.</summary>
    /// <exception cref="RuleBroken">It is no table that we read; the refusal says what it is and what to do.</exception>
    public TableFile Open()
    {
        Scan.Refusal.ThrowIfRefused();
        bytes.Position = 0;
        return Scan.IsWorkbook
            ? new XlsxTable(bytes, limits ?? TableLimits.Default)
            : new CsvTable(bytes, Scan.Encoding, limits ?? TableLimits.Default);
    }

    public void Dispose() => bytes.Dispose();
}
