using System.Collections.Concurrent;
using System.Security.Claims;

namespace SiCrm.Web.Access;

/// <summary>Sessions ended on this node a moment ago: their cookies are refused before the next look into the database.</summary>
public sealed class EndedSessions(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new();

    public void Add(string session)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _ended.Where(pair => now - pair.Value > Kept))
        {
            _ended.TryRemove(old);
        }

        _ended[session] = now;
    }

    public bool Has(ClaimsPrincipal? user) =>
        !_ended.IsEmpty && user?.FindFirstValue(SignIns.SessionClaim) is { } session && _ended.ContainsKey(session);
}
