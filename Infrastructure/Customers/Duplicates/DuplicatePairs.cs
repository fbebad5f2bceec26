using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Duplicates;

/// <summary>One of two customers that resemble each other; without its number and name where the viewer may not see it.</summary>
public sealed record DuplicateSide(long? Id, string? Name, string? Industry, long? OwnerId, long? RegionId, DateTime? CreatedAt);

/// <summary>Two customers that resemble each other.</summary>
/// <param name="By">All that they have in common, the strongest first.</param>
/// <param name="MayMerge">The viewer may change both.</param>
public sealed record DuplicatePair(long FirstId, long SecondId, DuplicateSide First, DuplicateSide Second, IReadOnlyList<CustomerLikeness> By, bool MayMerge);

/// <summary>Where a page of pairs begins.</summary>
public sealed record PairPlace(string Key, long First, long Second);

public sealed record DuplicatePage(IReadOnlyList<DuplicatePair> Pairs, PairPlace? Next);

/// <summary>
/// The pairs among the customers that are here, one kind of likeness at a time in the order of its key: the index of the key is
/// walked beside itself, and never each customer compared with each. Who may see neither of two sees no pair.
/// </summary>
public static class DuplicatePairs
{
    private const int PageSize = 25;

    public static async Task<DuplicatePage> DuplicatePairsAsync(
        this CrmDbContext db, Viewer viewer, CustomerLikeness by, PairPlace? after, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var keys = await After(Undecided(db, KeysOf(db, viewer, by)), after)
            .OrderBy(pair => pair.Key).ThenBy(pair => pair.First).ThenBy(pair => pair.Second).Take(PageSize + 1).ToListAsync(cancel);
        var shown = keys.Take(PageSize).ToList();
        var ids = shown.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().ToList();
        var customers = await db.Customers.AsNoTracking().Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, cancel);
        return new DuplicatePage(
            [.. shown.Select(pair => PairOf(customers[pair.First], customers[pair.Second], by, viewer))],
            keys.Count > PageSize ? new PairPlace(shown[^1].Key, shown[^1].First, shown[^1].Second) : null);
    }

    private static IQueryable<PairKey> KeysOf(CrmDbContext db, Viewer viewer, CustomerLikeness by) => by switch
    {
        CustomerLikeness.CreditCode => Alike(db, viewer, nameof(Customer.CreditCode)),
        CustomerLikeness.Name => Alike(db, viewer, nameof(Customer.NameKey)),
        CustomerLikeness.Phone => Alike(db, viewer, nameof(Customer.PhoneKey)),
        CustomerLikeness.ContactPhone => ByContact(db, viewer),
        CustomerLikeness.Domain => Alike(db, viewer, nameof(Customer.WebDomain)),
        _ => Alike(db, viewer, nameof(Customer.PinyinKey)),
    };

    /// <summary>Each pair once: the lower number first, or for a pair with one that the viewer may not see, the one that he sees.</summary>
    private static IQueryable<PairKey> Alike(CrmDbContext db, Viewer viewer, string key)
    {
        var own = db.Customers.Kept().VisibleTo(viewer, AccessAction.Write);
        var seesAll = viewer.ScopeOf(RecordType.Customer, AccessAction.Write) == Scope.All;
        var pairs =
            from one in own
            join other in db.Customers.Kept() on EF.Property<string>(one, key) equals EF.Property<string>(other, key)
            where EF.Property<string>(one, key) != "" && one.Id != other.Id
                && (key != nameof(Customer.PinyinKey) || one.NameKey != other.NameKey)
            select new PairKey { Key = EF.Property<string>(one, key), First = one.Id, Second = other.Id };
        return seesAll
            ? pairs.Where(pair => pair.First < pair.Second)
            : pairs.Where(pair => pair.First < pair.Second || !own.Any(customer => customer.Id == pair.Second));
    }

    private static IQueryable<PairKey> ByContact(CrmDbContext db, Viewer viewer)
    {
        var own = db.Contacts.Kept().VisibleTo(viewer, AccessAction.Write);
        var seesAll = viewer.ScopeOf(RecordType.Customer, AccessAction.Write) == Scope.All;
        var pairs =
            from one in own
            join other in db.Contacts.Kept() on one.PhoneKey equals other.PhoneKey
            where one.PhoneKey != "" && one.CustomerId != other.CustomerId
            select new PairKey { Key = one.PhoneKey, First = one.CustomerId, Second = other.CustomerId };
        pairs = seesAll
            ? pairs.Where(pair => pair.First < pair.Second)
            : pairs.Where(pair => pair.First < pair.Second || !own.Any(contact => contact.CustomerId == pair.Second));
        return pairs.Distinct();
    }

    private static IQueryable<PairKey> Undecided(CrmDbContext db, IQueryable<PairKey> pairs) => pairs.Where(pair => !db.NotTheSame.Any(two =>
        (two.FirstId == pair.First && two.SecondId == pair.Second) || (two.FirstId == pair.Second && two.SecondId == pair.First)));

    private static IQueryable<PairKey> After(IQueryable<PairKey> pairs, PairPlace? place) => place is null ? pairs
        : pairs.Where(pair => pair.Key.CompareTo(place.Key) >= 0 && (pair.Key.CompareTo(place.Key) > 0 || pair.First > place.First
            || (pair.First == place.First && pair.Second > place.Second)));

    private static DuplicatePair PairOf(Customer one, Customer two, CustomerLikeness by, Viewer viewer) => new(
        one.Id, two.Id, SideOf(one, viewer), SideOf(two, viewer), [.. Common(one, two).Append(by).Distinct().Order()],
        MayChange(one, viewer) && MayChange(two, viewer));

    private static DuplicateSide SideOf(Customer customer, Viewer viewer) =>
        viewer.Reaches(RecordType.Customer, AccessAction.Read, customer.OwnerId, customer.TeamId, customer.RegionId)
            ? new DuplicateSide(customer.Id, customer.Name, customer.Industry, customer.OwnerId, customer.RegionId, customer.CreatedAt)
            : new DuplicateSide(null, null, null, customer.OwnerId, null, null);

    private static bool MayChange(Customer customer, Viewer viewer) =>
        viewer.Reaches(RecordType.Customer, AccessAction.Write, customer.OwnerId, customer.TeamId, customer.RegionId);

    private static IEnumerable<CustomerLikeness> Common(Customer one, Customer two)
    {
        (CustomerLikeness By, string? One, string? Two)[] keys =
        [
            (CustomerLikeness.CreditCode, one.CreditCode, two.CreditCode), (CustomerLikeness.Name, one.NameKey, two.NameKey),
            (CustomerLikeness.Phone, one.PhoneKey, two.PhoneKey), (CustomerLikeness.Domain, one.WebDomain, two.WebDomain),
        ];
        return keys.Where(key => !string.IsNullOrEmpty(key.One) && key.One == key.Two).Select(key => key.By);
    }

    private sealed record PairKey
    {
        public required string Key { get; init; }

        public long First { get; init; }

        public long Second { get; init; }
    }
}
