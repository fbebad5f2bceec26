using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers;

/// <summary>The customers that a lead may belong to: by the name without its legal form, or by a contact's telephone number.</summary>
public static class CustomerMatches
{
    private const int Most = 10;

    /// <summary>Tracked and with their contacts, to be converted to. Whose they are does not matter: nobody makes a second one of the same.</summary>
    public static async Task<IReadOnlyList<Customer>> CustomersLikeAsync(this CrmDbContext db, Lead lead, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(lead);
        var byPhone = db.Contacts.Where(contact => lead.PhoneKey != "" && contact.PhoneKey == lead.PhoneKey).Select(contact => contact.CustomerId);
        return await db.Customers.Include(customer => customer.Contacts)
            .Where(customer => (lead.CompanyKey != "" && customer.NameKey == lead.CompanyKey) || byPhone.Contains(customer.Id))
            .OrderBy(customer => customer.Id).Take(Most).AsSplitQuery().ToListAsync(cancel);
    }
}
