using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Reports.KeyContacts;

public enum KeyContactGap
{
    /// <summary>Customers of which no key contact is named.</summary>
    NobodyNamed,

    /// <summary>Customers with a key contact beyond the cycle.</summary>
    Silent,

    /// <summary>Customers with key contacts, all of them within the cycle.</summary>
    Kept,
}

/// <summary>Which key customers; the category left out means the most important one.</summary>
public sealed record KeyContactsFilter
{
    public long? Owner { get; init; }

    public string? Category { get; init; }

    public KeyContactGap? Gap { get; init; }
}

/// <summary>A key customer with one of its key contacts; without one where none is named.</summary>
public sealed record KeyContactLine(
    long CustomerId, string Customer, string Category, long? OwnerId, long? TeamId, long? RegionId, DateTime? CustomerTouchAt,
    long? ContactId, string? Contact, string? Position, DateTime? LastTouchAt, DateOnly? DueOn, DateOnly? NextCareOn)
{
    /// <summary>His parts in decisions that the reader sees, see <see cref="Roles"/>.</summary>
    public int RoleBits { get; init; }

    /// <summary>As it was concluded last, in a project that the reader sees.</summary>
    public int? Attitude { get; init; }

    /// <summary>In the same project, at the beginning of the span.</summary>
    public int? AttitudeThen { get; init; }

    /// <summary>The first one there.</summary>
    public int? AttitudeFirst { get; init; }

    /// <summary>Employers and positions that he changed within the span.</summary>
    public int Jobs { get; init; }

    /// <summary>The reader may open him.</summary>
    public bool IsVisible { get; init; }

    public IReadOnlyList<BuyingRole> Roles => [.. Enum.GetValues<BuyingRole>().Where(role => (RoleBits & (1 << (int)role)) != 0)];

    /// <summary>What the attitude came from; the first one that was concluded where there was none before.</summary>
    public int? AttitudeBefore => Attitude is null ? null : AttitudeThen ?? AttitudeFirst;

    public int? DaysOver(DateOnly today) => DueOn < today ? today.DayNumber - DueOn.Value.DayNumber : null;
}

public sealed record KeyContactTotals(int Customers, int NobodyNamed, int Contacts, int SilentContacts, int SilentCustomers)
{
    /// <summary>Only a key contact has a cycle, so nobody is silent where nobody is named.</summary>
    public int Kept => Customers - NobodyNamed - SilentCustomers;
}

/// <summary>
/// R13 重点客户及关键联系人维护 <c>key-contacts</c>: the key customers with their owner, each key contact with his position, the last
/// two-way touch, days beyond the cycle and the next planned care; his roles in decisions, how his attitude went within a year, and his changes of job.
/// </summary>
public static class KeyContactsReport
{
    /// <summary>So far back attitudes and jobs are compared.</summary>
    public const int Months = 12;

    private static readonly KeysetOrder<Customer, KeyCustomer> ByName = new(
        row => row.Id, new KeysetLeg<Customer, KeyCustomer, string>(row => row.NameKey, row => row.NameKey));

    /// <summary>So many customers after the cursor, each with all of its key contacts.</summary>
    public static async Task<(KeysetPage<KeyCustomer> Page, IReadOnlyList<KeyContactLine> Lines)> PageAsync(
        CrmDbContext db, Viewer viewer, KeyContactsFilter filter, KeysetCursor? cursor, int size, DateOnly today, CancellationToken cancel = default)
    {
        var page = await ByName.PageAsync(
            Customers(db, viewer, filter, today), rows => rows.Select(row => new KeyCustomer(row.Id, row.NameKey)), descending: false, cursor, size, cancel);
        var ids = page.Rows.Select(row => row.Id).ToList();
        return (page, await Lines(db, viewer, today, db.Customers.AsNoTracking().VisibleTo(viewer).Where(row => ids.Contains(row.Id))).ToListAsync(cancel));
    }

    public static IAsyncEnumerable<KeyContactLine> AllAsync(CrmDbContext db, Viewer viewer, KeyContactsFilter filter, DateOnly today) =>
        Lines(db, viewer, today, Customers(db, viewer, filter, today)).AsAsyncEnumerable();

    public static async Task<KeyContactTotals> TotalsAsync(
        CrmDbContext db, Viewer viewer, KeyContactsFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var all = Customers(db, viewer, filter with { Gap = null }, today);
        var (without, silent) = (WithGap(db, all, KeyContactGap.NobodyNamed, today), WithGap(db, all, KeyContactGap.Silent, today));
        var contacts = Contacts(db, viewer, filter);
        var counts = await all.Select(_ => 0).Concat(without.Select(_ => 1)).Concat(contacts.Select(_ => 2))
            .Concat(contacts.Where(row => row.CareDueOn < today).Select(_ => 3)).Concat(silent.Select(_ => 4))
            .GroupBy(kind => kind).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return new(counts.GetValueOrDefault(0), counts.GetValueOrDefault(1), counts.GetValueOrDefault(2), counts.GetValueOrDefault(3), counts.GetValueOrDefault(4));
    }

