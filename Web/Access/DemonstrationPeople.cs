using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access;

/// <summary>Somebody whom a developer may become by one click.</summary>
public sealed record DemonstrationPerson(long AccountId, string Name, string? Team, IReadOnlyList<Role> Roles);

/// <summary>What the sign-in page shows.</summary>
public sealed record SignInPage(SignInForm Form, IReadOnlyList<DemonstrationPerson> People);

/// <summary>The people of the demonstration company: in Development only, and only who has no password.</summary>
internal static class DemonstrationPeople
{
    public static async Task<IReadOnlyList<DemonstrationPerson>> ListAsync(CrmDbContext db, HttpContext http, DateOnly today)
    {
        if (!http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            return [];
        }

        var people = await (
            from person in db.People.AsNoTracking()
            join account in db.Users on person.Id equals account.PersonId
            join team in db.Teams on person.TeamId equals team.Id into teams
            from team in teams.DefaultIfEmpty()
            where account.PasswordHash == null
            orderby person.Id
            select new { AccountId = account.Id, Person = person, Team = team == null ? null : team.Name }).Take(200).ToListAsync();
        return [.. people.Where(row => row.Person.IsActive(today))
            .Select(row => new DemonstrationPerson(row.AccountId, row.Person.Name, row.Team, [.. row.Person.Roles]))];
    }
}
