using SiCrm.Domain.Customers;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

/// <summary>Customers and contacts with numbers, for rules that need no database.</summary>
internal static class Relations
{
    public static Customer Customer(long id, string name, long? ownerId = null)
    {
        var customer = new Customer(new CustomerFacts { Name = name }, ownerId, null, Given.By(Given.Rep), CustomerOrigin.Form);
        typeof(Customer).GetProperty(nameof(Domain.Customers.Customer.Id))!.SetValue(customer, id);
        return customer;
    }

    public static Contact Contact(long id, string name, long customerId = 1)
    {
        var contact = Customer(customerId, "Green Media").Know(new ContactFacts { Name = name }, Given.By(Given.Rep));
        typeof(Contact).GetProperty(nameof(Domain.Customers.Contact.Id))!.SetValue(contact, id);
        typeof(Contact).GetProperty(nameof(Domain.Customers.Contact.CustomerId))!.SetValue(contact, customerId);
        return contact;
    }

    public static MemberFacts Facts(BuyingRole role = BuyingRole.User, long? reportsTo = null, int influence = 3) => new(role, influence, 2, reportsTo);

    public static RelationPerson Person(long id, BuyingRole? role, int? attitude = 1, double? touchedDaysAgo = 1, double? managerDaysAgo = 1, long? reportsTo = null) => new(
        id, $"P{id}", role, 3, attitude, 2, reportsTo, Before(touchedDaysAgo), Before(managerDaysAgo));

    private static DateTime? Before(double? days) => days is { } ago ? Given.Start.AddDays(-ago) : null;
}
