using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.People;

/// <summary>People as administrators list and choose them.</summary>
internal static class PeopleQueries
{
    public const int PageSize = 100;
    private const int TrailLength = 20;

    /// <summary>By name; one row more than a page tells that there is a next one.</summary>
    /// <param name="activeOn">Only who works here on the day; null for everybody.</param>
    /// <param name="role">Only who has it; null for everybody.</param>
    public static async Task<List<PersonRow>> ListAsync(this CrmDbContext db, string? query, DateOnly? activeOn, Role? role, string? afterName, long afterId)
    {
        var people = db.People.AsNoTracking();
        if (!string.IsNullOrEmpty(query))
        {
            people = people.Where(person => person.Name.Contains(query) || (person.Email ?? "").Contains(query));
        }

        if (activeOn is { } day)
        {
            people = people.Where(person => person.ActiveFrom <= day && (person.ActiveUntil == null || person.ActiveUntil >= day));
        }

        if (role is { } asked)
        {
            people = people.Where(person => person.RoleRows.Any(row => row.Role == asked));
        }

        if (afterName is not null)
        {
#pragma warning disable CA1309, CA1310 // The database compares.
            people = people.Where(person => string.Compare(person.Name, afterName) > 0 || (person.Name == afterName && person.Id > afterId));
#pragma warning restore CA1309, CA1310
        }

        return await people.OrderBy(person => person.Name).ThenBy(person => person.Id).Take(PageSize + 1)
            .Select(person => new PersonRow(
                person.Id, person.Name, person.Email, db.Teams.Where(team => team.Id == person.TeamId).Select(team => team.Name).FirstOrDefault(),
                person.RoleRows.Select(row => row.Role).ToList(), person.ActiveFrom, person.ActiveUntil, person.LeadCapacity))
            .ToListAsync();
    }

    public static async Task<PersonChoices> ChoicesAsync(this CrmDbContext db, DateOnly today) => new(
        [.. (await db.Teams.AsNoTracking().OrderBy(team => team.Name).ToListAsync()).Select(team => Item(team.Id, team.Name))],
        [.. (await db.Regions.AsNoTracking().OrderBy(region => region.Name).ToListAsync()).Select(region => Item(region.Id, region.Name))],
        [.. (await db.People.AsNoTracking()
                .Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today))
                .Where(person => person.RoleRows.Any(row => row.Role == Role.SalesManager || row.Role == Role.GeneralManager
                    || row.Role == Role.ServiceManager || row.Role == Role.LeadCoordinator || row.Role == Role.Administrator))
                .OrderBy(person => person.Name).Select(person => new { person.Id, person.Name }).ToListAsync())
            .Select(person => Item(person.Id, person.Name))]);

    /// <summary>What was done to a person's entry, the latest first.</summary>
    public static Task<List<PersonTrail>> TrailAsync(this CrmDbContext db, long id) =>
        db.Timeline.AsNoTracking().Where(entry => entry.Subject == nameof(Person) && entry.SubjectId == id)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(TrailLength)
            .Select(entry => new PersonTrail(
                entry.Action, entry.At, db.People.Where(actor => actor.Id == entry.ActorId).Select(actor => actor.Name).FirstOrDefault(), entry.Details))
            .ToListAsync();

    private static SelectListItem Item(long id, string text) => new(text, id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

public sealed record PersonTrail(string Action, DateTime At, string? By, string? Details);

/// <summary>What the selects of the form offer.</summary>
public sealed record PersonChoices(IReadOnlyList<SelectListItem> Teams, IReadOnlyList<SelectListItem> Regions, IReadOnlyList<SelectListItem> Managers)
{
    /// <summary>The text of an id in the conflict page.</summary>
    public string? TextOf(string field, string value) => field switch
    {
        nameof(PersonForm.TeamId) => Teams,
        nameof(PersonForm.RegionId) => Regions,
        nameof(PersonForm.ManagerId) => Managers,
        _ => [],
    } is { } items ? items.FirstOrDefault(item => item.Value == value)?.Text : null;
}
