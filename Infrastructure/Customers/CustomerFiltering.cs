using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>The filter as a query; always after <see cref="CustomerQueries.VisibleTo(IQueryable{Customer}, Viewer, AccessAction)"/>.</summary>
public static class CustomerFiltering
{
    private const int MostDays = 36_500;

    public static IQueryable<Customer> Matching(this IQueryable<Customer> customers, CustomerFilter filter, CrmDbContext db, Viewer viewer, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        customers = filter.Archived ? customers.Where(customer => customer.ArchivedAt != null) : customers.Kept();
        return customers.OwnedAs(filter, viewer).Classed(filter).Saying(filter).ReferredAs(filter, db, viewer).SilentFor(filter, now).Found(filter, db);
    }

    private static IQueryable<Customer> OwnedAs(this IQueryable<Customer> customers, CustomerFilter filter, Viewer viewer)
    {
        customers = filter.Owner switch
        {
            null => customers,
            CustomerFilter.Me => customers.Where(customer => customer.OwnerId == viewer.PersonId),
            CustomerFilter.Nobody => customers.Where(customer => customer.OwnerId == null),
            _ when long.TryParse(filter.Owner, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) =>
                customers.Where(customer => customer.OwnerId == owner),
            _ => customers.Where(customer => false),
        };
        customers = filter.Team is { } team ? customers.Where(customer => customer.TeamId == team) : customers;
        return filter.Region is { } region ? customers.Where(customer => customer.RegionId == region) : customers;
    }

    private static IQueryable<Customer> Classed(this IQueryable<Customer> customers, CustomerFilter filter)
    {
        customers = filter.Status.Count > 0 ? customers.Where(customer => filter.Status.Contains(customer.Status)) : customers;
        customers = filter.Category.Count > 0 ? customers.Where(customer => filter.Category.Contains(customer.Category)) : customers;
        var tiers = filter.Tier.Select(tier => (CustomerTier?)tier).ToList();
        return tiers.Count > 0 ? customers.Where(customer => tiers.Contains(customer.Tier)) : customers;
    }

    private static IQueryable<Customer> Saying(this IQueryable<Customer> customers, CustomerFilter filter)
    {
        customers = filter.Industry is { } industry ? customers.Where(customer => customer.Industry == industry) : customers;
        return filter.Parent is { } parent ? customers.Where(customer => customer.ParentId == parent) : customers;
    }

    private static IQueryable<Customer> ReferredAs(this IQueryable<Customer> customers, CustomerFilter filter, CrmDbContext db, Viewer viewer)
    {
        customers = filter.ReferredBy is { } referrer ? customers.Where(customer => customer.ReferredById == referrer) : customers;
        customers = filter.Referrers?.Narrow(customers.Where(customer => customer.ReferredById > 0), customer => customer.ReferredById ?? 0, db, viewer) ?? customers;
        if (filter.KnownUntil is not { } day)
        {
            return customers;
        }

        var end = db.Company.Time.StartOf(day.AddDays(1));
        return customers.Where(customer => customer.CreatedAt < end);
    }

    private static IQueryable<Customer> SilentFor(this IQueryable<Customer> customers, CustomerFilter filter, DateTime now)
    {
        if (filter.Silent is not { } days)
        {
            return customers;
        }

        var since = now.AddDays(-Math.Clamp(days, 0, MostDays));
        return customers.Where(customer => (customer.LastTouchAt ?? customer.CreatedAt) < since);
    }

    private static IQueryable<Customer> Found(this IQueryable<Customer> customers, CustomerFilter filter, CrmDbContext db)
    {
        if (filter.Q is not { } words)
        {
            return customers;
        }

        var found = db.CustomersMatching(words);
        return customers.Where(customer => found.Contains(customer.Id));
    }
}
