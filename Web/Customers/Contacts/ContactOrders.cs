using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Customers.Contacts;

public enum ContactOrder
{
    Name,

    /// <summary>Who was not spoken with for the longest time stands first.</summary>
    LastTouch,
}

public enum ContactDirection
{
    Asc,
    Desc,
}

/// <summary>How a list of contacts is ordered. Its properties are names in the address.</summary>
public sealed record ContactLook
{
    public ContactOrder Sort { get; init; }

    public ContactDirection Dir { get; init; }

    public bool IsDescending => Dir == ContactDirection.Desc;
}

/// <summary>The orders of the contact list; each has its index for every scope.</summary>
public static class ContactOrders
{
    private static readonly KeysetOrder<Contact, ContactRow> ByName = new(row => row.Id,
        new KeysetLeg<Contact, ContactRow, string>(contact => contact.Name, row => row.Name));

    private static readonly KeysetOrder<Contact, ContactRow> ByLastTouch = new(row => row.Id,
        new KeysetLeg<Contact, ContactRow, DateTime?>(contact => contact.LastTouchAt, row => row.LastTouchAt, contact => contact.LastTouchAt != null),
        new KeysetLeg<Contact, ContactRow, long>(contact => contact.Id, row => row.Id, contact => contact.LastTouchAt == null, isUnique: true));

    public static KeysetOrder<Contact, ContactRow> Of(ContactOrder order) => order == ContactOrder.LastTouch ? ByLastTouch : ByName;
}
