using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Appraisal;

/// <summary>What lies behind the figures of one person's sheet: contracts, transitions, events.</summary>
internal sealed class SheetFacts(CrmDbContext db, CompanyAppraisal appraisal, long personId, FiscalSpan period, DateOnly today)
{
    private readonly AppraisedSpan _span = AppraisedSpan.Of(db, period, today);

    private DateTime Start => _span.Start;

    private DateTime End => _span.End;

    public async Task<IReadOnlyList<CreditLine>> CreditsAsync(CancellationToken cancel)
    {
        var credits = appraisal.CreditsOf(personId).ToList();
        var names = await db.ContractNamesAsync(credits.Select(credit => credit.Work.ContractId), cancel);
        return
        [
            .. credits.OrderBy(credit => credit.Work.SignedOn).ThenBy(credit => names[credit.Work.ContractId].Number, StringComparer.Ordinal).ThenBy(credit => credit.Work.AmendmentId ?? 0)
                .Select(credit => CreditLine.Of(credit, names[credit.Work.ContractId])),
        ];
    }

    public async Task<IReadOnlyList<SheetFact>> OfAsync(IReadOnlyCollection<SheetFactKind> kinds, CancellationToken cancel)
    {
        var facts = new List<SheetFact>();
        foreach (var kind in kinds.Order())
        {
            facts.AddRange(kind switch
            {
                SheetFactKind.Receipt => await ReceiptsAsync(cancel),
                SheetFactKind.Stay => await StaysAsync(cancel),
                SheetFactKind.Entry => await EntriesAsync(cancel),
                SheetFactKind.Lead => await LeadsAsync(cancel),
                SheetFactKind.Contact => await ContactsAsync(cancel),
                SheetFactKind.Plan => await PlansAsync(cancel),
                SheetFactKind.Confirmation => await ConfirmationsAsync(cancel),
                _ => await CareAsync(cancel),
            });
        }

        return facts;
    }

    private async Task<IEnumerable<SheetFact>> ReceiptsAsync(CancellationToken cancel)
    {
        var parts = appraisal.ReceiptsOf(personId).ToList();
        var names = await db.ContractNamesAsync(parts.Select(part => part.Work.ContractId), cancel);
        return parts.Select(part => SheetFact.Of(part, names[part.Work.ContractId]));
    }

    private async Task<IEnumerable<SheetFact>> StaysAsync(CancellationToken cancel)
    {
        var stays = (await db.VisitsOfAsync(_span, personId, cancel)).Where(visit => visit.LeftAt >= Start && visit.LeftAt < End).ToList();
        var names = await ProjectsAsync(stays, cancel);
        return stays.Select(visit => new SheetFact(
            SheetFactKind.Stay, visit.OpportunityId, DayOf(visit.LeftAt), names[visit.OpportunityId].Number, names[visit.OpportunityId].Name)
        {
            StageId = visit.StageId,
            Event = visit.LeftBy.ToString(),
            Length = decimal.Round((decimal)visit.DaysAt(End), 2),
            IsGood = visit.WentOn,
        });
    }

    private async Task<IEnumerable<SheetFact>> EntriesAsync(CancellationToken cancel)
    {
        var entries = (await db.VisitsOfAsync(_span, personId, cancel)).Where(visit => visit.EnteredAt >= Start && visit.EnteredAt < End).ToList();
        var names = await ProjectsAsync(entries, cancel);
        return entries.Select(visit => new SheetFact(
            SheetFactKind.Entry, visit.OpportunityId, DayOf(visit.EnteredAt), names[visit.OpportunityId].Number, names[visit.OpportunityId].Name)
        {
            StageId = visit.StageId,
            IsGood = true,
        });
    }

