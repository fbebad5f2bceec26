using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>What is kept with every change of a customer or a contact, in the same transaction: until when to speak with them, and whose the open tasks are.</summary>
public static class CareBook
{
    private static readonly string[] Holder = [nameof(Customer.OwnerId), nameof(Customer.TeamId), nameof(Customer.RegionId)];

    internal static async Task KeepAsync(CrmDbContext db, CancellationToken cancel)
    {
        var facts = db.Company.Facts;
        foreach (var entry in Changed<Contact>(db))
        {
            Expect(entry.Entity, facts);
        }

        foreach (var entry in Changed<Customer>(db))
        {
            Expect(entry.Entity, facts);
            await FollowAsync(db, entry, cancel);
        }
    }

    /// <summary>For those that go past the change tracker.</summary>
    public static void Expect(Customer customer, CompanyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(facts);
        customer.ExpectCare(facts.Categories, facts.Time);
    }

    /// <summary>The same for contacts.</summary>
    public static void Expect(Contact contact, CompanyFacts facts)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(facts);
        contact.ExpectCare(facts.Categories, facts.Time);
    }

    /// <summary>Open tasks belong to whoever has the customer now; for hand-overs that go past the change tracker, and for the night.</summary>
    /// <param name="customers">Null: all.</param>
    /// <returns>How many tasks went to somebody else.</returns>
    public static Task<int> CareFollowsAsync(this CrmDbContext db, IReadOnlyCollection<long>? customers, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var open = db.CareTasks.Where(task => task.State == CareState.Open);
        open = customers is null ? open : open.Where(task => customers.Contains(task.CustomerId));
        return db.WriteAsync(() => open
            .Where(task => !db.Customers.Any(customer => customer.Id == task.CustomerId
                && (customer.OwnerId == task.OwnerId || (customer.OwnerId == null && task.OwnerId == null))
                && (customer.TeamId == task.TeamId || (customer.TeamId == null && task.TeamId == null))
                && (customer.RegionId == task.RegionId || (customer.RegionId == null && task.RegionId == null))))
            .ExecuteUpdateAsync(task => task
                .SetProperty(row => row.OwnerId, row => db.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.OwnerId).First())
                .SetProperty(row => row.TeamId, row => db.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.TeamId).First())
                .SetProperty(row => row.RegionId, row => db.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.RegionId).First()),
                cancel), cancel);
    }

    private static List<EntityEntry<T>> Changed<T>(CrmDbContext db) where T : class =>
        [.. db.ChangeTracker.Entries<T>().Where(entry => entry.State is EntityState.Added or EntityState.Modified)];

    private static async Task FollowAsync(CrmDbContext db, EntityEntry<Customer> entry, CancellationToken cancel)
    {
        if (entry.State == EntityState.Added)
        {
            return;
        }

        var customer = entry.Entity;
        if (Holder.Any(name => entry.Property(name).IsModified))
        {
            await db.CareTasks.Where(task => task.CustomerId == customer.Id && task.State == CareState.Open).ExecuteUpdateAsync(task => task
                .SetProperty(row => row.OwnerId, customer.OwnerId).SetProperty(row => row.TeamId, customer.TeamId)
                .SetProperty(row => row.RegionId, customer.RegionId), cancel);
        }

        if (!customer.IsCaredFor && entry.Property(row => row.CareDueOn).IsModified)
        {
            await db.Contacts.Where(contact => contact.CustomerId == customer.Id)
                .ExecuteUpdateAsync(contact => contact.SetProperty(row => row.CareDueOn, (DateOnly?)null), cancel);
        }
    }
}
