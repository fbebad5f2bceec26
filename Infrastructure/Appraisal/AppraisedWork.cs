using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>How opportunities, leads, plans and care went in a period, and in whose hands.</summary>
internal static class AppraisedWork
{
    /// <summary>With these a lead leaves its owner's hands.</summary>
    public static readonly IReadOnlyList<LeadEventKind> Leaving =
        [LeadEventKind.Converted, LeadEventKind.Disqualified, LeadEventKind.Reclaimed, LeadEventKind.GivenBack];

    /// <param name="today">What is promised for today or later is not over.</param>
    /// <param name="personId">Whose plans and care are asked for; null for everybody's. Stays and leads are what the company is measured by.</param>
    public static async Task<AppraisalFacts> WorkOfAsync(this CrmDbContext db, FiscalSpan period, DateOnly today, long? personId, CancellationToken cancel)
    {
        var (start, end) = (db.Company.Time.StartOf(period.From), db.Company.Time.StartOf(period.Until.AddDays(1)));
        var last = period.Until < today ? period.Until : today.AddDays(-1);
        return new AppraisalFacts(start, end)
        {
            Visits = await db.VisitsAsync(start, end, cancel),
            Leads = await db.LeadsLeftAsync(start, end, cancel),
            Contacts = await db.FirstContactsAsync(start, end, cancel),
            Plans = await db.PlansAsync(period.From, last, personId, cancel),
            Care = await db.CareAsync(period.From, last, personId, cancel),
        };
    }

    /// <summary>As the funnel reads them; the owner is the one at the stay's end, or at the period's where it still goes on.</summary>
    private static async Task<IReadOnlyList<OwnedVisit>> VisitsAsync(this CrmDbContext db, DateTime start, DateTime end, CancellationToken cancel)
    {
        var stages = db.Company.Facts.Stages.Open.Select(stage => stage.Id).ToList();
        var opportunities = db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program);
        var visits = await (
            from visit in db.StageVisits.AsNoTracking()
            where stages.Contains(visit.StageId) && visit.EnteredAt < end && (visit.LeftAt == null || visit.LeftAt >= start)
            join opportunity in opportunities on visit.OpportunityId equals opportunity.Id
            orderby visit.EnteredAt, visit.Id
            select new { visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy, opportunity.OwnerId }).ToListAsync(cancel);
        var handOvers = (await db.OpportunityEvents.AsNoTracking().Where(row => row.Kind == OpportunityEventKind.HandedOver && row.At >= start)
            .OrderBy(row => row.At).ThenBy(row => row.Seq).Select(row => new { row.OpportunityId, row.At, row.FromOwnerId }).ToListAsync(cancel))
            .ToLookup(row => row.OpportunityId);
        return
        [
            .. from visit in visits
               let at = visit.LeftAt < end ? visit.LeftAt.Value : end
               let later = handOvers[visit.OpportunityId].FirstOrDefault(row => row.At >= at)
               select new OwnedVisit(later is null ? visit.OwnerId : later.FromOwnerId,
                   new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy, Category: null)),
        ];
    }

    private static async Task<IReadOnlyList<LeadOutcomes>> LeadsLeftAsync(this CrmDbContext db, DateTime start, DateTime end, CancellationToken cancel)
    {
        var rows = await db.LeadEvents.AsNoTracking().Where(row => row.At >= start && row.At < end && Leaving.Contains(row.Kind) && row.FromOwnerId != null)
            .GroupBy(row => row.FromOwnerId)
            .Select(group => new { Person = group.Key, Converted = group.Count(row => row.Kind == LeadEventKind.Converted), Left = group.Count() }).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Person).Select(row => new LeadOutcomes(row.Person ?? 0, row.Converted, row.Left))];
    }

    private static async Task<IReadOnlyList<FirstContact>> FirstContactsAsync(this CrmDbContext db, DateTime start, DateTime end, CancellationToken cancel)
    {
        var rows = await FirstContacts(db, start, end).Select(row => new { row.Started.FromOwnerId, row.Started.At, row.Before.TransitionAt }).ToListAsync(cancel);
        return [.. rows.Select(row => new FirstContact(row.FromOwnerId ?? 0, (row.At - row.TransitionAt).TotalHours))];
    }

    /// <summary>The starts of a period, each with the event before it, whose transition was the assignment.</summary>
    public static IQueryable<ContactedLead> FirstContacts(CrmDbContext db, DateTime start, DateTime end) =>
        from started in db.LeadEvents.AsNoTracking()
        where started.Kind == LeadEventKind.Started && started.At >= start && started.At < end && started.FromOwnerId != null
        join before in db.LeadEvents.AsNoTracking() on new { started.LeadId, Seq = started.Seq - 1 } equals new { before.LeadId, before.Seq }
        select new ContactedLead { Started = started, Before = before };

    private static async Task<IReadOnlyList<KeptPromises>> PlansAsync(this CrmDbContext db, DateOnly from, DateOnly last, long? personId, CancellationToken cancel)
    {
        var rows = await Plans(db, from, last).Where(row => personId == null || row.PersonId == personId).GroupBy(row => row.PersonId).Select(group => new
        {
            Person = group.Key, Counted = group.Count(), Kept = group.Count(row => row.Action.State == ActionState.Done && row.Action.ClosedOn <= row.Action.PromisedOn),
        }).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Person).Select(row => new KeptPromises(row.Person, row.Kept, row.Counted))];
    }

    /// <summary>What somebody leads and promised for these days, as the plan-keeping rate counts.</summary>
    public static IQueryable<LedAction> Plans(CrmDbContext db, DateOnly first, DateOnly last) =>
        from one in db.PlanParticipants.AsNoTracking()
        where one.IsLead
        join action in db.PlanActions.AsNoTracking() on one.ActionId equals action.Id
        where action.PromisedOn >= first && action.PromisedOn <= last && action.State != ActionState.Lapsed
        select new LedAction { PersonId = one.PersonId, Action = action };

    private static async Task<IReadOnlyList<KeptPromises>> CareAsync(this CrmDbContext db, DateOnly from, DateOnly last, long? personId, CancellationToken cancel)
    {
        var rows = await Care(db, from, last).Where(task => personId == null || task.OwnerId == personId).Select(task => new { task.OwnerId, task.DueOn, task.State, task.ClosedAt }).ToListAsync(cancel);
        return
        [
            .. rows.GroupBy(task => task.OwnerId ?? 0).OrderBy(group => group.Key)
                .Select(group => new KeptPromises(group.Key, group.Count(task => db.IsCareKept(task.State, task.DueOn, task.ClosedAt)), group.Count())),
        ];
    }

    public static IQueryable<CareTask> Care(CrmDbContext db, DateOnly from, DateOnly last) =>
        db.CareTasks.AsNoTracking().Where(task => task.OwnerId != null && task.DueOn >= from && task.DueOn <= last);

    public static bool IsCareKept(this CrmDbContext db, CareState state, DateOnly dueOn, DateTime? closedAt) =>
        state == CareState.Done && closedAt is { } at && db.Company.Time.DayOf(at) <= dueOn;
}

internal sealed class ContactedLead
{
    public required LeadEvent Started { get; init; }

    public required LeadEvent Before { get; init; }
}

internal sealed class LedAction
{
    public required long PersonId { get; init; }

    public required PlanAction Action { get; init; }
}