    private async Task<Dictionary<long, (string Number, string Name)>> ProjectsAsync(IEnumerable<FunnelVisit> visits, CancellationToken cancel)
    {
        var ids = visits.Select(visit => visit.OpportunityId).Distinct().ToList();
        return (await db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program).Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.Number, row.Name }).ToListAsync(cancel)).ToDictionary(row => row.Id, row => (row.Number, row.Name));
    }

    private async Task<IEnumerable<SheetFact>> LeadsAsync(CancellationToken cancel)
    {
        var leads = db.Leads.AsNoTracking().VisibleTo(Viewer.Program);
        var rows = await (
            from row in db.LeadEvents.AsNoTracking()
            where row.FromOwnerId == personId && row.At >= Start && row.At < End && AppraisedWork.Leaving.Contains(row.Kind)
            join lead in leads on row.LeadId equals lead.Id
            orderby row.At, row.Id
            select new { row.LeadId, row.At, row.Kind, lead.Number, lead.Company }).ToListAsync(cancel);
        return rows.Select(row => new SheetFact(SheetFactKind.Lead, row.LeadId, DayOf(row.At), row.Number, row.Company ?? "")
        {
            Event = row.Kind.ToString(),
            IsGood = row.Kind == Domain.Leads.LeadEventKind.Converted,
        });
    }

    private async Task<IEnumerable<SheetFact>> ContactsAsync(CancellationToken cancel)
    {
        var leads = db.Leads.AsNoTracking().VisibleTo(Viewer.Program);
        var rows = await (
            from row in AppraisedWork.FirstContacts(db, Start, End)
            where row.Started.FromOwnerId == personId
            join lead in leads on row.Started.LeadId equals lead.Id
            orderby row.Started.At, row.Started.Id
            select new { row.Started.LeadId, row.Started.At, row.Before.TransitionAt, lead.Number, lead.Company }).ToListAsync(cancel);
        return rows.Select(row => new SheetFact(SheetFactKind.Contact, row.LeadId, DayOf(row.At), row.Number, row.Company ?? "")
        {
            Length = decimal.Round((decimal)(row.At - row.TransitionAt).TotalHours, 2),
            IsGood = true,
        });
    }

    private async Task<IEnumerable<SheetFact>> PlansAsync(CancellationToken cancel)
    {
        var actions = await AppraisedWork.Plans(db, _span.From, _span.Last).Where(row => row.PersonId == personId).Select(row => row.Action)
            .OrderBy(action => action.PromisedOn).ThenBy(action => action.Id).ToListAsync(cancel);
        return actions.Select(action => new SheetFact(SheetFactKind.Plan, action.Id, action.PromisedOn, "", action.Title)
        {
            Event = action.State.ToString(),
            IsGood = action.State == ActionState.Done && action.ClosedOn <= action.PromisedOn,
        });
    }

    private async Task<IEnumerable<SheetFact>> CareAsync(CancellationToken cancel)
    {
        var customers = db.Customers.AsNoTracking().VisibleTo(Viewer.Program);
        var tasks = await (
            from task in AppraisedWork.Care(db, _span.From, _span.Last)
            where task.OwnerId == personId
            join customer in customers on task.CustomerId equals customer.Id
            orderby task.DueOn, task.Id
            select new { task.CustomerId, task.DueOn, task.State, task.ClosedAt, customer.Name }).ToListAsync(cancel);
        return tasks.Select(task => new SheetFact(SheetFactKind.Care, task.CustomerId, task.DueOn, "", task.Name)
        {
            Event = task.State.ToString(),
            IsGood = db.IsCareKept(task.State, task.DueOn, task.ClosedAt),
        });
    }

    /// <summary>By the day on which an answer was due.</summary>
    private async Task<IEnumerable<SheetFact>> ConfirmationsAsync(CancellationToken cancel)
    {
        if (AppraisedWork.Confirmations(db, _span) is not { } asked)
        {
            return [];
        }

        var leads = db.Leads.AsNoTracking().VisibleTo(Viewer.Program);
        var rows = await (
            from row in asked
            where row.OwnerId == personId
            join lead in leads on row.LeadId equals lead.Id
            orderby row.WeekOn, row.LeadId
            select new { row.LeadId, row.WeekOn, row.Answer, row.IsInTime, lead.Number, lead.Company }).ToListAsync(cancel);
        return rows.Select(row => new SheetFact(SheetFactKind.Confirmation, row.LeadId, IsoWeek.Of(row.WeekOn).Sunday, row.Number, row.Company ?? "")
        {
            Event = row.Answer?.ToString(),
            IsGood = row.IsInTime,
        });
    }

    private DateOnly DayOf(DateTime? at) => db.Company.Time.DayOf(at ?? End);
}
