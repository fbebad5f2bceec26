using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>How opportunities, leads, plans and care went in a period, and in whose hands.</summary>
internal static class AppraisedWork
{
    /// <summary>With these a lead leaves its owner's hands.</summary>
    public static readonly IReadOnlyList<LeadEventKind> Leaving =
        [LeadEventKind.Converted, LeadEventKind.Disqualified, LeadEventKind.Reclaimed, LeadEventKind.GivenBack];

    /// <summary>
    /// As the funnel reads them; the owner is the one at the stay's end, or at the period's where it still goes on. Owners are looked up beside,
    /// as joining them row by row takes three times as long.
    /// </summary>
    /// <param name="of">Of these opportunities; null for all.</param>
    public static async Task<List<KeptStay>> StaysAsync(this CrmDbContext db, AppraisedSpan span, IReadOnlyCollection<long>? of, CancellationToken cancel)
    {
        var (start, end) = (span.Start, span.End);
        var (opportunities, visits) = (db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program), db.StageVisits.AsNoTracking().Where(visit => span.Stages.Contains(visit.StageId) && visit.EnteredAt < end));
        var handed = db.OpportunityEvents.AsNoTracking().Where(row => row.Kind == OpportunityEventKind.HandedOver && row.At >= start);
        if (of is not null)
        {
            opportunities = opportunities.Where(row => EF.Parameter(of).Contains(row.Id));
            visits = visits.Where(visit => EF.Parameter(of).Contains(visit.OpportunityId));
            handed = handed.Where(row => EF.Parameter(of).Contains(row.OpportunityId));
        }

        var owners = await opportunities.Select(row => new { row.Id, row.OwnerId }).ToDictionaryAsync(row => row.Id, row => row.OwnerId, cancel);
        var handOvers = (await handed.OrderBy(row => row.At).ThenBy(row => row.Seq).Select(row => new { row.OpportunityId, row.At, row.FromOwnerId }).ToListAsync(cancel))
            .ToLookup(row => row.OpportunityId);
        var stays = new List<KeptStay>();
        foreach (var some in (IQueryable<StageVisit>[])[visits.Where(visit => visit.LeftAt == null), visits.Where(visit => visit.LeftAt >= start)])
        {
            await foreach (var visit in some.Select(visit => new { visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy }).AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (owners.TryGetValue(visit.OpportunityId, out var owner))
                {
                    var at = visit.LeftAt < end ? visit.LeftAt.Value : end;
                    var later = handOvers[visit.OpportunityId].FirstOrDefault(row => row.At >= at);
                    stays.Add(new KeptStay(later is null ? owner : later.FromOwnerId, new FunnelVisit(visit.OpportunityId, visit.StageId, visit.EnteredAt, visit.LeftAt, visit.LeftBy, Category: null)));
                }
            }
        }

