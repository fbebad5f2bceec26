using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Access.HandOvers;

/// <summary>Who gets what, without a database.</summary>
public sealed class HandOverSpreadSpecs
{
    private static readonly Dictionary<long, int> NoTouches = [];

    [Fact]
    public void Who_knows_the_people_comes_before_the_industry_and_the_region()
    {
        var people = new[] { Person(1, region: 7), Person(2, knows: "Finance"), Person(3) };

        Assert.Equal((3, HandOverCause.KnowsCustomer, "2"), Placed(people, Thing(7, "Finance", new() { [3] = 2 })));
        Assert.Equal((1, HandOverCause.CoversRegion, "Region 7"), Placed(people, Thing(7, "Retail")));
        Assert.Equal((2, HandOverCause.KnowsIndustry, "Finance"), Placed(people, Thing(null, "Finance")));
    }

    [Fact]
    public void Among_equals_the_work_is_balanced_by_what_each_thing_weighs()
    {
        var got = new SortedDictionary<long, int> { [1] = 0, [2] = 5, [3] = 9 };
        var spread = new HandOverSpread([.. got.Select(pair => Person(pair.Key, load: pair.Value))]);

        foreach (var _ in Enumerable.Range(0, 31))
        {
            var reason = spread.Place(Thing(null, null));
            got[reason.ToId]++;
        }

        Assert.Equal([(1, 15), (2, 15), (3, 15)], got.Select(pair => ((int)pair.Key, pair.Value)));
    }

    [Fact]
    public void Nobody_to_give_to_is_said() =>
        Assert.Equal("NobodyToHandOverTo", Given.RefusalOf(() => new HandOverSpread([]).Place(Thing(null, null))));

    private static (long, HandOverCause, string?) Placed(Successor[] people, HandedThing thing)
    {
        var reason = new HandOverSpread(people).Place(thing);
        return (reason.ToId, reason.Cause, reason.Word);
    }

    private static Successor Person(long id, long? region = null, string? knows = null, int load = 0) =>
        new(id, $"Person {id}", 1, region, region is null ? null : $"Region {region}", knows is null ? [] : [knows], load);

    private static HandedThing Thing(long? region, string? industry, Dictionary<long, int>? touches = null) =>
        new(HandedType.Customer, 1, "Green Media", region, industry, Money.Zero, 1, touches ?? NoTouches);
}
