namespace SiCrm.Domain.Customers;

public enum RelationGapKind
{
    /// <summary>Nobody has the role.</summary>
    RoleMissing,

    AttitudeUnknown,

    Against,

    /// <summary>No two-way contact ever.</summary>
    NeverTouched,

    /// <summary>The last one is too long ago.</summary>
    Silent,

    /// <summary>He was spoken with lately, but not by a manager of ours.</summary>
    NoManager,

    NoHolder,
}

/// <summary>What is missing in a relation; in words it is one sentence.</summary>
/// <param name="Days">Since the last contact; null: there was none.</param>
public sealed record RelationGap(RelationGapKind Kind, BuyingRole Role, RelationPerson? Person = null, int? Days = null);

/// <summary>覆盖度: of the required roles the share that is covered: a named contact, a known attitude, and an effective two-way contact of late.</summary>
public sealed record RelationCoverage(IReadOnlyList<BuyingRole> Required, IReadOnlyList<BuyingRole> Covered, IReadOnlyList<RelationGap> Gaps)
{
    /// <summary>Null where no role is required.</summary>
    public decimal? Share => Required.Count == 0 ? null : (decimal)Covered.Count / Required.Count;

    /// <param name="today">The company's day that <paramref name="dayOf"/> would give for now.</param>
    /// <param name="dayOf">The company's day of an instant.</param>
    public static RelationCoverage Of(IReadOnlyList<RelationPerson> people, IReadOnlyList<BuyingRole> required, DateOnly today, Func<DateTime, DateOnly> dayOf)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(required);
        var ages = new TouchAges(today, dayOf);
        var gaps = new List<RelationGap>();
        var covered = new List<BuyingRole>();
        foreach (var role in required)
        {
            var holders = people.Where(person => person.Role == role).OrderByDescending(person => person.Influence).ToList();
            if (holders.Any(ages.Cover))
            {
                covered.Add(role);
            }

            gaps.AddRange(holders.Count == 0 ? [new RelationGap(RelationGapKind.RoleMissing, role)] : holders.SelectMany(ages.GapsOf));
        }

        gaps.AddRange(people.Where(person => person is { IsAgainstUs: true, Role: { } role } && !required.Contains(role)).SelectMany(ages.GapsOf));
        return new(required, covered, gaps);
    }

    private sealed record TouchAges(DateOnly Today, Func<DateTime, DateOnly> DayOf)
    {
        public bool Cover(RelationPerson person) => person.Attitude is not null && Age(person.EffectiveTouchAt) <= BuyingCentreNeeds.TouchDays;

        /// <summary>Hostility and silence are one sentence.</summary>
        public IEnumerable<RelationGap> GapsOf(RelationPerson person)
        {
            if (person.Role is not { } role)
            {
                yield break;
            }

            var days = Age(person.LastTouchAt);
            var isSilent = days is null || days > BuyingCentreNeeds.TouchDays;
            if (person.IsAgainstUs)
            {
                yield return new(RelationGapKind.Against, role, person, days);
            }
            else if (isSilent)
            {
                yield return new(days is null ? RelationGapKind.NeverTouched : RelationGapKind.Silent, role, person, days);
            }

            if (person.Attitude is null)
            {
                yield return new(RelationGapKind.AttitudeUnknown, role, person);
            }

            if (!isSilent && !(Age(person.EffectiveTouchAt) <= BuyingCentreNeeds.TouchDays))
            {
                yield return new(RelationGapKind.NoManager, role, person, Age(person.LastManagerTouchAt));
            }

            if (person.HolderId is null)
            {
                yield return new(RelationGapKind.NoHolder, role, person);
            }
        }

        private int? Age(DateTime? at) => at is { } touched ? Today.DayNumber - DayOf(touched).DayNumber : null;
    }
}
