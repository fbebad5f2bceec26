using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access;

/// <summary>Somebody as lists and choices need him.</summary>
public sealed record Colleague(long Id, string Name, long? TeamId, long? RegionId, DateOnly? ActiveFrom, DateOnly? ActiveUntil, IReadOnlyList<Role> Roles)
{
    public bool IsActive(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || day <= ActiveUntil);

    /// <summary>Whether he works on leads, and so can own one.</summary>
    public bool TakesLeads(AccessMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.ScopeOf(Roles, RecordType.Lead, AccessAction.Write) != Scope.None;
    }
}

/// <summary>People, teams and regions by their numbers: what every list shows, and no list should join for.</summary>
public sealed record OrganisationFacts(
    IReadOnlyDictionary<long, Colleague> People, IReadOnlyDictionary<long, string> Teams, IReadOnlyDictionary<long, string> Regions)
{
    /// <summary>Which region a team belongs to.</summary>
    public IReadOnlyDictionary<long, long?> RegionOfTeam { get; init; } = new Dictionary<long, long?>();

    public string? Person(long? id) => id is { } key && People.TryGetValue(key, out var person) ? person.Name : null;

    public string? Team(long? id) => id is { } key ? Teams.GetValueOrDefault(key) : null;

    public string? Region(long? id) => id is { } key ? Regions.GetValueOrDefault(key) : null;

    /// <summary>Who can be an owner of what the viewer's scope reaches, by name.</summary>
    public IEnumerable<Colleague> OwnersFor(Viewer viewer, AccessAction action, DateOnly today) => People.Values
        .Where(person => person.TakesLeads(viewer.Matrix) && person.IsActive(today))
        .Where(person => viewer.ScopeOf(RecordType.Lead, action) switch
        {
            Scope.All => true,
            Scope.Region => viewer.RegionId is not null && person.RegionId == viewer.RegionId,
            Scope.Team => viewer.TeamId is not null && person.TeamId == viewer.TeamId,
            Scope.Own => person.Id == viewer.PersonId,
            _ => false,
        })
        .OrderBy(person => person.Name, StringComparer.Ordinal);
}

/// <summary>Holds the <see cref="OrganisationFacts"/> of this process: read again after a minute, or when a number is asked for that it does not know.</summary>
public sealed class Organisation(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    private OrganisationFacts? Fresh => _held is { } held && clock.GetElapsedTime(held.At) < Kept ? held.Facts : null;

    /// <summary>After somebody was added, renamed or moved.</summary>
    public void Forget() => _held = null;

    public async ValueTask<OrganisationFacts> ReadAsync(CrmDbContext db, CancellationToken cancel = default)
    {
        if (Fresh is { } known)
        {
            return known;
        }

        await _reading.WaitAsync(cancel);
        try
        {
            if (Fresh is { } read)
            {
                return read;
            }

            var facts = await FromAsync(db, cancel);
            _held = new Held(facts, clock.GetTimestamp());
            return facts;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The same, read again if it does not know one of these people.</summary>
    public async ValueTask<OrganisationFacts> ReadAsync(CrmDbContext db, IEnumerable<long?> people, CancellationToken cancel = default)
    {
        var facts = await ReadAsync(db, cancel);
        if (people.All(id => id is null || facts.People.ContainsKey(id.Value)))
        {
            return facts;
        }

        Forget();
        return await ReadAsync(db, cancel);
    }

    public void Dispose() => _reading.Dispose();

    private static async Task<OrganisationFacts> FromAsync(CrmDbContext db, CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().ToListAsync(cancel);
        var teams = await db.Teams.AsNoTracking().ToListAsync(cancel);
        return new OrganisationFacts(
            people.ToDictionary(p => p.Id, p => new Colleague(p.Id, p.Name, p.TeamId, p.RegionId, p.ActiveFrom, p.ActiveUntil, [.. p.Roles])),
            teams.ToDictionary(team => team.Id, team => team.Name),
            await db.Regions.AsNoTracking().ToDictionaryAsync(region => region.Id, region => region.Name, cancel))
        {
            RegionOfTeam = teams.ToDictionary(team => team.Id, team => (long?)team.RegionId),
        };
    }

    private sealed record Held(OrganisationFacts Facts, long At);
}
