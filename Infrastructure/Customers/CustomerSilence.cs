using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>So many customers of a category would fall asleep.</summary>
public sealed record SleepyCategory(string Code, int Customers);

/// <summary>One of the viewer's own customers that nobody spoke with for too long.</summary>
public sealed record SilentCustomer(long Id, string Name, CustomerStatus Status, string Category, DateTime QuietSince);

/// <summary>休眠: the silence of customers, measured by their categories.</summary>
public static class CustomerSilence
{
    private const int Batch = 500;

    /// <summary>What every night does: customers whose silence is longer than their category allows become dormant. Repeating it does nothing.</summary>
    /// <returns>How many fell asleep.</returns>
    public static async Task<int> LetFallAsleepAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var scheme = db.Company.Facts.Categories;
        var asleep = 0;
        foreach (var category in scheme.Categories)
        {
            var (after, batch) = (0L, 0);
            do
            {
                (after, batch) = await db.WriteAsync(() => db.LetSomeFallAsleepAsync(scheme, category, after, stamp, cancel), cancel);
                asleep += batch;
            }
            while (batch == Batch);
        }

        return asleep;
    }

    /// <summary>How many would fall asleep in the coming night if the scheme held, by category; those without any are left out.</summary>
    public static async Task<IReadOnlyList<SleepyCategory>> SleepyAsync(this CrmDbContext db, CategoryScheme scheme, DateTime at, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scheme);
        var counts = new List<SleepyCategory>();
        foreach (var category in scheme.Categories)
        {
            counts.Add(new(category.Code, await db.Customers.Sleepy(scheme, category, at).CountAsync(cancel)));
        }

        return counts.FindAll(count => count.Customers > 0);
    }

    /// <summary>The viewer's own customers beyond the visit cycle of their category, the longest silence first; a short walk of his own only.</summary>
    public static Task<List<SilentCustomer>> OwnSilentAsync(this CrmDbContext db, Viewer viewer, DateTime at, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var scheme = db.Company.Facts.Categories;
        var own = db.Customers.AsNoTracking().VisibleTo(viewer).Kept()
            .Where(customer => customer.OwnerId == viewer.PersonId && customer.Standing != CustomerStatus.Lost);
        return scheme.Categories
            .Select(category => own.Of(scheme, category).QuietFor(category.VisitDays ?? category.DormantDays, at))
            .Aggregate((some, more) => some.Concat(more))
            .OrderBy(customer => customer.LastTouchAt ?? customer.CreatedAt).ThenBy(customer => customer.Id).Take(most)
            .Select(customer => new SilentCustomer(customer.Id, customer.Name, customer.Status, customer.Category, customer.LastTouchAt ?? customer.CreatedAt))
            .ToListAsync(cancel);
    }

    private static async Task<(long Last, int Asleep)> LetSomeFallAsleepAsync(
        this CrmDbContext db, CategoryScheme scheme, CustomerCategory category, long after, Stamp stamp, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var customers = await db.Customers.Sleepy(scheme, category, stamp.At).Where(customer => customer.Id > after)
            .OrderBy(customer => customer.Id).Take(Batch).ToListAsync(cancel);
        customers.ForEach(customer => customer.FallAsleep(category, stamp));
        await db.SaveChangesAsync(cancel);
        return (customers.Count == 0 ? after : customers[^1].Id, customers.Count);
    }

    private static IQueryable<Customer> Sleepy(this IQueryable<Customer> customers, CategoryScheme scheme, CustomerCategory category, DateTime at) =>
        customers.Kept().Where(customer => customer.Status != CustomerStatus.Dormant && customer.Status != CustomerStatus.Lost)
            .Of(scheme, category).QuietFor(category.DormantDays, at);

    /// <summary>Codes that the scheme does not have count as its last category.</summary>
    private static IQueryable<Customer> Of(this IQueryable<Customer> customers, CategoryScheme scheme, CustomerCategory category)
    {
        var others = scheme.Categories.Where(other => other != category).Select(other => other.Code).ToList();
        return category == scheme.Categories[^1]
            ? customers.Where(customer => !others.Contains(customer.Category))
            : customers.Where(customer => customer.Category == category.Code);
    }

    private static IQueryable<Customer> QuietFor(this IQueryable<Customer> customers, int days, DateTime at)
    {
        var since = at.AddDays(-days);
        return customers.Where(customer => (customer.LastTouchAt ?? customer.CreatedAt) <= since);
    }
}
