using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Plans;

/// <summary>What an entry of a calendar comes from.</summary>
public enum EntrySource
{
    Action,
    Care,
    Lead,

    /// <summary>The next step of an opportunity without a plan.</summary>
    NextStep,

    /// <summary>What a project manager is to deliver of a contract.</summary>
    Delivery,
}

/// <summary>One entry of somebody's calendar.</summary>
/// <param name="Id">Of what it comes from.</param>
/// <param name="Title">Null where the viewer sees only that the time is taken.</param>
/// <param name="Subject">The opportunity, the customer, the lead or the contract.</param>
/// <param name="SubjectId">Of the opportunity, the customer, the lead or the contract.</param>
public sealed record CalendarEntry(
    EntrySource Source, long Id, int Version, long? PersonId, string? Title, string? Subject, long SubjectId, DateOnly StartOn, int? StartMinute, int Minutes,
    DateOnly DueOn, bool IsOpen)
{
    public ActionKind? Kind { get; init; }

    public CareKind? Care { get; init; }

    /// <summary>The opportunity can be opened by the viewer.</summary>
    public bool SeesSubject { get; init; } = true;

    /// <summary>When it was planned or changed last; null where nobody asked, or no such instant is kept.</summary>
    public DateTime? ChangedAt { get; init; }

    public bool IsBusyOnly => Source == EntrySource.Action && Title is null;

    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    public PlannedTime Time => new(Id, PersonId ?? 0, StartOn, StartMinute, Minutes, DueOn);
}

/// <summary>The calendars of people: planned actions, care, next actions of leads, next steps and deliveries, each as far as the viewer may see it.</summary>
public static class CalendarReading
{
    public const int Most = 3000;

    /// <summary>What is late for longer is no reminder any more; the plan still shows it.</summary>
    private const int MostDaysLate = 365;

    private static readonly ActionState[] Void = [ActionState.Dropped, ActionState.Lapsed];

