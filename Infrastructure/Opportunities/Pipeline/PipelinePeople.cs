using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Opportunities.Pipeline;

/// <summary>Agents with their managers and regions; each manager's people are a team. Who is here already stays as he is.</summary>
internal sealed class PipelinePeople(CrmDbContext db, DateOnly activeFrom)
{
    private readonly Dictionary<string, Person> _people = [];

    public int Added { get; private set; }

    public Person? Find(string name) => _people.GetValueOrDefault(name);

    public async Task TakeAsync(TableSource source, CancellationToken cancel)
    {
        foreach (var person in await db.People.OrderBy(person => person.Id).ToListAsync(cancel))
        {
            _people.TryAdd(person.Name, person);
        }

        using var table = source.Open();
        var columns = PipelineColumns.Of(table.Header, "sales_agent", "manager", "regional_office");
        foreach (var row in table.Rows())
        {
            row.Fault.ThrowIfRefused();
            await TakeAsync(row[columns[0]].Trim(), row[columns[1]].Trim(), row[columns[2]].Trim(), cancel);
        }
    }

    private async Task TakeAsync(string agent, string manager, string office, CancellationToken cancel)
    {
        var region = await db.Regions.SingleOrDefaultAsync(row => row.Name == office, cancel) ?? await AddAsync(new Region(office), cancel);
        var team = await db.Teams.SingleOrDefaultAsync(row => row.Name == manager, cancel) ?? await AddAsync(new Team(manager, region.Id), cancel);
        var boss = await HireAsync(manager, team, Role.SalesManager, cancel);
        var person = await HireAsync(agent, team, Role.Sales, cancel);
        if (person.ManagerId is null && person != boss)
        {
            person.ReportTo(boss);
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task<Person> HireAsync(string name, Team team, Role role, CancellationToken cancel)
    {
        if (_people.TryGetValue(name, out var known))
        {
            return known;
        }

        Added++;
        return _people[name] = await AddAsync(new Person(name, null, team.Id, team.RegionId, activeFrom, role), cancel);
    }

    private async Task<T> AddAsync<T>(T row, CancellationToken cancel)
        where T : class
    {
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return row;
    }
}

internal static class PipelineColumns
{
    /// <summary>Where the columns stand.</summary>
    public static int[] Of(IReadOnlyList<string> header, params string[] names)
    {
        var places = names.Select(name => header.ToList().FindIndex(cell => string.Equals(cell.Trim(), name, StringComparison.OrdinalIgnoreCase))).ToArray();
        var missing = Array.IndexOf(places, -1);
        (missing < 0 ? null : new Refusal("PipelineColumnMissing", names[missing])).ThrowIfRefused();
        return places;
    }
}
