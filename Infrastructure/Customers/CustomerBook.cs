using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>What is kept with every change of a customer, in the same transaction: how its name sounds.</summary>
internal static class CustomerBook
{
    private const int Chunk = 5_000;

    public static void Keep(CrmDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Customer>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            Sound(entry.Entity);
        }
    }

    /// <summary>For customers that go past the change tracker.</summary>
    public static void Keep(IEnumerable<object> rows)
    {
        foreach (var customer in rows.OfType<Customer>())
        {
            Sound(customer);
        }
    }

    /// <summary>Customers that are older than the key.</summary>
    public static async Task CatchUpAsync(CrmDbContext db, CancellationToken cancel)
    {
        while (await db.Customers.AsNoTracking().Where(customer => customer.PinyinKey == null).Take(Chunk).ToListAsync(cancel) is { Count: > 0 } silent)
        {
            Keep(silent);
            await db.UpdateInBulkAsync(silent, nameof(Customer.PinyinKey));
        }
    }

    private static void Sound(Customer customer) => customer.SoundAs(Pinyin.KeyOf(customer.NameKey));
}
