using System.Collections.Concurrent;

namespace SiCrm.Web.Access.Audit;

/// <summary>The same within a minute is told once: whoever tries a thousand times is one line of the log, and no flood of it.</summary>
public sealed class TooOften(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new();

    public bool IsNew(string what)
    {
        var now = clock.GetUtcNow();
        if (_told.Count >= Most)
        {
            foreach (var old in _told.Where(pair => now - pair.Value > Kept))
            {
                _told.TryRemove(old);
            }
        }

        if (_told.TryGetValue(what, out var at) && now - at <= Kept)
        {
            return false;
        }

        if (_told.Count < Most)
        {
            _told[what] = now;
        }

        return true;
    }
}