    public static async Task<IReadOnlyList<CalendarEntry>> CalendarAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<long> people, DateOnly from, DateOnly until, CancellationToken cancel = default)
    {
        var actions = await db.ActionsAsync(viewer, people, from, until, cancel);
        var owners = people.Select(id => (long?)id).ToList();
        var care = await (from task in db.CareTasks.AsNoTracking().VisibleTo(viewer).Open()
                          where owners.Contains(task.OwnerId) && task.DueOn >= @from && task.DueOn <= until
                          join customer in db.Customers on task.CustomerId equals customer.Id
                          orderby task.DueOn, task.Id
                          select new CalendarEntry(EntrySource.Care, task.Id, task.Version, task.OwnerId, "", customer.Name, customer.Id, task.DueOn, null, 0, task.DueOn, true)
                          {
                              Care = task.Kind,
                          }).Take(Most).ToListAsync(cancel);
        var leads = await db.Leads.AsNoTracking().VisibleTo(viewer).Open()
            .Where(lead => owners.Contains(lead.OwnerId) && lead.NextDueOn >= from && lead.NextDueOn <= until && lead.ArchivedAt == null)
            .OrderBy(lead => lead.NextDueOn).ThenBy(lead => lead.Id).Take(Most)
            .Select(lead => new CalendarEntry(
                EntrySource.Lead, lead.Id, lead.Version, lead.OwnerId, lead.NextAction ?? "", lead.Company, lead.Id, lead.NextDueOn ?? default, null, 0, lead.NextDueOn ?? default, true))
            .ToListAsync(cancel);
        var steps = await db.Opportunities.AsNoTracking().VisibleTo(viewer).Open()
            .Where(row => owners.Contains(row.OwnerId) && row.NextDueOn >= from && row.NextDueOn <= until && row.NextStep != null)
            .Where(row => !db.PlanActions.Any(action => action.OpportunityId == row.Id && action.State == ActionState.Open))
            .OrderBy(row => row.NextDueOn).ThenBy(row => row.Id).Take(Most)
            .Select(row => new CalendarEntry(
                EntrySource.NextStep, row.Id, row.Version, row.OwnerId, row.NextStep ?? "", row.Name, row.Id, row.NextDueOn ?? default, null, 0, row.NextDueOn ?? default, true))
            .ToListAsync(cancel);
        var deliveries = await db.DeliveriesAsync(viewer, owners, from, until, cancel);
        return [.. actions.Concat(care).Concat(leads).Concat(steps).Concat(deliveries).OrderBy(row => row.StartOn).ThenBy(row => row.StartMinute ?? -1).ThenBy(row => row.Source).ThenBy(row => row.Id)];
    }

    /// <summary>A person's open actions that should have been done, the oldest first.</summary>
    public static async Task<IReadOnlyList<CalendarEntry>> OverdueActionsAsync(
        this CrmDbContext db, Viewer viewer, long personId, DateOnly today, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Entries(viewer, db.Seats([personId], today.AddDays(-MostDaysLate), today.AddDays(-1))
            .Where(seat => seat.Action.State == ActionState.Open && seat.Action.DueOn < today)
            .OrderBy(seat => seat.Action.DueOn).ThenBy(seat => seat.Action.Id).Take(most)).ToListAsync(cancel);
    }

    /// <summary>What is still to be delivered by project managers, of contracts that are being carried out.</summary>
    private static async Task<List<CalendarEntry>> DeliveriesAsync(
        this CrmDbContext db, Viewer viewer, List<long?> managers, DateOnly from, DateOnly until, CancellationToken cancel) =>
        !viewer.May(RecordType.Contract, AccessAction.Read) ? []
            : await (from contract in db.Contracts.AsNoTracking().VisibleTo(viewer)
                     where managers.Contains(contract.ProjectManagerId) && (contract.Status == ContractStatus.Signed || contract.Status == ContractStatus.InProgress)
                     from milestone in contract.Milestones
                     where milestone.Kind == MilestoneKind.Delivery && milestone.DoneOn == null && milestone.DueOn >= @from && milestone.DueOn <= until
                     orderby milestone.DueOn, milestone.Id
                     select new CalendarEntry(
                         EntrySource.Delivery, milestone.Id, contract.Version, contract.ProjectManagerId, milestone.Name, (contract.Number ?? "") + " " + contract.Name, contract.Id,
                         milestone.DueOn, null, 0, milestone.DueOn, true)).Take(Most).ToListAsync(cancel);

    /// <summary>What others do for opportunities that the viewer does not see is only taken time.</summary>
    private static async Task<List<CalendarEntry>> ActionsAsync(
        this CrmDbContext db, Viewer viewer, IReadOnlyCollection<long> people, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var seats = db.Seats(people, from.AddDays(-PlanAction.MostSpan), until).Where(seat => seat.One.StartOn >= from || seat.Action.DueOn >= from)
            .OrderBy(seat => seat.One.StartOn).ThenBy(seat => seat.Action.Id).Take(Most);
        var rows = await db.Entries(viewer, seats).ToListAsync(cancel);
        var own = rows.Where(row => row.PersonId == viewer.PersonId).Select(row => row.Id).ToHashSet();
        return rows.ConvertAll(row => row.SeesSubject || own.Contains(row.Id) ? row : row with { Title = null, Subject = null, Kind = null });
    }

    private static IQueryable<Seat> Seats(this CrmDbContext db, IReadOnlyCollection<long> people, DateOnly first, DateOnly until) =>
        from one in db.PlanParticipants.AsNoTracking()
        where people.Contains(one.PersonId) && one.StartOn >= first && one.StartOn <= until
        join action in db.PlanActions on one.ActionId equals action.Id
        where !Void.Contains(action.State)
        join opportunity in db.Opportunities on action.OpportunityId equals opportunity.Id
        select new Seat { One = one, Action = action, Opportunity = opportunity };

    private static IQueryable<CalendarEntry> Entries(this CrmDbContext db, Viewer viewer, IQueryable<Seat> seats)
    {
        var seen = db.Opportunities.VisibleTo(viewer);
        return seats.Select(seat => new CalendarEntry(
            EntrySource.Action, seat.Action.Id, seat.Action.Version, seat.One.PersonId, seat.Action.Title, seat.Opportunity.Name, seat.Opportunity.Id,
            seat.Action.StartOn, seat.Action.StartMinute, seat.Action.Minutes, seat.Action.DueOn, seat.Action.State == ActionState.Open)
        {
            Kind = seat.Action.Kind,
            SeesSubject = seen.Any(row => row.Id == seat.Opportunity.Id),
        });
    }

    /// <summary>Somebody's part in an action.</summary>
    private sealed class Seat
    {
        public required PlanParticipant One { get; init; }

        public required PlanAction Action { get; init; }

        public required Opportunity Opportunity { get; init; }
    }
}
