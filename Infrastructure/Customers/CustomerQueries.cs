using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>The only door to customers, and to what hangs on them: every query begins here.</summary>
public static class CustomerQueries
{
    private const int Recent = 2000;

    /// <summary>The customers that the viewer's scope reaches for the action; an indexed predicate, never a list of ids.</summary>
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, action) switch
        {
            Scope.All => customers,
            Scope.Region when viewer.RegionId is { } region => customers.Where(customer => customer.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => customers.Where(customer => customer.TeamId == team),
            Scope.None => customers.Where(customer => false),
            _ when viewer.PersonId is { } person => customers.Where(customer => customer.OwnerId == person),
            _ => customers.Where(customer => false),
        };
    }

    /// <summary>The contacts of the customers that the viewer's scope reaches; each carries what the scope asks for.</summary>
    public static IQueryable<Contact> VisibleTo(this IQueryable<Contact> contacts, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.ScopeOf(RecordType.Customer, action) switch
        {
            Scope.All => contacts,
            Scope.Region when viewer.RegionId is { } region => contacts.Where(contact => contact.RegionId == region),
            Scope.Team or Scope.Region when viewer.TeamId is { } team => contacts.Where(contact => contact.TeamId == team),
            Scope.None => contacts.Where(contact => false),
            _ when viewer.PersonId is { } person => contacts.Where(contact => contact.OwnerId == person),
            _ => contacts.Where(contact => false),
        };
    }

    public static IQueryable<Customer> Kept(this IQueryable<Customer> customers) => customers.Where(customer => customer.ArchivedAt == null);

    public static IQueryable<Contact> Kept(this IQueryable<Contact> contacts) => contacts.Where(contact => contact.ArchivedAt == null);

    /// <summary>A customer as its verbs need it: with its contacts, which follow its owner and region.</summary>
    public static IQueryable<Customer> ForChange(this IQueryable<Customer> customers) => customers.Include(customer => customer.Contacts);

    /// <summary>The industries of the newest customers in the viewer's reach; no list of all is kept or counted.</summary>
    public static async Task<IReadOnlyList<string>> IndustriesAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Customers.VisibleTo(viewer).OrderByDescending(customer => customer.CreatedAt).ThenByDescending(customer => customer.Id).Take(Recent)
            .Where(customer => customer.Industry != null).Select(customer => customer.Industry ?? "").Distinct().Take(50).ToListAsync(cancel);
    }
}
