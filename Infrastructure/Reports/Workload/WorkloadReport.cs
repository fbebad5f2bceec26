using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Plans;

namespace SiCrm.Infrastructure.Reports.Workload;

/// <summary>Which weeks.</summary>
public sealed record WorkloadQuestion(IsoWeek From, int Weeks)
{
    public const int Usual = 8;
    public const int Most = 26;

    public DateOnly Until => From.Plus(Weeks - 1).Sunday;

    public IEnumerable<IsoWeek> All => Enumerable.Range(0, Weeks).Select(From.Plus);
}

/// <summary>A person's week, in minutes.</summary>
/// <param name="Capacity">Eight hours of every working day.</param>
/// <param name="Pipeline">What initiations ask of him beyond what is planned for the same project: whole once approved, by the stage's probability before.</param>
public sealed record WorkloadCell(long PersonId, IsoWeek Week, int Capacity, int Planned, int Logged, int Pipeline)
{
    /// <summary>(planned + pipeline) ÷ capacity; null in a week without working days.</summary>
    public decimal? Load => Capacity == 0 ? null : decimal.Divide(Planned + Pipeline, Capacity);

    /// <summary>Of several weeks of one person, by the first.</summary>
    public static WorkloadCell Sum(IReadOnlyList<WorkloadCell> weeks)
    {
        ArgumentNullException.ThrowIfNull(weeks);
        return weeks[0] with { Capacity = weeks.Sum(week => week.Capacity), Planned = weeks.Sum(week => week.Planned), Logged = weeks.Sum(week => week.Logged), Pipeline = weeks.Sum(week => week.Pipeline) };
    }
}

/// <summary>What an initiation asks of somebody in a week, in minutes, from today on.</summary>
/// <param name="Wanted">Whole once approved, by the stage's probability before.</param>
/// <param name="Planned">Of it what he plans to do for the project in that week.</param>
public sealed record WantedWork(long PersonId, long OpportunityId, IsoWeek Week, int Wanted, int Planned)
{
    public int Beyond => Math.Max(0, Wanted - Planned);
}

/// <summary>
/// 忙闲 <c>workload</c>: person × week. Planned = the hours of his actions, done or open, at their hour or spread over the working days
/// until they are due; logged = the hours that he said his actions took him, or his hours in the presales ledger: of one day on one
/// opportunity the more of the two, because who does presales work by plan says both of the same hours; pipeline = person-days that
/// initiation budgets ask of him by name, spread over the working days of their span, whole once approved, otherwise × the stage's
/// probability; hours that are planned for the project are a part of them, and count once.
/// </summary>
public static class WorkloadReport
{
    private const int DayMinutes = PlannedTimes.FullDay;

    private static readonly InitiationState[] Asking = [InitiationState.Applied, InitiationState.Held, InitiationState.Approved, InitiationState.Conditional];

    public static async Task<IReadOnlyList<WorkloadCell>> OfAsync(
        CrmDbContext db, IReadOnlyCollection<long> people, WorkloadQuestion asked, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var calendar = db.Company.Facts.Calendar;
        var actions = await PlannedAsync(db, people, asked, calendar, cancel);
        var planned = ByWeek(actions.Select(part => (part.PersonId, part.Day, part.Minutes)));
        var logged = ByWeek(await LoggedAsync(db, people, asked, cancel));
        var pipeline = (await WantedAsync(db, people, actions, today, calendar, cancel))
            .GroupBy(part => (part.PersonId, part.Week)).ToDictionary(group => group.Key, group => group.Sum(part => part.Beyond));
        return
        [
            .. from person in people
               from week in asked.All
               let capacity = DayMinutes * Enumerable.Range(0, 7).Count(day => calendar.IsWorkingDay(week.Monday.AddDays(day)))
               select new WorkloadCell(person, week, capacity, planned.GetValueOrDefault((person, week)), logged.GetValueOrDefault((person, week)),
                   pipeline.GetValueOrDefault((person, week))),
        ];
    }

    /// <summary>What projects ask of somebody in a week, by the most that is asked beyond what he plans to do.</summary>
    public static async Task<IReadOnlyList<WantedWork>> WantedAsync(CrmDbContext db, long person, IsoWeek week, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (calendar, asked) = (db.Company.Facts.Calendar, new WorkloadQuestion(week, 1));
        var wanted = await WantedAsync(db, [person], await PlannedAsync(db, [person], asked, calendar, cancel), today, calendar, cancel);
        return [.. wanted.Where(part => part.Week == week).OrderByDescending(part => part.Beyond).ThenBy(part => part.OpportunityId)];
    }

    /// <summary>How much of a budget line falls on which day.</summary>
    public static IEnumerable<(DateOnly Day, int Minutes)> Spread(PresalesLine line, int percent, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line is not { Kind: PresalesKind.PersonDays, StartOn: { } from, EndOn: { } until } || until.DayNumber - from.DayNumber > PlanAction.MostDaysAhead)
        {
            return [];
        }

