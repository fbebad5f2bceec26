using System.Runtime.CompilerServices;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>While one chunk is written the next one is read.</summary>
internal static class ReadAhead
{
    public static async IAsyncEnumerable<IReadOnlyList<T>> ChunksAsync<T>(
        IEnumerable<TableRow> rows, int size, Func<TableRow, T> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var chunks = rows.Chunk(size).GetEnumerator();
        List<T>? Next() => chunks.MoveNext() ? [.. chunks.Current.Select(read)] : null;

        var next = Task.Run(Next, cancel);
        try
        {
            while (await next is { } chunk)
            {
                next = Task.Run(Next, cancel);
                yield return chunk;
            }
        }
        finally
        {
            // The file must not be closed under the reader.
            await Task.WhenAny(next);
        }
    }
}
