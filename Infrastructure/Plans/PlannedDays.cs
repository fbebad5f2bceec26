using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Plans;

/// <summary>What planning an action so would come to: another appointment of somebody at the same time, or a day with too many hours.</summary>
/// <param name="ActionId">The other appointment; null for an overload.</param>
public sealed record PlanningTrouble(long PersonId, DateOnly Day, long? ActionId, int? StartMinute, int Minutes);

public static class PlannedDays
{
    private static readonly ActionState[] Void = [ActionState.Dropped, ActionState.Lapsed];

    /// <summary>The planned time of people that touches these days, without what was dropped or lapsed.</summary>
    public static IQueryable<PlannedTime> TimesOf(this CrmDbContext db, IReadOnlyCollection<long> people, DateOnly from, DateOnly until) =>
        db.ProjectTimesOf(people, from, until).Select(part => part.Time);

    /// <summary>The same with the opportunity that it is for.</summary>
    internal static IQueryable<ProjectTime> ProjectTimesOf(this CrmDbContext db, IReadOnlyCollection<long> people, DateOnly from, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(db);
        var first = from.AddDays(-PlanAction.MostSpan);
        return from one in db.PlanParticipants.AsNoTracking()
               where people.Contains(one.PersonId) && one.StartOn >= first && one.StartOn <= until
               join action in db.PlanActions on one.ActionId equals action.Id
               where (one.StartOn >= @from || action.DueOn >= @from) && !Void.Contains(action.State)
               select new ProjectTime
               {
                   OpportunityId = action.OpportunityId,
                   Time = new PlannedTime(action.Id, one.PersonId, action.StartOn, action.StartMinute, action.Minutes, action.DueOn),
               };
    }

    /// <summary>Clashes and overloaded days that the action brings to those who take part; each day of a person once.</summary>
    public static async Task<IReadOnlyList<PlanningTrouble>> TroublesAsync(
        this CrmDbContext db, IReadOnlyList<PlannedTime> wanted, BusinessCalendar calendar, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Count == 0)
        {
            return [];
        }

        var people = wanted.Select(time => time.PersonId).ToList();
        var others = (await db.TimesOf(people, wanted[0].StartOn, wanted[0].DueOn).ToListAsync(cancel)).Where(time => time.ActionId != wanted[0].ActionId).ToList();
        var loads = others.Concat(wanted).Loads(calendar);
        return
        [
            .. from time in wanted
               from other in others.Where(time.Overlaps)
               select new PlanningTrouble(time.PersonId, time.StartOn, other.ActionId, other.StartMinute, other.Minutes),
            .. from time in wanted
               from part in time.Spread(calendar)
               let load = loads[(time.PersonId, part.Day)]
               where part.Minutes > 0 && load > PlannedTimes.FullDay
               select new PlanningTrouble(time.PersonId, part.Day, null, null, load),
        ];
    }
}

/// <summary>Planned time with the opportunity that it is for.</summary>
internal sealed class ProjectTime
{
    public long OpportunityId { get; init; }

    public PlannedTime Time { get; init; }
}
