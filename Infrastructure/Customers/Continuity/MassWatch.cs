namespace SiCrm.Infrastructure.Customers.Continuity;

/// <summary>What was not written down yet.</summary>
public sealed record MassAddition(long PersonId, MassKind Kind, long Hour, long Count);

/// <summary>Counts in memory, for the present hour, whose customers' pages somebody opens and how many rows he takes away.</summary>
public sealed class MassWatch(TimeProvider clock)
{
    private readonly Lock _counting = new();
    private readonly Dictionary<(long Person, MassKind Kind, long Hour), long> _counts = [];
    private readonly HashSet<(long Person, long Hour, long Customer)> _seen = [];

    private long Hour => clock.GetUtcNow().ToUnixTimeSeconds() / 3600;

    /// <summary>The pages of one customer count once an hour.</summary>
    public void Saw(long personId, long customerId)
    {
        lock (_counting)
        {
            if (_seen.Add((personId, Hour, customerId)))
            {
                Add(personId, MassKind.Views, 1);
            }
        }
    }

    public void Took(long personId, long rows)
    {
        lock (_counting)
        {
            Add(personId, MassKind.ExportedRows, rows);
        }
    }

    /// <summary>What came since the last time; the caller writes it down.</summary>
    public IReadOnlyList<MassAddition> Take()
    {
        lock (_counting)
        {
            var additions = _counts.Select(pair => new MassAddition(pair.Key.Person, pair.Key.Kind, pair.Key.Hour, pair.Value)).ToList();
            _counts.Clear();
            _seen.RemoveWhere(view => view.Hour < Hour);
            return additions;
        }
    }

    /// <summary>The database was out of reach; it is tried again.</summary>
    public void PutBack(IEnumerable<MassAddition> additions)
    {
        ArgumentNullException.ThrowIfNull(additions);
        lock (_counting)
        {
            foreach (var addition in additions)
            {
                var key = (addition.PersonId, addition.Kind, addition.Hour);
                _counts[key] = _counts.GetValueOrDefault(key) + addition.Count;
            }
        }
    }

    private void Add(long personId, MassKind kind, long count) =>
        _counts[(personId, kind, Hour)] = _counts.GetValueOrDefault((personId, kind, Hour)) + count;
}
