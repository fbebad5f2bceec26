using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>客户. So far what a converted lead needs (product text, section 3).</summary>
public sealed class Customer
{
    private readonly List<Contact> _contacts = [];

    public Customer(string name, long? regionId, string? industry, long? ownerId, long? teamId, Stamp stamp)
    {
        (Name, RegionId, Industry, OwnerId, TeamId, CreatedAt) = (name, regionId, industry, ownerId, teamId, stamp.At);
        NameKey = Shared.NameKey.OfCompany(name);
    }

    private Customer()
    {
        Name = NameKey = null!;
    }

    public long Id { get; private set; }

    public string Name { get; private set; }

    public string NameKey { get; private set; }

    public long? RegionId { get; private set; }

    public string? Industry { get; private set; }

    public long? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public IReadOnlyList<Contact> Contacts => _contacts;

    public Contact Know(string name, string? phone, string? email)
    {
        var contact = new Contact(name, phone, email);
        _contacts.Add(contact);
        return contact;
    }
}

/// <summary>联系人 of a customer.</summary>
public sealed class Contact
{
    internal Contact(string name, string? phone, string? email)
    {
        (Name, Phone, Email) = (name, phone, email);
        PhoneKey = NameKey.OfPhone(phone);
    }

    private Contact()
    {
        Name = PhoneKey = null!;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public string Name { get; private set; }

    public string? Phone { get; private set; }

    public string PhoneKey { get; private set; }

    public string? Email { get; private set; }
}
