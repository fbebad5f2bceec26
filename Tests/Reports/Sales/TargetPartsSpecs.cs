using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Sales;

public sealed class TargetPartsSpecs
{
    [Fact]
    public void The_parts_of_any_target_over_any_days_are_the_target()
    {
        var random = new Random(19);
        for (var round = 0; round < 300; round++)
        {
            var targets = Enumerable.Range(0, random.Next(0, 12)).Select(i => Any(random, i)).ToList();
            var sums = new TargetSums(
                targets, new TargetOrganisation(new Dictionary<long, long?> { [1] = 1, [2] = 1, [3] = 2 }, new Dictionary<long, long?> { [1] = 1, [2] = 2 }), [1, 2]);
            var from = new DateOnly(2026, random.Next(1, 13), random.Next(1, 29));
            var to = from.AddDays(random.Next(0, 500));
            foreach (var (of, subject) in new (TargetOf, long?)[] { (TargetOf.Company, null), (TargetOf.Region, 1), (TargetOf.Team, 2), (TargetOf.Person, 1) })
            {
                var parts = sums.Parts(of, subject, from, to);
                Assert.Equal(sums.Of(of, subject, from, to)?.Minor ?? 0, parts.Sum(part => part.Counted.Minor));
                Assert.Equal(sums.Of(of, subject, from, to) is null, parts.Count == 0);
                Assert.All(parts, part => Assert.True(part.Months <= part.Target.Months && part.Counted <= part.Target.Amount));
            }
        }
    }

    private static SalesTarget Any(Random random, int number)
    {
        var of = (TargetOf)random.Next(0, 4);
        var span = FiscalSpan.Of(new DateOnly(2026, random.Next(1, 13), 1), ((int[])[1, 3, 12])[random.Next(3)], 1);
        return new SalesTarget(of, of == TargetOf.Company ? null : random.Next(1, 3), span, new Money(random.Next(0, 100_000)), number + 1, "seen anew", default);
    }
}
