namespace SiCrm.Domain.Customers;

/// <summary>Where somebody stands on the map.</summary>
/// <param name="X">The middle, in columns; a superior stands over the middle of his people.</param>
/// <param name="Level">0 at the top.</param>
public sealed record RelationPlace(RelationPerson Person, double X, int Level, long? BelowId);

/// <summary>Lays the reporting lines out as trees beside each other; whoever reports to nobody on the map stands at the top.</summary>
public sealed record RelationLayout(IReadOnlyList<RelationPlace> Places, int Columns, int Levels)
{
    public static RelationLayout Of(IReadOnlyList<RelationPerson> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var walk = new Walk(people);
        foreach (var person in people.Where(person => !walk.HasSuperior(person)))
        {
            walk.Place(person, null, 0);
        }

        // What is left stands in a ring, which lines of several projects can make together: it is cut at its first one.
        foreach (var person in people.Where(person => !walk.IsPlaced(person)))
        {
            walk.Place(person, null, 0);
        }

        return new(walk.Places, walk.Columns, walk.Places.Select(place => place.Level + 1).DefaultIfEmpty(0).Max());
    }

    private sealed class Walk(IReadOnlyList<RelationPerson> people)
    {
        private readonly HashSet<long> _known = [.. people.Select(person => person.ContactId)];
        private readonly ILookup<long, RelationPerson> _below = people.Where(person => person.ReportsToId is not null).ToLookup(person => person.ReportsToId ?? 0);
        private readonly HashSet<long> _placed = [];

        public List<RelationPlace> Places { get; } = [];

        public int Columns { get; private set; }

        public bool HasSuperior(RelationPerson person) => person.ReportsToId is { } id && _known.Contains(id);

        public bool IsPlaced(RelationPerson person) => _placed.Contains(person.ContactId);

        public double? Place(RelationPerson person, long? belowId, int level)
        {
            if (!_placed.Add(person.ContactId))
            {
                return null;
            }

            var below = _below[person.ContactId].OrderByDescending(one => one.Influence).ThenBy(one => one.ContactId)
                .Select(one => Place(one, person.ContactId, level + 1)).OfType<double>().ToList();
            var x = below.Count > 0 ? (below[0] + below[^1]) / 2 : Columns++;
            Places.Add(new(person, x, level, belowId));
            return x;
        }
    }
}
