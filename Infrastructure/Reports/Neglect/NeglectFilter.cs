using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Neglect;

public enum NeglectPart
{
    Customers,
    Contacts,
}

/// <summary>Which silence; every part left out means any.</summary>
public sealed record NeglectFilter
{
    /// <summary>Of customers that nobody owns.</summary>
    public const string Nobody = "-";

    public string? Owner { get; init; }

    public string? Category { get; init; }

    /// <summary>At least so many days beyond the cycle.</summary>
    public int? Days { get; init; }

    /// <summary>Those too whose cycle is kept.</summary>
    public bool Kept { get; init; }

    private long? OwnerId => long.TryParse(Owner, out var id) ? id : null;

    /// <summary>Those with a cycle, whether it is kept or not.</summary>
    public IQueryable<Customer> Customers(CrmDbContext db, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = db.Customers.VisibleTo(viewer).Where(row => row.CareDueOn != null);
        rows = Category is { } category ? rows.Where(row => row.Category == category) : rows;
        return Owner == Nobody ? rows.Where(row => row.OwnerId == null) : OwnerId is { } owner ? rows.Where(row => row.OwnerId == owner) : rows;
    }

    public IQueryable<Contact> Contacts(CrmDbContext db, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = db.Contacts.VisibleTo(viewer).Where(row => row.CareDueOn != null);
        rows = Category is { } category ? rows.Where(row => row.Category == category) : rows;
        return Owner == Nobody ? rows.Where(row => row.OwnerId == null) : OwnerId is { } owner ? rows.Where(row => row.OwnerId == owner) : rows;
    }

    /// <summary>Whose cycle ended before this day is told.</summary>
    public DateOnly Before(DateOnly today) => today.AddDays(1 - Math.Clamp(Days ?? 1, 1, CategoryScheme.MostDays));
}
