namespace SiCrm.Infrastructure.Shared;

/// <summary>Something that happened to a record, of one of several kinds.</summary>
public interface IHappening
{
    DateTime At { get; }

    /// <summary>Which table it is of: parts what happened at the same instant.</summary>
    int Kind { get; }

    long Id { get; }
}

/// <summary>Where a page of a timeline begins: everything older, the newest first, and of the same instant by kind and number.</summary>
public sealed class TimelinePlace
{
    private readonly KeysetCursor? _cursor;

    /// <param name="before">Where the page before ended, as <see cref="KeysetPage{TRow}.Next"/> said; null for the first page.</param>
    public TimelinePlace(string? before)
    {
        _cursor = KeysetCursor.Parse(before, null);
        At = KeysetCursor.Read(_cursor?.Key ?? "", typeof(DateTime)) as DateTime? ?? DateTime.UnixEpoch.AddYears(1000);
    }

    public DateTime At { get; }

    /// <summary>Of the rows of this kind and of the instant <see cref="At"/>, those with smaller numbers follow.</summary>
    public long Below(int kind) => _cursor is null || kind > _cursor.Leg ? long.MaxValue : kind == _cursor.Leg ? _cursor.Id : 0;

    /// <param name="all">Of each kind one more than a page takes, if there are so many.</param>
    public static KeysetPage<T> Page<T>(IEnumerable<T> all, int size)
        where T : IHappening
    {
        var rows = all.OrderByDescending(row => row.At).ThenBy(row => row.Kind).ThenByDescending(row => row.Id).Take(size + 1).ToList();
        var shown = rows.Take(size).ToList();
        var next = rows.Count > size ? new KeysetCursor(shown[^1].Kind, KeysetCursor.Write(shown[^1].At), shown[^1].Id, false) : null;
        return new(shown, null, next);
    }
}
