using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>A presales budget in force that asks for the same people.</summary>
/// <param name="Days">Person-days in the weeks in which the application makes somebody's days more than the week has.</param>
public sealed record RunningBudget(long OpportunityId, string Number, string Name, Money Budget, Money Spent, decimal Days)
{
    public bool IsDisplaced => Days > 0;
}

/// <summary>What an application means for the people that it asks for.</summary>
/// <param name="Running">Of the projects in the viewer's reach.</param>
/// <param name="DaysBeyondReach">Displaced in all other projects together: that the people's time is taken, and nothing else of them.</param>
public sealed record PresalesCapacity(IReadOnlyList<PersonLoad> Loads, IReadOnlyList<RunningBudget> Running, decimal DaysBeyondReach)
{
    public static readonly PresalesCapacity None = new([], [], 0);

    public IReadOnlyList<IsoWeek> Weeks => [.. Loads.SelectMany(load => load.Weeks).Select(week => week.Week).Distinct().Order().Take(PresalesLoad.MostWeeks)];

    /// <summary>Committed is what other projects of theirs have approved; they are found by the teams, which an approval makes them join.</summary>
    public static async Task<PresalesCapacity> OfAsync(CrmDbContext db, Viewer viewer, Initiation application, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(application);
        var people = application.Asked.ToList();
        if (people.Count == 0)
        {
            return None;
        }

        var visible = db.Opportunities.VisibleTo(viewer).Select(row => row.Id);
        var running = await (
            from initiation in db.Initiations.AsNoTracking().Live()
            where initiation.OpportunityId != application.OpportunityId
            join opportunity in db.Opportunities on initiation.OpportunityId equals opportunity.Id
            where opportunity.State == OpportunityState.Open
                && db.Set<OpportunityMember>().Any(member => member.OpportunityId == opportunity.Id && people.Contains(member.PersonId))
            select new { Initiation = initiation, opportunity.Number, opportunity.Name, IsVisible = visible.Contains(opportunity.Id) }).ToListAsync(cancel);
        var calendar = db.Company.Facts.Calendar;
        var loads = PresalesLoad.Of([.. application.Budget], running.SelectMany(row => row.Initiation.Budget), calendar, today);
        var over = loads.SelectMany(load => load.Weeks.Where(week => week.IsOver).Select(week => (load.PersonId, week.Week))).ToHashSet();
        decimal Displaced(Initiation other) => PresalesLoad.Spread(other.Budget, calendar).Where(cell => over.Contains(cell.Key)).Sum(cell => cell.Value);
        return new PresalesCapacity(loads,
        [
            .. running.Where(row => row.IsVisible).Select(row => new RunningBudget(
                    row.Initiation.OpportunityId, row.Number, row.Name, row.Initiation.BudgetTotal, row.Initiation.Spent, Math.Round(Displaced(row.Initiation), 1)))
                .OrderByDescending(one => one.Days).ThenBy(one => one.Number, StringComparer.Ordinal),
        ], Math.Round(running.Where(row => !row.IsVisible).Sum(row => Displaced(row.Initiation)), 1));
    }
}
