using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>Brings the end of every cycle to the category scheme that holds now, and to what was written past the change tracker.</summary>
public static class CareExpectations
{
    private const int Chunk = 5000;

    /// <summary>In short transactions, so that nobody waits. Repeating it does nothing.</summary>
    /// <returns>How many customers and contacts got another end of their cycle.</returns>
    public static async Task<int> ExpectCareAnewAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await Chunks(after => db.CustomersAsync(after, cancel), db, cancel) + await Chunks(after => db.ContactsAsync(after, cancel), db, cancel);
    }

    /// <summary>The same for the contacts of one customer, to whom others may have come.</summary>
    public static async Task ExpectCareOfContactsAsync(this CrmDbContext db, Customer customer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(customer);
        var facts = db.Company.Facts;
        var contacts = await db.Contacts.AsNoTracking().Where(contact => contact.CustomerId == customer.Id).ToListAsync(cancel);
        contacts.ForEach(contact => contact.ExpectCare(facts.Categories, facts.Time, customer.Category, customer.IsCaredFor));
        await db.UpdateInBulkAsync(contacts, nameof(Contact.CareDueOn), nameof(Contact.Category));
    }

    private static async Task<int> Chunks(Func<long, Task<(long? Last, int Changed)>> step, CrmDbContext db, CancellationToken cancel)
    {
        var changed = 0;
        for (long? last = 0; last is { } after;)
        {
            (last, var count) = await db.WriteAsync(() => step(after), cancel);
            changed += count;
        }

        return changed;
    }

    private static async Task<(long? Last, int Changed)> CustomersAsync(this CrmDbContext db, long after, CancellationToken cancel)
    {
        var facts = db.Company.Facts;
        var rows = await db.Customers.AsNoTracking().Where(customer => customer.Id > after).OrderBy(customer => customer.Id).Take(Chunk)
            .Select(customer => new Seen(customer.Id, customer.CareDueOn, customer.LastTouchAt, customer.CreatedAt, customer.Category, "",
                customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost)).ToListAsync(cancel);
        var wrong = rows.Where(row => row.DueBy(facts, category => category.VisitDays) != row.CareDueOn).Select(row => row.Id).ToList();
        var customers = await db.Customers.AsNoTracking().Where(customer => wrong.Contains(customer.Id)).ToListAsync(cancel);
        customers.ForEach(customer => CareBook.Expect(customer, facts));
        await db.UpdateInBulkAsync(customers, nameof(Customer.CareDueOn));
        return (rows.Count < Chunk ? null : rows[^1].Id, customers.Count);
    }

    private static async Task<(long? Last, int Changed)> ContactsAsync(this CrmDbContext db, long after, CancellationToken cancel)
    {
        var facts = db.Company.Facts;
        var rows = await (
            from contact in db.Contacts.AsNoTracking()
            where contact.Id > after && (contact.IsKey || contact.CareDueOn != null)
            join customer in db.Customers on contact.CustomerId equals customer.Id
            orderby contact.Id
            select new Seen(contact.Id, contact.CareDueOn, contact.LastTouchAt, contact.CreatedAt, customer.Category, contact.Category,
                contact.IsKey && contact.ArchivedAt == null && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost))
            .Take(Chunk).ToListAsync(cancel);
        var wrong = rows.Where(row => row.KnownCategory != row.Category || row.DueBy(facts, category => category.KeyContactDays) != row.CareDueOn)
            .ToDictionary(row => row.Id);
        var contacts = await db.Contacts.AsNoTracking().Where(contact => wrong.Keys.Contains(contact.Id)).ToListAsync(cancel);
        contacts.ForEach(contact => contact.ExpectCare(facts.Categories, facts.Time, wrong[contact.Id].Category, wrong[contact.Id].IsCaredFor));
        await db.UpdateInBulkAsync(contacts, nameof(Contact.CareDueOn), nameof(Contact.Category));
        return (rows.Count < Chunk ? null : rows[^1].Id, contacts.Count);
    }

    /// <param name="KnownCategory">What the contact has kept of it.</param>
    private sealed record Seen(
        long Id, DateOnly? CareDueOn, DateTime? LastTouchAt, DateTime CreatedAt, string Category, string KnownCategory, bool IsCaredFor)
    {
        public DateOnly? DueBy(CompanyFacts facts, Func<CustomerCategory, int?> days) =>
            IsCaredFor ? CareCycle.EndOf(LastTouchAt, CreatedAt, days(facts.Categories.Of(Category)), facts.Time) : null;
    }
}
