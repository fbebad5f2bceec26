using System.Linq.Expressions;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Contacts;

/// <summary>A contact as lists show it.</summary>
public sealed record ContactRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public long CustomerId { get; init; }

    public required string CustomerName { get; init; }

    public string? Position { get; init; }

    public string? Phone { get; init; }

    public bool IsKey { get; init; }

    public long? OwnerId { get; init; }

    public DateTime? LastTouchAt { get; init; }

    public static Expression<Func<Contact, ContactRow>> Of(CrmDbContext db) => contact => new ContactRow
    {
        Id = contact.Id, Name = contact.Name, CustomerId = contact.CustomerId, Position = contact.Position, Phone = contact.Phone,
        CustomerName = db.Customers.Where(customer => customer.Id == contact.CustomerId).Select(customer => customer.Name).First(),
        IsKey = contact.IsKey, OwnerId = contact.OwnerId, LastTouchAt = contact.LastTouchAt,
    };
}
