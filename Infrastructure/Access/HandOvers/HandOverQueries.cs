using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>The only door to hand-overs, and the people they are about.</summary>
public static class HandOverQueries
{
    /// <summary>Who may hand over everybody's work sees every hand-over, others those that they made.</summary>
    public static IQueryable<HandOver> VisibleTo(this IQueryable<HandOver> handOvers, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, AccessAction.Assign) == Scope.All
            ? handOvers
            : handOvers.Where(handOver => handOver.MadeById == viewer.PersonId && handOver.MadeById != null);
    }

    /// <summary>The colleagues whose work the viewer may give away, and to whom: his scope of the right to assign.</summary>
    public static IQueryable<Person> InHandOverReach(this IQueryable<Person> people, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, AccessAction.Assign) switch
        {
            Scope.All => people,
            Scope.Region when viewer.RegionId is { } region => people.Where(person => person.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => people.Where(person => person.TeamId == team),
            _ => people.Where(person => false),
        };
    }

    /// <summary>Who can take work over: active, in the viewer's reach, and in sales.</summary>
    public static IQueryable<Person> MayTakeOver(this IQueryable<Person> people, Viewer viewer, DateOnly today) => people.InHandOverReach(viewer)
        .Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)
            && person.RoleRows.Any(row => row.Role == Role.Sales || row.Role == Role.SalesManager));

    /// <summary>What the person answers for and would leave behind.</summary>
    public static async Task<OpenWork> OpenWorkAsync(this CrmDbContext db, long personId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var work = await db.People.Where(person => person.Id == personId).Select(person => new OpenWork(
            db.Customers.Count(customer => customer.OwnerId == person.Id && customer.ArchivedAt == null),
            db.Leads.Count(lead => lead.OwnerId == person.Id && lead.QuietSince != null && lead.ArchivedAt == null),
            db.Opportunities.Count(opportunity => opportunity.OwnerId == person.Id),
            db.PlanParticipants.Count(one => one.PersonId == person.Id && (one.LoggedMinutes == null || one.IsLead) && db.PlanActions.Open().Any(action => action.Id == one.ActionId)),
            db.Contracts.Unfinished().Count(contract => contract.ProjectManagerId == person.Id)))
            .SingleOrDefaultAsync(cancel);
        return work ?? new OpenWork(0, 0, 0);
    }
}

/// <summary>What somebody answers for.</summary>
/// <param name="Actions">Planned and not done yet, whether or not he leads them.</param>
/// <param name="Contracts">Those whose project manager he is, neither closed nor terminated.</param>
public sealed record OpenWork(int Customers, int Leads, int Opportunities, int Actions = 0, int Contracts = 0)
{
    public int Total => ToHandOver + Actions + Contracts;

    /// <summary>What a hand-over moves.</summary>
    public int ToHandOver => Customers + Leads + Opportunities;
}
