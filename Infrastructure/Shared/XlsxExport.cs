using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace SiCrm.Infrastructure.Shared;

/// <summary>A workbook of one sheet, written by hand because the document library holds a whole sheet in memory.</summary>
internal static class XlsxExport
{
    private const int Portion = 65_536;
    private const int Measured = 50;

    /// <summary>Rows are read on one thread and compressed on another, never farther apart than this.</summary>
    private static readonly PipeOptions Between = new(
        pauseWriterThreshold: 16 * Portion, resumeWriterThreshold: 8 * Portion, minimumSegmentSize: Portion, useSynchronizationContext: false);

    public static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancel)
    {
        await using var output = new PatientStream(stream);
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var (path, content) in XlsxParts.Of(table.Name))
        {
            await using var part = await archive.CreateEntry(path).OpenAsync(cancel);
            await part.WriteAsync(XlsxParts.Encoding.GetBytes(content), cancel);
        }

        // Packed tighter, a long sheet would keep a processor four times as long.
        await using var sheet = await archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).OpenAsync(cancel);
        await WriteSheetAsync(sheet, table, cancel);
    }

    private static async Task WriteSheetAsync(Stream sheet, ExportTable table, CancellationToken cancel)
    {
        var pipe = new Pipe(Between);
        var packing = Task.Run(() => PackAsync(pipe.Reader, sheet, cancel), CancellationToken.None);
        try
        {
            await WriteRowsAsync(pipe.Writer, table, cancel);
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
            await packing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await packing;
    }

    private static async Task WriteRowsAsync(PipeWriter sheet, ExportTable table, CancellationToken cancel)
    {
        await using var read = table.Rows.GetAsyncEnumerator(cancel);
        var first = await FirstAsync(read);
        sheet.Write(XlsxParts.Encoding.GetBytes(XlsxParts.SheetStart(XlsxWidths.Of(table.Columns, first))));
        var rows = new XlsxRows(sheet);
        rows.AddHeader(table.Columns);
        var waiting = first.Sum(rows.Add);
        while (await read.MoveNextAsync())
        {
            waiting += rows.Add(read.Current);
            if (waiting < Portion)
            {
                continue;
            }

            if ((await sheet.FlushAsync(cancel)).IsCompleted)
            {
                // Nobody takes any more of it; why, the packing says.
                return;
            }

            waiting = 0;
        }

        sheet.Write(XlsxParts.Encoding.GetBytes(XlsxParts.SheetEnd));
    }

    /// <summary>By what the first rows hold the columns get their widths, which stand before all rows.</summary>
    private static async Task<List<IReadOnlyList<object?>>> FirstAsync(IAsyncEnumerator<IReadOnlyList<object?>> read)
    {
        var first = new List<IReadOnlyList<object?>>(Measured);
        while (first.Count < Measured && await read.MoveNextAsync())
        {
            first.Add(read.Current);
        }

        return first;
    }

    private static async Task PackAsync(PipeReader rows, Stream sheet, CancellationToken cancel)
    {
        try
        {
            await rows.CopyToAsync(sheet, cancel);
        }
        finally
        {
            await rows.CompleteAsync();
        }
    }
}
