using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>One value of a lead that was changed after the capture: append-only, the origin of the present value.</summary>
public sealed class LeadChange
{
    private LeadChange()
    {
        Field = null!;
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    /// <summary>The name of the property of <see cref="LeadFacts"/>, or <c>NextAction</c>, <c>NextDueOn</c>, <c>ExemptUntil</c>, <c>ArchivedAt</c>.</summary>
    public string Field { get; private init; }

    public string? Before { get; private init; }

    public string? After { get; private init; }

    public LeadOrigin Origin { get; private init; }

    public DateTime At { get; private init; }

    public long? ActorId { get; private init; }

    internal static IEnumerable<LeadChange> Between(LeadFacts before, LeadFacts after, Stamp stamp, LeadOrigin origin) =>
        Values(before).Zip(Values(after))
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => Of(pair.First.Field, pair.First.Value, pair.Second.Value, stamp, origin));

    internal static LeadChange Of(string field, string? before, string? after, Stamp stamp, LeadOrigin origin) => new()
    {
        Field = field, Before = before, After = after, Origin = origin, At = stamp.At, ActorId = stamp.ActorId,
    };

    internal static string? Text(DateTime? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    internal static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Field, string? Value)> Values(LeadFacts facts) =>
    [
        (nameof(facts.Company), facts.Company),
        (nameof(facts.Channel), facts.Channel.ToString()),
        (nameof(facts.Campaign), facts.Campaign),
        (nameof(facts.ContactName), facts.ContactName),
        (nameof(facts.Phone), facts.Phone),
        (nameof(facts.Email), facts.Email),
        (nameof(facts.RegionId), facts.RegionId?.ToString(CultureInfo.InvariantCulture)),
        (nameof(facts.Industry), facts.Industry),
        (nameof(facts.Need), facts.Need),
        (nameof(facts.Products), facts.Products),
        (nameof(facts.Amount), facts.Amount?.ToString()),
        (nameof(facts.ExpectedOn), Text(facts.ExpectedOn)),
        (nameof(facts.Score), facts.Score?.ToString(CultureInfo.InvariantCulture)),
        (nameof(facts.ReferredById), facts.ReferredById?.ToString(CultureInfo.InvariantCulture)),
    ];
}
