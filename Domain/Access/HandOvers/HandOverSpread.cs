using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access.HandOvers;

/// <summary>Why somebody gets a record.</summary>
public enum HandOverCause
{
    ByHand,

    /// <summary>He has spoken with people there.</summary>
    KnowsCustomer,

    KnowsIndustry,

    CoversRegion,

    /// <summary>Nobody has less to do.</summary>
    LeastWork,

    /// <summary>It goes where its customer goes.</summary>
    WithCustomer,
}

public sealed record HandOverReason(long ToId, HandOverCause Cause, string? Word);

/// <summary>Somebody who can take work over.</summary>
/// <param name="Knows">His industries and products.</param>
/// <param name="Load">Customers, open leads and open opportunities that he answers for.</param>
public sealed record Successor(long Id, string Name, long? TeamId, long? RegionId, string? Region, IReadOnlyList<string> Knows, int Load);

/// <summary>One thing that goes to one person: a customer with what hangs on it, or a lead or an opportunity alone.</summary>
/// <param name="Weight">How many records it is.</param>
/// <param name="Touches">How many touches each colleague had with the people there.</param>
public sealed record HandedThing(
    HandedType Type, long Id, string Name, long? RegionId, string? Industry, Money Amount, int Weight, IReadOnlyDictionary<long, int> Touches);

/// <summary>Who gets what: whoever knows the people, the industry or the region, and has the least to do; each placement counts at once.</summary>
public sealed class HandOverSpread(IReadOnlyList<Successor> people)
{
    private const int RelationPoints = 50;
    private const int IndustryPoints = 30;
    private const int RegionPoints = 40;
    private const int LoadPoints = 60;
    private const int SmallLoad = 10;

    private readonly Dictionary<long, int> _load = people.ToDictionary(person => person.Id, person => person.Load);

    /// <exception cref="RuleBroken">There is nobody to give anything to.</exception>
    public HandOverReason Place(HandedThing thing)
    {
        ArgumentNullException.ThrowIfNull(thing);
        (people.Count == 0 ? new Refusal("NobodyToHandOverTo") : null).ThrowIfRefused();
        var heaviest = Math.Max(SmallLoad, _load.Values.Max());
        var best = people
            .OrderByDescending(person => Fit(thing, person) + (LoadPoints * (heaviest - _load[person.Id]) / heaviest))
            .ThenBy(person => _load[person.Id]).ThenBy(person => person.Id).First();
        _load[best.Id] += thing.Weight;
        return Because(thing, best);
    }

    private static int Fit(HandedThing thing, Successor person) =>
        (thing.Touches.GetValueOrDefault(person.Id) > 0 ? RelationPoints : 0)
        + (Knows(person, thing.Industry) ? IndustryPoints : 0)
        + (Covers(person, thing) ? RegionPoints : 0);

    private static HandOverReason Because(HandedThing thing, Successor person) =>
        thing.Touches.GetValueOrDefault(person.Id) is > 0 and var touches
            ? new(person.Id, HandOverCause.KnowsCustomer, touches.ToString(System.Globalization.CultureInfo.InvariantCulture))
        : Knows(person, thing.Industry) ? new(person.Id, HandOverCause.KnowsIndustry, thing.Industry)
        : Covers(person, thing) ? new(person.Id, HandOverCause.CoversRegion, person.Region)
        : new(person.Id, HandOverCause.LeastWork, null);

    private static bool Knows(Successor person, string? industry) =>
        industry is not null && person.Knows.Contains(industry, StringComparer.OrdinalIgnoreCase);

    private static bool Covers(Successor person, HandedThing thing) => thing.RegionId is not null && thing.RegionId == person.RegionId;
}
