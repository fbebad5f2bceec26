using System.Linq.Expressions;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Contacts.Record;

/// <summary>A contact as its own page shows it.</summary>
public sealed record ContactDetail
{
    public long Id { get; init; }

    public long CustomerId { get; init; }

    public required string CustomerName { get; init; }

    public required ContactFacts Facts { get; init; }

    public DateOnly? EmployedSince { get; init; }

    public bool IsKey { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public DateTime? LastTouchAt { get; init; }

    public DateTime? ArchivedAt { get; init; }

    public DateTime CreatedAt { get; init; }

    public long? CreatedById { get; init; }

    public CustomerOrigin Origin { get; init; }

    public int Version { get; init; }

    /// <summary>The viewer may change it.</summary>
    public bool IsWritable { get; init; }

    /// <param name="writable">Those that the viewer may change.</param>
    public static Expression<Func<Contact, ContactDetail>> Of(CrmDbContext db, IQueryable<Contact> writable) => contact => new ContactDetail
    {
        Id = contact.Id, CustomerId = contact.CustomerId, EmployedSince = contact.EmployedSince, IsKey = contact.IsKey, OwnerId = contact.OwnerId,
        TeamId = contact.TeamId, LastTouchAt = contact.LastTouchAt, ArchivedAt = contact.ArchivedAt, CreatedAt = contact.CreatedAt,
        CreatedById = contact.CreatedById, Origin = contact.Origin, Version = contact.Version,
        CustomerName = db.Customers.Where(customer => customer.Id == contact.CustomerId).Select(customer => customer.Name).First(),
        IsWritable = writable.Any(one => one.Id == contact.Id),
        Facts = new ContactFacts
        {
            Name = contact.Name, Position = contact.Position, Department = contact.Department, Phone = contact.Phone, OfficePhone = contact.OfficePhone,
            Email = contact.Email, Messenger = contact.Messenger, Birthday = contact.Birthday, IsBirthdayLunar = contact.IsBirthdayLunar,
            Preferences = contact.Preferences, Consent = contact.Consent, ConsentOn = contact.ConsentOn, ConsentHow = contact.ConsentHow,
        },
    };
}
