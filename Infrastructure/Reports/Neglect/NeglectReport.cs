using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.Neglect;

/// <summary>
/// 盲区 <c>neglect</c>: customers and key contacts without a two-way touch beyond their cycle, by owner, worst first (product text,
/// section 3). Days over = today − the end of the cycle, which is the last two-way touch, or the first day, and the cycle's days.
/// </summary>
public static class NeglectReport
{
    private static readonly KeysetOrder<Customer, NeglectRow> WorstCustomers = new(
        row => row.Id, new KeysetLeg<Customer, NeglectRow, DateOnly?>(row => row.CareDueOn, row => row.DueOn));

    private static readonly KeysetOrder<Contact, NeglectRow> WorstContacts = new(
        row => row.Id, new KeysetLeg<Contact, NeglectRow, DateOnly?>(row => row.CareDueOn, row => row.DueOn));

    public static Task<KeysetPage<NeglectRow>> PageAsync(
        CrmDbContext db, Viewer viewer, NeglectFilter filter, NeglectPart part, KeysetCursor? cursor, int size, DateOnly today, CancellationToken cancel = default) =>
        part == NeglectPart.Contacts
            ? WorstContacts.PageAsync(Contacts(db, viewer, filter, today), rows => Rows(db, rows), descending: false, cursor, size, cancel)
            : WorstCustomers.PageAsync(Customers(db, viewer, filter, today), Rows, descending: false, cursor, size, cancel);

    /// <summary>Both kinds, worst first.</summary>
    public static IAsyncEnumerable<NeglectRow> AllAsync(CrmDbContext db, Viewer viewer, NeglectFilter filter, NeglectPart? part, DateOnly today)
    {
        var (customers, contacts) = (Rows(Customers(db, viewer, filter, today)), Rows(db, Contacts(db, viewer, filter, today)));
        var rows = part switch { NeglectPart.Customers => customers, NeglectPart.Contacts => contacts, _ => customers.Concat(contacts) };
        return rows.OrderBy(row => row.DueOn).ThenBy(row => row.CustomerId).ThenBy(row => row.ContactId).AsAsyncEnumerable();
    }

    /// <summary>By owner, the most neglected first.</summary>
    public static async Task<IReadOnlyList<NeglectTotal>> TotalsAsync(
        CrmDbContext db, Viewer viewer, NeglectFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var before = filter.Before(today);
        var customers = await filter.Customers(db, viewer).GroupBy(row => row.OwnerId)
            .Select(group => new NeglectTotal(group.Key, group.Count(), group.Count(row => row.CareDueOn < before), 0, 0, group.Min(row => row.CareDueOn), null))
            .ToListAsync(cancel);
        var contacts = await filter.Contacts(db, viewer).GroupBy(row => row.OwnerId)
            .Select(group => new NeglectTotal(group.Key, 0, 0, group.Count(), group.Count(row => row.CareDueOn < before), null, group.Min(row => row.CareDueOn)))
            .ToListAsync(cancel);
        return
        [
            .. customers.Concat(contacts).GroupBy(row => row.OwnerId).Select(group => NeglectTotal.Sum([.. group]) with { OwnerId = group.Key })
                .OrderByDescending(row => row.Silent).ThenBy(row => row.Worst).ThenBy(row => row.OwnerId),
        ];
    }

    internal static IQueryable<Customer> Customers(CrmDbContext db, Viewer viewer, NeglectFilter filter, DateOnly today)
    {
        var (before, rows) = (filter.Before(today), filter.Customers(db, viewer).AsNoTracking());
        return filter.Kept ? rows : rows.Where(row => row.CareDueOn < before);
    }

    internal static IQueryable<Contact> Contacts(CrmDbContext db, Viewer viewer, NeglectFilter filter, DateOnly today)
    {
        var (before, rows) = (filter.Before(today), filter.Contacts(db, viewer).AsNoTracking());
        return filter.Kept ? rows : rows.Where(row => row.CareDueOn < before);
    }

    private static IQueryable<NeglectRow> Rows(IQueryable<Customer> customers) => customers.Select(row => new NeglectRow
    {
        Id = row.Id, CustomerId = row.Id, Customer = row.Name, ContactId = null, Contact = null, Category = row.Category, OwnerId = row.OwnerId,
        TeamId = row.TeamId, RegionId = row.RegionId, LastTouchAt = row.LastTouchAt, DueOn = row.CareDueOn,
    });

    private static IQueryable<NeglectRow> Rows(CrmDbContext db, IQueryable<Contact> contacts) => contacts.Select(row => new NeglectRow
    {
        Id = row.Id, CustomerId = row.CustomerId, Customer = db.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.Name).First(),
        ContactId = row.Id, Contact = row.Name, Category = row.Category, OwnerId = row.OwnerId,
        TeamId = row.TeamId, RegionId = row.RegionId, LastTouchAt = row.LastTouchAt, DueOn = row.CareDueOn,
    });
}
