using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>A few customers by a word of their name, for a form to choose one; never all of them.</summary>
public static class CustomerChoices
{
    private const int Most = 20;

    public static Task<List<CustomerChoice>> ChoicesAsync(this CrmDbContext db, Viewer viewer, string? q, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var customers = db.Customers.VisibleTo(viewer, AccessAction.Write).Kept();
        if (!string.IsNullOrWhiteSpace(q))
        {
            var found = db.CustomersMatching(q);
            customers = customers.Where(customer => found.Contains(customer.Id));
        }

        return customers.OrderBy(customer => customer.NameKey).ThenBy(customer => customer.Id).Take(Most)
            .Select(customer => new CustomerChoice(customer.Id, customer.Name, customer.OwnerId)).ToListAsync(cancel);
    }
}
