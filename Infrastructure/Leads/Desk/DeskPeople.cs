using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>The people whom the desk can hand leads to, with what they hold already.</summary>
public static class DeskPeople
{
    /// <summary>So far open leads are counted, by index; who has so many gets no more by any capacity.</summary>
    public const int MostCounted = 300;

    /// <summary>In one statement, whatever the number of people and leads.</summary>
    public static async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.People.AsNoTracking().MayTakeLeads(viewer, today).OrderBy(person => person.Name).ThenBy(person => person.Id)
            .Select(person => new
            {
                person.Id, person.Name, person.TeamId, person.RegionId, person.Knows, person.LeadCapacity,
                Team = db.Teams.Where(team => team.Id == person.TeamId).Select(team => team.Name).FirstOrDefault(),
                Region = db.Regions.Where(region => region.Id == person.RegionId).Select(region => region.Name).FirstOrDefault(),
                Open = db.Leads.Where(lead => lead.OwnerId == person.Id && lead.QuietSince != null).Take(MostCounted).Count(),
                IsRep = person.RoleRows.Any(row => row.Role == Role.Sales),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new Candidate(
            row.Id, row.Name, row.TeamId, row.Team, row.RegionId, row.Region, row.Knows, row.Open,
            row.LeadCapacity is { } capacity ? Math.Min(capacity, MostCounted) : null, row.IsRep))];
    }

    /// <summary>Active sales people and their managers, as far as the viewer's right to assign reaches.</summary>
    public static IQueryable<Person> MayTakeLeads(this IQueryable<Person> people, Viewer viewer, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var sales = people.Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)
            && person.RoleRows.Any(row => row.Role == Role.Sales || row.Role == Role.SalesManager));
        return viewer.ScopeOf(RecordType.Lead, AccessAction.Assign) switch
        {
            Scope.All => sales,
            Scope.Region when viewer.RegionId is { } region => sales.Where(person => person.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => sales.Where(person => person.TeamId == team),
            _ => sales.Where(person => false),
        };
    }
}
