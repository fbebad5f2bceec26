using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// An order that a list offers, and its pages: no page counts or passes over what it does not show, however deep it is.
/// Equal keys are parted by the id, rows that do not know the key come last, whichever way the order runs.
/// </summary>
/// <param name="legs">The last one takes every row.</param>
public sealed class KeysetOrder<T, TRow>(Func<TRow, long> id, params KeysetLeg<T, TRow>[] legs)
{
    /// <summary>Whether every row knows the key, so that a page takes two statements at most.</summary>
    public bool HasOneLeg => legs.Length == 1;

    /// <param name="project">Turns entities into rows; what it selects is all that is read.</param>
    public Task<KeysetPage<TRow>> PageAsync(IQueryable<T> all, Func<IQueryable<T>, IQueryable<TRow>> project, bool descending,
        KeysetCursor? cursor, int size, CancellationToken cancel = default) => PageAsync(all, rows => rows, project, descending, cursor, size, cancel);

    /// <param name="among">Chooses among the rows as they follow one another in the order.</param>
    public async Task<KeysetPage<TRow>> PageAsync(IQueryable<T> all, Func<IQueryable<T>, IQueryable<T>> among,
        Func<IQueryable<T>, IQueryable<TRow>> project, bool descending, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(among);
        ArgumentNullException.ThrowIfNull(project);
        var rows = new List<TRow>(size + 1);
        foreach (var stretch in Stretches(all, descending, cursor))
        {
            rows.AddRange(await project(among(stretch).Take(size + 1 - rows.Count)).ToListAsync(cancel));
            if (rows.Count > size)
            {
                break;
            }
        }

        return Page(rows, cursor, size);
    }

    /// <summary>Every row in the order, as it comes.</summary>
    public async IAsyncEnumerable<TRow> AllAsync(IQueryable<T> all, Func<IQueryable<T>, IQueryable<TRow>> project, bool descending)
    {
        ArgumentNullException.ThrowIfNull(project);
        foreach (var stretch in Stretches(all, descending, cursor: null))
        {
            await foreach (var row in project(stretch).AsAsyncEnumerable())
            {
                yield return row;
            }
        }
    }

    private IEnumerable<IQueryable<T>> Stretches(IQueryable<T> all, bool descending, KeysetCursor? cursor)
    {
        var isBackward = cursor?.IsBackward == true;
        var way = descending ^ isBackward;
        var first = cursor is not null && cursor.Leg < legs.Length ? cursor.Leg : -1;
        if (first >= 0 && cursor is not null)
        {
            foreach (var stretch in legs[first].After(all, cursor.Key, cursor.Id, way))
            {
                yield return stretch;
            }
        }

        for (var leg = isBackward ? first - 1 : first + 1; leg >= 0 && leg < legs.Length; leg += isBackward ? -1 : 1)
        {
            yield return legs[leg].From(all, way);
        }
    }

    private KeysetPage<TRow> Page(List<TRow> rows, KeysetCursor? cursor, int size)
    {
        var hasMore = rows.Count > size;
        var isBackward = cursor?.IsBackward == true;
        var shown = rows.Take(size).ToList();
        if (isBackward)
        {
            shown.Reverse();
        }

        var hasPrevious = isBackward ? hasMore : cursor is not null;
        var hasNext = isBackward || hasMore;
        return new(shown,
            hasPrevious && shown.Count > 0 ? CursorOf(shown[0], isBackward: true) : null,
            hasNext && shown.Count > 0 ? CursorOf(shown[^1], isBackward: false) : null);
    }

    private KeysetCursor CursorOf(TRow row, bool isBackward)
    {
        var leg = Enumerable.Range(0, legs.Length).First(index => legs[index].KeyOf(row) is not null);
        return new KeysetCursor(leg, legs[leg].KeyOf(row) ?? "", id(row), isBackward);
    }
}
