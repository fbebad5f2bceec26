using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>The only door to customers, and to what hangs on them: every query begins here.</summary>
public static class CustomerQueries
{
    private const int Recent = 2000;

    private static readonly Door<Customer> Door = new(
        RecordType.Customer, customer => customer.Id, customer => customer.OwnerId, customer => customer.TeamId, customer => customer.RegionId,
        (_, shares) => shares.Of(RecordType.Customer));

    /// <summary>A customer's contacts are shared with it.</summary>
    private static readonly Door<Contact> ContactDoor = new(
        RecordType.Contact, contact => contact.Id, contact => contact.OwnerId, contact => contact.TeamId, contact => contact.RegionId,
        (contacts, shares) =>
        {
            var customers = shares.Of(RecordType.Customer);
            return contacts.Beside<Contact>().Where(contact => customers.Contains(contact.CustomerId)).Select(contact => contact.Id);
        });

    /// <summary>The customers that the viewer's scope reaches for the action, and those shared with him; indexed predicates, never a list of ids.</summary>
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.VisibleTo(customers, viewer, action);
    }

    /// <summary>The same for a list, whose pages walk an index.</summary>
    public static IReadOnlyList<IQueryable<Customer>> BranchesFor(
        this IQueryable<Customer> customers, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Door.Branches(customers, viewer, action);
    }

    /// <summary>The contacts of those customers; each carries what the scope asks for.</summary>
    public static IQueryable<Contact> VisibleTo(this IQueryable<Contact> contacts, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ContactDoor.VisibleTo(contacts, viewer, action);
    }

    public static IReadOnlyList<IQueryable<Contact>> BranchesFor(
        this IQueryable<Contact> contacts, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return ContactDoor.Branches(contacts, viewer, action);
    }

    /// <summary>Whether a share lets the viewer change the customer; asked only of somebody with shares.</summary>
    public static async Task<bool> IsCustomerSharedToWriteAsync(this CrmDbContext db, Viewer viewer, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.HasShares && await db.Customers.VisibleTo(viewer, AccessAction.Write).AnyAsync(customer => customer.Id == id, cancel);
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
