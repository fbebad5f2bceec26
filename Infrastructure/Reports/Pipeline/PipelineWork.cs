using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Pipeline;

/// <summary>For which opportunities something was done before a week's end that changed no figure of them.</summary>
internal static class PipelineWork
{
    public static async Task<IReadOnlySet<long>> OfAsync(CrmDbContext db, PipelineSpan span, CancellationToken cancel)
    {
        var (from, to) = (span.TouchedFrom, span.To);
        var (firstDay, endDay) = (db.Company.Time.DayOf(from), db.Company.Time.DayOf(to));
        var done = db.PlanActions.Where(action => action.State == ActionState.Done && action.ClosedAt >= from && action.ClosedAt < to)
            .Select(action => action.OpportunityId);
        var presales = db.PresalesEntries.Where(entry => entry.On >= firstDay && entry.On < endDay && entry.ReversesId == null && entry.TakenBackAt == null)
            .Select(entry => entry.OpportunityId);
        var touches = db.Touches.Where(touch => touch.At >= from && touch.At < to && touch.ContactId != null && touch.Kind != TouchKind.Note);
        var deciding = from touch in touches
                       join member in db.BuyingCentreMembers on touch.ContactId equals member.ContactId
                       join centre in db.BuyingCentres on member.BuyingCentreId equals centre.Id
                       select centre.OpportunityId;
        var named = from touch in touches
                    join opportunity in db.Opportunities on touch.ContactId equals opportunity.ContactId
                    select opportunity.Id;
        return (await done.Union(presales).Union(deciding).Union(named).ToListAsync(cancel)).ToHashSet();
    }
}