    internal static IQueryable<Customer> Customers(CrmDbContext db, Viewer viewer, KeyContactsFilter filter, DateOnly today)
    {
        var category = filter.Category ?? db.Company.Facts.Categories.Categories[0].Code;
        var rows = db.Customers.AsNoTracking().VisibleTo(viewer).Kept().Where(row => row.Category == category && row.Standing != CustomerStatus.Lost);
        rows = filter.Owner is { } owner ? rows.Where(row => row.OwnerId == owner) : rows;
        return filter.Gap is { } gap ? WithGap(db, rows, gap, today) : rows;
    }

    private static IQueryable<Contact> Contacts(CrmDbContext db, Viewer viewer, KeyContactsFilter filter)
    {
        var category = filter.Category ?? db.Company.Facts.Categories.Categories[0].Code;
        var rows = db.Contacts.VisibleTo(viewer).Kept().Where(row => row.IsKey && row.Category == category
            && db.Customers.Any(customer => customer.Id == row.CustomerId && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost));
        return filter.Owner is { } owner ? rows.Where(row => row.OwnerId == owner) : rows;
    }

    private static IQueryable<Customer> WithGap(CrmDbContext db, IQueryable<Customer> rows, KeyContactGap gap, DateOnly today) => gap switch
    {
        KeyContactGap.NobodyNamed => rows.Where(row => !db.Contacts.Any(contact => contact.CustomerId == row.Id && contact.IsKey && contact.ArchivedAt == null)),
        KeyContactGap.Silent => rows.Where(row => db.Contacts.Any(contact => contact.CustomerId == row.Id && contact.CareDueOn < today)),
        _ => rows.Where(row => db.Contacts.Any(contact => contact.CustomerId == row.Id && contact.IsKey && contact.ArchivedAt == null)
            && !db.Contacts.Any(contact => contact.CustomerId == row.Id && contact.CareDueOn < today)),
    };

    private static IQueryable<KeyContactLine> Lines(CrmDbContext db, Viewer viewer, DateOnly today, IQueryable<Customer> customers)
    {
        var since = today.AddMonths(-Months);
        var (parts, contacts) = (KeyContactParts.Of(db, viewer, since), db.Contacts.AsNoTracking().VisibleTo(viewer));
        var (left, positions) = (KeyContactParts.LeftEmployers(db, since), KeyContactParts.ChangedPositions(db, since));
        var attitudes = parts.Where(part => part.Attitude != null).OrderByDescending(part => part.AttitudeSince).ThenByDescending(part => part.MemberId);
        return
            from customer in customers
            from contact in db.Contacts.Where(contact => contact.CustomerId == customer.Id && contact.IsKey && contact.ArchivedAt == null).DefaultIfEmpty()
            orderby customer.NameKey, customer.Id, contact.Name, contact.Id
            select new KeyContactLine(
                customer.Id, customer.Name, customer.Category, customer.OwnerId, customer.TeamId, customer.RegionId, customer.LastTouchAt,
                contact == null ? null : contact.Id, contact.Name, contact.Position, contact.LastTouchAt, contact.CareDueOn,
                db.CareTasks.Where(task => task.CustomerId == customer.Id && task.State == CareState.Open && (task.ContactId == null || task.ContactId == contact.Id))
                    .Min(task => (DateOnly?)task.DueOn))
            {
                RoleBits = parts.Where(part => part.ContactId == contact.Id).Select(part => part.Bit).Distinct().Sum(),
                Attitude = attitudes.Where(part => part.ContactId == contact.Id).Select(part => part.Attitude).FirstOrDefault(),
                AttitudeThen = attitudes.Where(part => part.ContactId == contact.Id).Select(part => part.AttitudeThen).FirstOrDefault(),
                AttitudeFirst = attitudes.Where(part => part.ContactId == contact.Id).Select(part => part.AttitudeFirst).FirstOrDefault(),
                Jobs = left.Count(row => row.ContactId == contact.Id) + positions.Count(row => row.ContactId == contact.Id),
                IsVisible = contacts.Any(one => one.Id == contact.Id),
            };
    }
}

/// <summary>A customer's place in the order.</summary>
public sealed record KeyCustomer(long Id, string NameKey);
