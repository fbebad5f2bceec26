using System.Runtime.CompilerServices;

namespace SiCrm.Infrastructure.Shared;

/// <summary>While one is worked on the next one is read, by another thread.</summary>
internal static class ReadAhead
{
    public static IAsyncEnumerable<IReadOnlyList<T>> ChunksAsync<TRow, T>(IEnumerable<TRow> rows, int size, Func<TRow, T> read, CancellationToken cancel) =>
        rows.Chunk(size).Select(chunk => (IReadOnlyList<T>)[.. chunk.Select(read)]).ToAsyncEnumerable().AheadAsync(cancel);

    public static async IAsyncEnumerable<T> AheadAsync<T>(this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var each = items.GetAsyncEnumerator(cancel);
        Task<bool> Next() => Task.Run(async () => await each.MoveNextAsync(), cancel);

        var next = Next();
        try
        {
            while (await next)
            {
                var item = each.Current;
                next = Next();
                yield return item;
            }
        }
        finally
        {
            // What is read from must not be closed under the reader.
            await Task.WhenAny(next);
        }
    }
}
