using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Writes the story's customers past the change tracker: it would look at all of them, and all that hangs on them, with every save.</summary>
internal static class DemoShelf
{
    /// <summary>What changed of customers that are here and of their contacts, and what is new among their rows.</summary>
    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<Customer> customers, CancellationToken cancel)
    {
        Expect(db, customers);
        await KeepNewAsync(db, customers, cancel);
        await db.UpdateInBulkAsync(customers);
        await db.UpdateInBulkAsync(customers.SelectMany(customer => customer.Contacts).ToList());
    }

    /// <summary>Only what is new among their rows; what changed of themselves is kept later, once for all parts of the story.</summary>
    public static async Task KeepNewAsync(CrmDbContext db, IReadOnlyList<Customer> customers, CancellationToken cancel)
    {
        await db.InsertNewRowsInBulkAsync(customers, cancel);
        await db.InsertNewRowsInBulkAsync(customers.SelectMany(customer => customer.Contacts).ToList(), cancel);
    }

    public static void Expect(CrmDbContext db, IReadOnlyList<Customer> customers)
    {
        foreach (var customer in customers)
        {
            CareBook.Expect(customer, db.Company.Facts);
            customer.Contacts.ToList().ForEach(contact => CareBook.Expect(contact, db.Company.Facts));
        }
    }
}
