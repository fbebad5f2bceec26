namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>
/// Keys of the file's own rows that are not in the database: of the present chunk, or of the whole file when nothing is
/// kept. Sixteen bytes a key, so that a check of a million rows stays small.
/// </summary>
internal sealed class Seen
{
    private readonly Dictionary<ulong, int> _rows = [];

    public void Clear() => _rows.Clear();

    /// <summary>The first row that had the key; null for an empty key and one not seen.</summary>
    public int? RowOf(string key) => key.Length > 0 && _rows.TryGetValue(Hash(key), out var row) ? row : null;

    public void Add(string key, int row)
    {
        if (key.Length > 0)
        {
            _rows.TryAdd(Hash(key), row);
        }
    }

    /// <summary>FNV-1a; with 64 bits a million keys collide once in thirty million files.</summary>
    private static ulong Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
