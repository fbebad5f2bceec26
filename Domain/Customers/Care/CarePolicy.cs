using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Care;

/// <summary>关怀规则: which occasions each category's customers are cared for on; one version, the newest holds. The cycles are the category scheme's.</summary>
public sealed class CarePolicy
{
    /// <summary>No task is made longer ahead.</summary>
    public const int MostDays = 60;

    /// <summary>What holds until somebody saves a policy.</summary>
    public static readonly CarePolicy Default = new(
        new Dictionary<string, IReadOnlyList<CareKind>>
        {
            [CategoryScheme.Key] = CareKinds.Occasions,
            [CategoryScheme.Target] = [CareKind.Birthday, CareKind.SpringFestival, CareKind.MidAutumn, CareKind.Revisit],
            [CategoryScheme.General] = [CareKind.SpringFestival, CareKind.Revisit],
        },
        aheadDays: 14, greetDays: 3, new Stamp(null, DateTime.UnixEpoch, DateOnly.FromDateTime(DateTime.UnixEpoch)));

    private readonly Dictionary<string, List<CareKind>> _occasions;

    /// <param name="aheadDays">So many days before it is due a task is made.</param>
    /// <param name="greetDays">So many days before a festival one greets.</param>
    /// <exception cref="RuleBroken">A number of days is out of range, or the occasion would pass before its task is made.</exception>
    public CarePolicy(IReadOnlyDictionary<string, IReadOnlyList<CareKind>> occasions, int aheadDays, int greetDays, Stamp stamp)
    {
        (aheadDays is < 1 or > MostDays || greetDays < 0 || greetDays > aheadDays ? new Refusal("CareDaysOutOfRange", MostDays) : null).ThrowIfRefused();
        _occasions = occasions.ToDictionary(pair => pair.Key, pair => pair.Value.Where(CareKinds.Occasions.Contains).Distinct().Order().ToList());
        (AheadDays, GreetDays, At, ActorId) = (aheadDays, greetDays, stamp.At, stamp.ActorId);
    }

    private CarePolicy()
    {
        _occasions = [];
    }

    public long Id { get; private set; }

    public int AheadDays { get; private set; }

    public int GreetDays { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IEnumerable<string> CategoriesWith(CareKind occasion) => _occasions.Where(pair => pair.Value.Contains(occasion)).Select(pair => pair.Key);

    public bool Keeps(string category, CareKind occasion) => _occasions.TryGetValue(category, out var kept) && kept.Contains(occasion);

    /// <summary>The festivals whose tasks are to be made by now, with their days.</summary>
    public IEnumerable<(CareKind Kind, DateOnly On)> FestivalsAhead(DateOnly today) =>
        from kind in CareKinds.Festivals
        let day = CareDays.NextFestival(kind, today)
        where day.AddDays(-GreetDays) <= today.AddDays(AheadDays)
        select (kind, day);
}
