using SiCrm.Domain.Customers;

namespace SiCrm.Tests.Customers;

public sealed class RelationLayoutSpecs
{
    [Fact]
    public void A_superior_stands_over_the_middle_of_his_people()
    {
        var layout = RelationLayout.Of([At(1), At(2, 1), At(3, 1), At(4, 1), At(5)]);

        Assert.Equal([(1L, 1.0, 0), (2L, 0.0, 1), (3L, 1.0, 1), (4L, 2.0, 1), (5L, 3.0, 0)],
            layout.Places.OrderBy(place => place.Person.ContactId).Select(place => (place.Person.ContactId, place.X, place.Level)));
        Assert.Equal((4, 2), (layout.Columns, layout.Levels));
    }

    [Fact]
    public void Lines_of_several_projects_that_make_a_ring_are_cut()
    {
        var layout = RelationLayout.Of([At(1, 3), At(2, 1), At(3, 2)]);

        Assert.Equal([0, 1, 2], layout.Places.Select(place => place.Level).Order());
    }

    [Fact]
    public void Everybody_has_a_place_of_his_own_whoever_reports_to_whom()
    {
        var chance = new Random(99);
        for (var i = 0; i < 300; i++)
        {
            var people = Enumerable.Range(1, 40).Select(id => At(id, chance.Next(3) == 0 ? null : chance.Next(1, 45))).ToList();

            var layout = RelationLayout.Of(people);

            Assert.Equal(40, layout.Places.Select(place => place.Person.ContactId).Distinct().Count());
            Assert.Equal(40, layout.Places.Select(place => (place.Level, place.X)).Distinct().Count());
            Assert.All(layout.Places.GroupBy(place => place.Level), level => Assert.All(
                level.Select(place => place.X).Order().Pairwise(), pair => Assert.True(pair.Next - pair.Before >= 1, $"{pair}")));
        }
    }

    private static RelationPerson At(long id, long? reportsTo = null) => Relations.Person(id, null, reportsTo: reportsTo);
}

internal static class Neighbours
{
    public static IEnumerable<(double Before, double Next)> Pairwise(this IEnumerable<double> sorted)
    {
        var all = sorted.ToList();
        return all.Zip(all.Skip(1));
    }
}
