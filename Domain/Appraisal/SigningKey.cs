namespace SiCrm.Domain.Appraisal;

/// <summary>The order in which contracts were signed: by day, on the same day by number.</summary>
public readonly record struct SigningKey(DateOnly On, string Number) : IComparable<SigningKey>
{
    public static bool operator <(SigningKey left, SigningKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SigningKey left, SigningKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SigningKey left, SigningKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SigningKey left, SigningKey right) => left.CompareTo(right) >= 0;

    public int CompareTo(SigningKey other) => On != other.On ? On.CompareTo(other.On) : string.CompareOrdinal(Number, other.Number);
}

/// <summary>A signed contract as its factor is found.</summary>
/// <param name="Industry">The customer's when it was signed; null while it was not known.</param>
/// <param name="IsKnownCustomer">The customer had signed something before.</param>
/// <param name="BringsNew">There is something in it, as it was signed first, that the customer had never bought.</param>
public sealed record SignedContract(long Id, SigningKey Key, long CustomerId, string? Industry, bool IsKnownCustomer, bool BringsNew)
{
    /// <summary>Decided once, as of signing; a later change order is of the same kind as its contract.</summary>
    public ContractNovelty NoveltyIn(IndustryDays industries, int lookBackMonths)
    {
        ArgumentNullException.ThrowIfNull(industries);
        return Industry is { } industry && !industries.IsKnown(industry, Key, lookBackMonths) ? ContractNovelty.NewIndustry
            : !IsKnownCustomer ? ContractNovelty.NewCustomer
            : BringsNew ? ContractNovelty.NewProject
            : ContractNovelty.Repeat;
    }
}

/// <summary>On which days the company signed in which industry.</summary>
public sealed class IndustryDays
{
    private readonly Dictionary<string, SigningKey[]> _days;

    /// <param name="signings">Of every day at least the first signing in the industry.</param>
    public IndustryDays(IEnumerable<(string Industry, SigningKey Key)> signings) =>
        _days = signings.GroupBy(row => row.Industry, row => row.Key).ToDictionary(rows => rows.Key, rows => rows.Order().ToArray());

    /// <summary>Whether something was signed in the industry before this, and not longer ago than so many months.</summary>
    public bool IsKnown(string industry, SigningKey key, int lookBackMonths)
    {
        if (!_days.TryGetValue(industry, out var days))
        {
            return false;
        }

        var found = Array.BinarySearch(days, key);
        var before = (found < 0 ? ~found : found) - 1;
        return before >= 0 && days[before].On >= key.On.AddMonths(-lookBackMonths);
    }
}
