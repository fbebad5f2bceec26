using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What each rep is to sign in the present fiscal period, the one before and the one after; teams and regions are the sums of theirs.</summary>
internal static class DemoTargets
{
    private static readonly Money OfRep = Money.FromMajor(800_000);

    public static async Task AddAsync(CrmDbContext db, DemoStory story, DateTime now, CancellationToken cancel)
    {
        var present = db.Company.Settings.FiscalSpanOf(story.Hours.Time.DayOf(now));
        foreach (var period in (FiscalSpan[])[present.Previous, present, present.Next])
        {
            var stamp = story.At(story.Cast.Seat("gm").Id, now);
            db.SalesTargets.AddRange(story.Cast.Reps.Select(rep => new SalesTarget(TargetOf.Person, rep.Id, period, OfRep, 1, null, stamp)));
        }

        await db.SaveChangesAsync(cancel);
    }
}