        return new PlannedTime(0, line.PersonId ?? 0, from, null, line.TenthDays * DayMinutes / 10 * percent / 100, until).Spread(calendar);
    }

    private static Dictionary<(long, IsoWeek), int> ByWeek(IEnumerable<(long PersonId, DateOnly Day, int Minutes)> parts) => parts
        .GroupBy(part => (part.PersonId, IsoWeek.Of(part.Day))).ToDictionary(group => group.Key, group => group.Sum(part => part.Minutes));

    private static async Task<List<Part>> PlannedAsync(
        CrmDbContext db, IReadOnlyCollection<long> people, WorkloadQuestion asked, BusinessCalendar calendar, CancellationToken cancel) =>
        [
            .. (await db.ProjectTimesOf(people, asked.From.Monday, asked.Until).ToListAsync(cancel))
                .SelectMany(time => time.Time.Spread(calendar).Select(part => new Part(time.Time.PersonId, time.OpportunityId, part.Day, part.Minutes))),
        ];

    /// <summary>What is asked of somebody for a project in a week from today on, beside what he plans to do for it.</summary>
    private static async Task<IEnumerable<WantedWork>> WantedAsync(
        CrmDbContext db, IReadOnlyCollection<long> people, IEnumerable<Part> planned, DateOnly today, BusinessCalendar calendar, CancellationToken cancel)
    {
        var taken = planned.Where(part => part.Day >= today).GroupBy(part => part.Place).ToDictionary(group => group.Key, group => group.Sum(part => part.Minutes));
        return (await PipelineAsync(db, people, today, calendar, cancel)).Where(part => part.Day >= today).GroupBy(part => part.Place)
            .Select(group => new WantedWork(group.Key.PersonId, group.Key.OpportunityId, group.Key.Week, group.Sum(part => part.Minutes), taken.GetValueOrDefault(group.Key)));
    }

    /// <summary>One piece of work counts once, though it can be said twice: as an action's outcome, and as a cost of the project.</summary>
    private static async Task<List<(long, DateOnly, int)>> LoggedAsync(
        CrmDbContext db, IReadOnlyCollection<long> people, WorkloadQuestion asked, CancellationToken cancel)
    {
        var (first, last) = (asked.From.Monday, asked.Until);
        var actions = await (
            from one in db.PlanParticipants.AsNoTracking()
            where people.Contains(one.PersonId) && one.LoggedOn >= first && one.LoggedOn <= last
            join action in db.PlanActions on one.ActionId equals action.Id
            group one by new { one.PersonId, one.LoggedOn, action.OpportunityId } into part
            select new { part.Key, Minutes = part.Sum(one => one.LoggedMinutes ?? 0) }).ToListAsync(cancel);
        var ledger = await db.PresalesEntries.AsNoTracking()
            .Where(entry => entry.Kind == PresalesKind.PersonDays && people.Contains(entry.PersonId) && entry.On >= first && entry.On <= last)
            .GroupBy(entry => new { entry.PersonId, entry.On, entry.OpportunityId }).Select(part => new { part.Key, Minutes = part.Sum(entry => entry.Minutes) }).ToListAsync(cancel);
        var worked = ledger.ToDictionary(part => (part.Key.PersonId, part.Key.On, part.Key.OpportunityId), part => part.Minutes);
        foreach (var part in actions)
        {
            var place = (part.Key.PersonId, part.Key.LoggedOn ?? default, part.Key.OpportunityId);
            worked[place] = Math.Max(worked.GetValueOrDefault(place), part.Minutes);
        }

        return [.. worked.Select(part => (part.Key.PersonId, part.Key.Item2, part.Value))];
    }

    private static async Task<IEnumerable<Part>> PipelineAsync(
        CrmDbContext db, IReadOnlyCollection<long> people, DateOnly today, BusinessCalendar calendar, CancellationToken cancel)
    {
        var stages = db.Company.Facts.Stages;
        var known = people.ToHashSet();
        var rows = await (from initiation in db.Initiations.AsNoTracking()
                          where initiation.WorkUntil >= today && Asking.Contains(initiation.State)
                          join opportunity in db.Opportunities on initiation.OpportunityId equals opportunity.Id
                          where opportunity.State == OpportunityState.Open
                          select new { initiation.State, opportunity.Id, Lines = EF.Property<List<PresalesLine>>(initiation, "_budget"), opportunity.StageId }).ToListAsync(cancel);
        return from row in rows
               let percent = row.State is InitiationState.Approved or InitiationState.Conditional ? 100 : stages.Of(row.StageId).Probability
               from line in row.Lines
               where line.PersonId is { } person && known.Contains(person)
               from part in Spread(line, percent, calendar)
               select new Part(line.PersonId ?? 0, row.Id, part.Day, part.Minutes);
    }

    /// <summary>Somebody's time of one day for one project.</summary>
    private readonly record struct Part(long PersonId, long OpportunityId, DateOnly Day, int Minutes)
    {
        public (long PersonId, long OpportunityId, IsoWeek Week) Place => (PersonId, OpportunityId, IsoWeek.Of(Day));
    }
}
