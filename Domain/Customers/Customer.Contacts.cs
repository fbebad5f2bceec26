using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>The people there.</content>
public sealed partial class Customer
{
    public Contact Know(ContactFacts facts, Stamp stamp, CustomerOrigin origin = CustomerOrigin.Form, long? importId = null)
    {
        RefuseArchived();
        var contact = new Contact(this, facts, stamp, origin, importId);
        _contacts.Add(contact);
        return contact;
    }
}
