using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>A customer's place in its group of companies, as the rules of the group ask for it.</summary>
public static class FamilyTree
{
    /// <summary>The customer and everything above it, nearest first.</summary>
    public static async Task<IReadOnlyList<Customer>> LineOfAsync(this CrmDbContext db, long? id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var line = new List<Customer>();
        while (id is { } next && line.Count <= Customer.MostLevels && await db.Customers.FindAsync([next], cancel) is { } customer)
        {
            line.Add(customer);
            id = customer.ParentId;
        }

        return line;
    }

    /// <summary>How deep the units below the customer go; zero for none.</summary>
    public static async Task<int> DepthBelowAsync(this CrmDbContext db, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (levels, above) = (0, new List<long> { id });
        while (levels <= Customer.MostLevels)
        {
            var ids = above;
            above = await db.Customers.Where(customer => customer.ParentId != null && ids.Contains(customer.ParentId.Value))
                .Select(customer => customer.Id).ToListAsync(cancel);
            if (above.Count == 0)
            {
                break;
            }

            levels++;
        }

        return levels;
    }
}
