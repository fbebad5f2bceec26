using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Care;

public enum CareDue
{
    Overdue,

    /// <summary>Today, and what is overdue.</summary>
    Today,

    /// <summary>Within seven days.</summary>
    Week,
}

/// <summary>Which open tasks; every part left out means any.</summary>
public sealed record CareFilter
{
    /// <summary>Everybody's whom the viewer may see; otherwise his own.</summary>
    public bool Team { get; init; }

    public long? Owner { get; init; }

    public CareDue? Due { get; init; }

    public CareKind? Kind { get; init; }

    public string? Category { get; init; }

    public bool IsEmpty => this == new CareFilter { Team = Team };

    public IQueryable<CareTask> Apply(IQueryable<CareTask> tasks, Viewer viewer, DateOnly today)
    {
        tasks = Team ? tasks : tasks.Where(task => task.OwnerId == viewer.PersonId);
        tasks = Owner is { } owner ? tasks.Where(task => task.OwnerId == owner) : tasks;
        tasks = Kind is { } kind ? tasks.Where(task => task.Kind == kind) : tasks;
        tasks = Category is { } category ? tasks.Where(task => task.Category == category) : tasks;
        var until = today.AddDays(Due switch { CareDue.Overdue => -1, CareDue.Today => 0, _ => 7 });
        return Due is null ? tasks : tasks.Where(task => task.DueOn <= until);
    }
}

/// <summary>One open task as lists show it.</summary>
public sealed record CareRow(
    long Id, long CustomerId, string Customer, string? Contact, CareKind Kind, string Category, long? OwnerId, DateOnly OccasionOn, DateOnly DueOn, int Moves);

/// <summary>One task that is over.</summary>
public sealed record CareDone(CareKind Kind, string? Contact, CareState State, DateOnly OccasionOn, DateTime? ClosedAt, long? ClosedById, string? Outcome);

/// <summary>Care that is to be done, what is due first on top.</summary>
public static class CareLists
{
    private static readonly KeysetOrder<CareTask, CareRow> ByDue = new(
        row => row.Id, new KeysetLeg<CareTask, CareRow, DateOnly>(task => task.DueOn, row => row.DueOn));

    public static Task<KeysetPage<CareRow>> CareAsync(
        this CrmDbContext db, Viewer viewer, CareFilter filter, KeysetCursor? cursor, int size, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        return ByDue.PageAsync(filter.Apply(db.OpenCare(viewer), viewer, today), db.Rows, descending: false, cursor, size, cancel);
    }

    /// <summary>A customer's own, all of them.</summary>
    public static Task<List<CareRow>> CareOfAsync(this CrmDbContext db, Viewer viewer, long customerId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Rows(db.OpenCare(viewer).Where(task => task.CustomerId == customerId).OrderBy(task => task.DueOn).ThenBy(task => task.Id).Take(most))
            .ToListAsync(cancel);
    }

    public static Task<List<CareDone>> CareDoneAsync(this CrmDbContext db, Viewer viewer, long customerId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.CareTasks.AsNoTracking().VisibleTo(viewer).Where(task => task.CustomerId == customerId && task.State != CareState.Open)
            .OrderByDescending(task => task.ClosedAt).ThenByDescending(task => task.Id).Take(most)
            .Select(task => new CareDone(
                task.Kind, db.Contacts.Where(contact => contact.Id == task.ContactId).Select(contact => contact.Name).FirstOrDefault(), task.State,
                task.OccasionOn, task.ClosedAt, task.ClosedById, task.Outcome)).ToListAsync(cancel);
    }

    /// <summary>What waits for the person today; for a home page.</summary>
    public static Task<List<CareRow>> CareDueAsync(this CrmDbContext db, Viewer viewer, CareFilter filter, DateOnly today, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        return db.Rows(filter.Apply(db.OpenCare(viewer), viewer, today).OrderBy(task => task.DueOn).ThenBy(task => task.Id).Take(most)).ToListAsync(cancel);
    }

    /// <summary>An archived customer's tasks wait for it to come back.</summary>
    private static IQueryable<CareTask> OpenCare(this CrmDbContext db, Viewer viewer) => db.CareTasks.AsNoTracking().VisibleTo(viewer).Open()
        .Where(task => db.Customers.Any(customer => customer.Id == task.CustomerId && customer.ArchivedAt == null));

    private static IQueryable<CareRow> Rows(this CrmDbContext db, IQueryable<CareTask> tasks) => tasks.Select(task => new CareRow(
        task.Id, task.CustomerId, db.Customers.Where(customer => customer.Id == task.CustomerId).Select(customer => customer.Name).First(),
        db.Contacts.Where(contact => contact.Id == task.ContactId).Select(contact => contact.Name).FirstOrDefault(),
        task.Kind, task.Category, task.OwnerId, task.OccasionOn, task.DueOn, task.Moves));
}
