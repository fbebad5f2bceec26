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
        await db.InsertNewRowsInBulkAsync(customers, cancel);
        var contacts = customers.SelectMany(customer => customer.Contacts).ToList();
        await db.InsertNewRowsInBulkAsync(contacts, cancel);
        await db.UpdateInBulkAsync(customers);
        await db.UpdateInBulkAsync(contacts);
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
