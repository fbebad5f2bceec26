using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>Somebody that a file names; without an id while he is not made.</summary>
internal sealed record Named(string Name, long Id, long? TeamId);

/// <summary>
/// People by name. One that nobody knows is made inactive: he owns history and can't sign in; his region is the first
/// word of his name (<c>West Rep 2</c>), as such logs have it.
/// </summary>
internal sealed class PeopleBook
{
    private readonly ImportJob _job;
    private readonly RegionBook _regions;
    private readonly Dictionary<string, Named?> _people;
    private readonly HashSet<string> _made = [];
    private int _new;

    private PeopleBook(ImportJob job, RegionBook regions, Dictionary<string, Named?> people) =>
        (_job, _regions, _people) = (job, regions, people);

    public static async Task<PeopleBook> OpenAsync(ImportJob job, CancellationToken cancel)
    {
        var people = await job.Db.People.AsNoTracking().Select(person => new Named(person.Name, person.Id, person.TeamId)).ToListAsync(cancel);
        return new PeopleBook(job, await RegionBook.OpenAsync(job, cancel), people.GroupBy(person => ColumnName.Key(person.Name))
            .ToDictionary(group => group.Key, group => group.Count() == 1 ? group.Single() : null));
    }

    /// <summary>A stand-in with a negative id for one who would be made; null when the name is of two people, or may not be made.</summary>
    public Named? Find(string name)
    {
        var key = ColumnName.Key(name);
        if (_people.TryGetValue(key, out var known))
        {
            return known;
        }

        return _job.MayCreate && key.Length > 0 ? _people[key] = new Named(name, -(++_new), null) : null;
    }

    /// <summary>The person for a stand-in, made now; while nothing is kept he is only told.</summary>
    public async Task<Named> MakeAsync(Named named, ImportOutcome outcome, CancellationToken cancel)
    {
        var key = ColumnName.Key(named.Name);
        if (named.Id > 0 || !_made.Add(key))
        {
            return _people[key] ?? named;
        }

        var words = named.Name.Split(' ', 2);
        var region = words.Length == 2 && _regions.MayBecome(words[0]) ? await _regions.IdAsync(words[0], outcome, cancel) : (long?)null;
        if (_job.Keeps)
        {
            var person = new Person(named.Name, null, null, region, null);
            _job.Db.People.Add(person);
            await _job.Db.SaveChangesAsync(cancel);
            named = named with { Id = person.Id };
        }

        outcome.Created(ImportNoteKind.PersonCreated, named.Name, _job.Keeps ? named.Id : null);
        _people[key] = named;
        return named;
    }
}
