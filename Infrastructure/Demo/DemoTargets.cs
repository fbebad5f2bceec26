using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What each rep is to sign in the quarters of the story and in the next; teams and regions are the sums of theirs.</summary>
internal static class DemoTargets
{
    private const int Quarters = 9;

    public static Task AddAsync(CrmDbContext db, DemoStory story, DateTime now, CancellationToken cancel)
    {
        var present = FiscalSpan.Of(story.Hours.Time.DayOf(now), 3, db.Company.Settings.FiscalYearStart);
        return db.InsertInBulkAsync(story.Cast.Reps.SelectMany((rep, place) => Of(rep, place, present.Next, story.At(story.Cast.ManagerOf(rep).Id, now))).ToList(), cancel);
    }

    private static IEnumerable<SalesTarget> Of(Person rep, int place, FiscalSpan quarter, Stamp stamp)
    {
        for (var i = 0; i < Quarters; i++, quarter = quarter.Previous)
        {
            yield return new SalesTarget(TargetOf.Person, rep.Id, quarter, Money.FromMajor(1_600_000 + (place % 5 * 300_000)), 1, null, stamp);
        }
    }
}
