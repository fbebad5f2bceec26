using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>One category 客户分类 of a scheme.</summary>
/// <param name="Code">What customers keep; it outlives a renaming.</param>
/// <param name="DormantDays">So many days without a touch make a customer of this category dormant 休眠.</param>
/// <param name="VisitDays">The customer is to be visited at least every so many days; null: no cycle.</param>
/// <param name="KeyContactDays">Each key contact is to be touched at least every so many days; null: no cycle.</param>
public sealed record CustomerCategory(string Code, string English, string Chinese, int DormantDays, int? VisitDays, int? KeyContactDays);

/// <summary>The company's own classes of customers with their cycles: one version; a new version is a new row, the newest holds (product text, section 3).</summary>
public sealed class CategoryScheme
{
    public const string Key = "Key";
    public const string Target = "Target";
    public const string General = "General";

    /// <summary>A scheme is read at a glance.</summary>
    public const int Most = 12;

    /// <summary>No cycle is longer.</summary>
    public const int MostDays = 3650;

    /// <summary>What holds until somebody saves a scheme.</summary>
    public static readonly CategoryScheme Default = new(
        [
            new CustomerCategory(Key, "Key", "重点", 90, 30, 30),
            new CustomerCategory(Target, "Target", "目标", 120, 60, 60),
            new CustomerCategory(General, "General", "一般", 365, 180, null),
        ],
        new Stamp(null, DateTime.UnixEpoch, DateOnly.FromDateTime(DateTime.UnixEpoch)));

    private readonly List<CustomerCategory> _categories;

    /// <exception cref="RuleBroken">No category, too many, two of one code, one without a name, or a cycle that is none.</exception>
    public CategoryScheme(IReadOnlyList<CustomerCategory> categories, Stamp stamp)
    {
        Refuse(categories).ThrowIfRefused();
        (_categories, At, ActorId) = ([.. categories], stamp.At, stamp.ActorId);
    }

    private CategoryScheme()
    {
        _categories = [];
    }

    public long Id { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>The most important first.</summary>
    public IReadOnlyList<CustomerCategory> Categories => _categories;

    /// <summary>A code that the present scheme no longer has counts as the last, least important category.</summary>
    public CustomerCategory Of(string code) => _categories.Find(category => category.Code == code) ?? _categories[^1];

    public bool Has(string code) => _categories.Exists(category => category.Code == code);

    private static Refusal? Refuse(IReadOnlyList<CustomerCategory> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return categories switch
        {
            { Count: 0 or > Most } => new Refusal("CategorySchemeSize", Most),
            _ when categories.DistinctBy(category => category.Code).Count() < categories.Count => new Refusal("CategoryTwice"),
            _ when categories.Any(category => string.IsNullOrWhiteSpace(category.Code) || string.IsNullOrWhiteSpace(category.English)
                || string.IsNullOrWhiteSpace(category.Chinese)) => new Refusal("CategoryNeedsName"),
            _ when categories.SelectMany(category => new[] { category.DormantDays, category.VisitDays, category.KeyContactDays })
                .Any(days => days is < 1 or > MostDays) => new Refusal("CategoryDaysOutOfRange", MostDays),
            _ => null,
        };
    }
}