        return stays;
    }

    /// <summary>Those of one person, in the order in which they began.</summary>
    public static async Task<IReadOnlyList<FunnelVisit>> VisitsOfAsync(this CrmDbContext db, AppraisedSpan span, long personId, CancellationToken cancel)
    {
        var gave = db.OpportunityEvents.AsNoTracking().Where(row => row.Kind == OpportunityEventKind.HandedOver && row.At >= span.Start && row.FromOwnerId == personId);
        var ids = await db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program)
            .Where(row => row.OwnerId == personId || gave.Any(one => one.OpportunityId == row.Id)).Select(row => row.Id).ToListAsync(cancel);
        return [.. (await db.StaysAsync(span, ids, cancel)).Where(stay => stay.OwnerId == personId).Select(stay => stay.Visit).OrderBy(visit => visit.EnteredAt).ThenBy(visit => visit.OpportunityId)];
    }

    /// <summary>With what each lead that was in somebody's hands left them, and the first words with the others.</summary>
    /// <param name="of">Of these leads; null for all.</param>
    public static async Task<List<KeptLead>> LeadsAsync(this CrmDbContext db, AppraisedSpan span, IReadOnlyCollection<long>? of, CancellationToken cancel)
    {
        var (start, end) = (span.Start, span.End);
        var left = db.LeadEvents.AsNoTracking().Where(row => row.At >= start && row.At < end && Leaving.Contains(row.Kind) && row.FromOwnerId != null);
        var contacts = FirstContacts(db, start, end);
        if (of is not null)
        {
            left = left.Where(row => EF.Parameter(of).Contains(row.LeadId));
            contacts = contacts.Where(row => EF.Parameter(of).Contains(row.Started.LeadId));
        }

        var leads = await left.Select(row => KeptLead.Left(row.LeadId, row.FromOwnerId ?? 0, row.Kind == LeadEventKind.Converted)).ToListAsync(cancel);
        var rows = await contacts.Select(row => new { row.Started.LeadId, row.Started.FromOwnerId, row.Started.At, row.Before.TransitionAt }).ToListAsync(cancel);
        leads.AddRange(rows.Select(row => KeptLead.Contacted(row.LeadId, row.FromOwnerId ?? 0, (row.At - row.TransitionAt).TotalHours)));
        return leads;
    }

    /// <summary>The starts of a period, each with the event before it, whose transition was the assignment.</summary>
    public static IQueryable<ContactedLead> FirstContacts(CrmDbContext db, DateTime start, DateTime end) =>
        from started in db.LeadEvents.AsNoTracking()
        where started.Kind == LeadEventKind.Started && started.At >= start && started.At < end && started.FromOwnerId != null
        join before in db.LeadEvents.AsNoTracking() on new { started.LeadId, Seq = started.Seq - 1 } equals new { before.LeadId, before.Seq }
        select new ContactedLead { Started = started, Before = before };

    /// <param name="of">Of these actions; null for all.</param>
    public static async Task<List<KeptPlan>> PlansAsync(this CrmDbContext db, AppraisedSpan span, IReadOnlyCollection<long>? of, CancellationToken cancel)
    {
        var plans = Plans(db, span.From, span.Last);
        plans = of is null ? plans : plans.Where(row => EF.Parameter(of).Contains(row.Action.Id));
        return await plans.Select(row => new KeptPlan(row.Action.Id, row.PersonId, row.Action.State == ActionState.Done && row.Action.ClosedOn <= row.Action.PromisedOn)).ToListAsync(cancel);
    }

    /// <summary>What somebody leads and promised for these days, as the plan-keeping rate counts.</summary>
    public static IQueryable<LedAction> Plans(CrmDbContext db, DateOnly first, DateOnly last) =>
        from one in db.PlanParticipants.AsNoTracking()
        where one.IsLead
        join action in db.PlanActions.AsNoTracking() on one.ActionId equals action.Id
        where action.PromisedOn >= first && action.PromisedOn <= last && action.State != ActionState.Lapsed
        select new LedAction { PersonId = one.PersonId, Action = action };

    public static async Task<IReadOnlyList<KeptPromises>> CareAsync(this CrmDbContext db, AppraisedSpan span, CancellationToken cancel)
    {
        var rows = await Care(db, span.From, span.Last).Select(task => new { task.OwnerId, task.DueOn, task.State, task.ClosedAt }).ToListAsync(cancel);
        return
        [
            .. rows.GroupBy(task => task.OwnerId ?? 0).OrderBy(group => group.Key)
                .Select(group => new KeptPromises(group.Key, group.Count(task => db.IsCareKept(task.State, task.DueOn, task.ClosedAt)), group.Count())),
        ];
    }

    public static IQueryable<CareTask> Care(CrmDbContext db, DateOnly from, DateOnly last) =>
        db.CareTasks.AsNoTracking().Where(task => task.OwnerId != null && task.DueOn >= from && task.DueOn <= last);

    /// <summary>Of the weeks that ended in the period; an answer counts as it does in the weekly report.</summary>
    public static async Task<IReadOnlyList<KeptPromises>> ConfirmationsAsync(this CrmDbContext db, AppraisedSpan span, CancellationToken cancel) =>
        Confirmations(db, span) is not { } asked ? [] : await asked.GroupBy(row => row.OwnerId)
            .Select(group => new { PersonId = group.Key, Kept = group.Count(row => row.IsInTime), Counted = group.Count() }).OrderBy(row => row.PersonId)
            .Select(row => new KeptPromises(row.PersonId, row.Kept, row.Counted)).ToListAsync(cancel);

    /// <returns>Null where no week ended.</returns>
    public static IQueryable<AskedWord>? Confirmations(CrmDbContext db, AppraisedSpan span)
    {
        IQueryable<AskedWord>? asked = null;
        for (var week = IsoWeek.Of(span.From); week.Sunday <= span.Last; week = week.Next)
        {
            var of = db.AskedIn(week);
            asked = asked is null ? of : asked.Concat(of);
        }

        return asked;
    }

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
