using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.Home;

/// <summary>For whom the figures are, and of which day.</summary>
/// <param name="People">Whose week is looked at.</param>
/// <param name="Week">Whose week of leads; without a key everybody's.</param>
public sealed record HomeQuestion(Viewer Viewer, DateOnly Today, DateTime Now, IReadOnlyCollection<long> People, (LedgerGrouping Grouping, string? Key) Week)
{
    /// <summary>The present month to its last day.</summary>
    public (DateOnly From, DateOnly Until) Month => (new(Today.Year, Today.Month, 1), new(Today.Year, Today.Month, DateTime.DaysInMonth(Today.Year, Today.Month)));
}

/// <summary>Asks for all figures of a home page in one statement, each a short walk of an index within the viewer's scope.</summary>
public sealed class HomeFigureReading(CrmDbContext db, HomeQuestion asked)
{
    private const long None = 0;
    private const int MonthsOfYear = 12;
    private const int MostProducts = 6;
    private const int MostAudited = 1000;

    private readonly FiscalSpan _period = db.Company.Settings.FiscalSpanOf(asked.Today);
    private readonly FiscalSpan _year = FiscalSpan.Of(asked.Today, MonthsOfYear, db.Company.Settings.FiscalYearStart);
    private readonly Viewer _viewer = asked.Viewer;
    private readonly DateOnly _today = asked.Today;

    public async Task<HomeFigures> ReadAsync(IEnumerable<HomePart> parts, CancellationToken cancel = default)
    {
        var queries = parts.Distinct().Order().Select(Of).ToList();
        return new HomeFigures(queries.Count == 0 ? [] : await queries.Aggregate((all, next) => all.Concat(next)).ToListAsync(cancel));
    }

    private IQueryable<HomeFigure> Of(HomePart part) => part switch
    {
        HomePart.SignedByDay => SignedDays.Of(db, _viewer, part, _year.From.AddYears(-1), _year.Until),
        HomePart.SignedByProduct or HomePart.SignedByOwner or HomePart.SignedByMe => Signed(part),
        HomePart.TargetOfCompany => Targets(part, TargetOf.Company),
        HomePart.TargetOfRegion => Targets(part, TargetOf.Region),
        HomePart.TargetOfTeam => Targets(part, TargetOf.Team),
        HomePart.TargetOfPerson => Targets(part, TargetOf.Person),
        HomePart.OpenByStage or HomePart.HorizonCurrent or HomePart.HorizonNext or HomePart.HorizonCultivation => Open(part),
        HomePart.Stuck or HomePart.Late or HomePart.OverdueContracts or HomePart.UnmanagedContracts or HomePart.Neglected or HomePart.SilentContacts => Alarm(part),
        HomePart.Load => Load(),
        HomePart.Overdue or HomePart.Received or HomePart.Invoiced => Paid(part),
        HomePart.Audited or HomePart.ImportsOpen => Operations(part),
        _ => Week(part),
    };

    private IQueryable<HomeFigure> Signed(HomePart part)
    {
        var (number, today, none, me) = ((int)part, _today, None, _viewer.PersonId);
        var lines = db.ContractLines.AsNoTracking().VisibleTo(_viewer);
        return part switch
        {
            HomePart.SignedByProduct => lines.SignedWithin(_year.From, _year.Until)
                .GroupBy(line => line.ProductId).OrderByDescending(group => group.Sum(line => (long)(object)line.InTax)).Take(MostProducts).Select(group => new HomeFigure
                {
                    Part = number, Key = group.Key, On = today, Count = group.LongCount(), Amount = group.Sum(line => (long)(object)line.InTax),
                }),
            HomePart.SignedByOwner => lines.SignedWithin(_period.From, _period.Until).GroupBy(line => line.OwnerId).Select(group => new HomeFigure
            {
                Part = number, Key = group.Key ?? none, On = today, Count = group.LongCount(), Amount = group.Sum(line => (long)(object)line.InTax),
            }),
            _ => lines.SignedWithin(_period.From, _period.Until).Where(line => line.OwnerId == me).GroupBy(line => line.OwnerId).Select(group => new HomeFigure
            {
                Part = number, Key = group.Key ?? none, On = today, Count = group.LongCount(), Amount = group.Sum(line => (long)(object)line.InTax),
            }),
        };
    }

    /// <summary>Every revision of the targets that can lie over this year; <see cref="HomeTargets"/> takes the last ones.</summary>
    private IQueryable<HomeFigure> Targets(HomePart part, TargetOf of)
    {
        var (number, none, from, to) = ((int)part, None, _year.From.AddMonths(-MonthsOfYear), _year.Until);
        var targets = db.SalesTargets.AsNoTracking().Where(target => target.Of == of && target.PeriodOn >= from && target.PeriodOn <= to);
        var me = _viewer.PersonId;
        targets = _viewer.May(RecordType.Target, AccessAction.Read) ? targets : targets.Where(target => target.SubjectId == me && of == TargetOf.Person);
        return targets.Select(target => new HomeFigure
        {
            Part = number, Key = target.SubjectId ?? none, On = target.PeriodOn, Count = ((long)target.Number * HomeTargets.Revisions) + target.Months,
            Amount = (long)(object)target.Amount,
        });
    }

    private IQueryable<HomeFigure> Open(HomePart part)
    {
        var (number, today, rows) = ((int)part, _today, OpenOnes());
        var (end, nextEnd, none) = (_period.Until, _period.Next.Until, None);
        if (part == HomePart.OpenByStage)
        {
            return rows.Where(row => !row.IsHeld && row.ExpectedOn <= end).GroupBy(row => row.StageId).Select(group => new HomeFigure
            {
                Part = number, Key = group.Key, On = today, Count = group.LongCount(), Amount = group.Sum(row => (long?)(object?)row.Amount) ?? none,
            });
        }

        rows = part switch
        {
            HomePart.HorizonCurrent => rows.Where(row => !row.IsHeld && row.ExpectedOn <= end),
            HomePart.HorizonNext => rows.Where(row => !row.IsHeld && row.ExpectedOn > end && row.ExpectedOn <= nextEnd),
            _ => rows.Where(row => row.IsHeld || row.ExpectedOn == null || row.ExpectedOn > nextEnd),
        };
        return rows.GroupBy(row => 1).Select(group => new HomeFigure
        {
            Part = number, Key = none, On = today, Count = group.LongCount(), Amount = group.Sum(row => (long?)(object?)row.Amount) ?? none,
        });
    }

    private IQueryable<Opportunity> OpenOnes() => db.Opportunities.AsNoTracking().VisibleTo(_viewer).Open().Where(row => row.ArchivedAt == null);

    /// <summary>What should not be, counted as far as it matters.</summary>
    private IQueryable<HomeFigure> Alarm(HomePart part)
    {
        var (number, today, none, most) = ((int)part, _today, None, HomeFigures.Most + 1);
        var category = db.Company.Facts.Categories.Categories[0].Code;
        var found = part switch
        {
            HomePart.Stuck => OpenOnes().Matching(new OpportunityFilter { Slow = true }, db, _viewer, asked.Now).OrderBy(row => row.StageSince).Select(row => row.Id),
            HomePart.Late => OpenOnes().Where(row => row.ExpectedOn < today).OrderBy(row => row.ExpectedOn).Select(row => row.Id),
            HomePart.OverdueContracts => db.Contracts.AsNoTracking().VisibleTo(_viewer).Where(contract => contract.PaymentDueOn < today && contract.Number != null)
                .OrderBy(contract => contract.PaymentDueOn).Select(contract => contract.Id),
            HomePart.UnmanagedContracts => db.Contracts.AsNoTracking().VisibleTo(_viewer).Where(contract => contract.ProjectManagerId == null)
                .Where(contract => contract.Status == ContractStatus.Signed || contract.Status == ContractStatus.InProgress).OrderBy(contract => contract.Id).Select(contract => contract.Id),
            HomePart.Neglected => db.Customers.AsNoTracking().VisibleTo(_viewer).Kept().Where(row => row.CareDueOn < today).OrderBy(row => row.CareDueOn).Select(row => row.Id),
            _ => db.Contacts.AsNoTracking().VisibleTo(_viewer).Kept()
                .Where(row => row.IsKey && row.Category == category && row.CareDueOn < today).OrderBy(row => row.CareDueOn).Select(row => row.Id),
        };
        return found.Take(most).GroupBy(id => 1).Select(group => new HomeFigure
        {
            Part = number, Key = none, On = today, Count = group.LongCount(), Amount = none,
        });
    }

    private IQueryable<HomeFigure> Load()
    {
        var (number, today, people) = ((int)HomePart.Load, _today, asked.People);
        var (from, until) = (IsoWeek.Of(_today).Monday, IsoWeek.Of(_today).Sunday);
        return db.PlanParticipants.AsNoTracking().Where(one => people.Contains(one.PersonId) && one.StartOn >= from && one.StartOn <= until)
            .Join(db.PlanActions, one => one.ActionId, action => action.Id, (one, action) => new { one.PersonId, action.Minutes })
            .GroupBy(row => row.PersonId).Select(group => new HomeFigure
            {
                Part = number, Key = group.Key, On = today, Count = group.LongCount(), Amount = group.Sum(row => (long)row.Minutes),
            });
    }

    private IQueryable<HomeFigure> Paid(HomePart part)
    {
        var (number, today, none) = ((int)part, _today, None);
        var (month, end) = asked.Month;
        var contracts = db.Contracts.AsNoTracking().VisibleTo(_viewer);
        return part switch
        {
            HomePart.Overdue => db.OverduePaymentsOf(_viewer, OverdueFilter.All, today)
                .GroupBy(milestone => 1).Select(group => new HomeFigure
                {
                    Part = number, Key = none, On = today, Count = group.LongCount(), Amount = group.Sum(row => (long)(object)row.Amount - (long)(object)row.Received - (long)(object)row.Lapsed),
                }),
            HomePart.Received => db.Receipts.AsNoTracking().Standing()
                .Where(receipt => receipt.ReceivedOn >= month && receipt.ReceivedOn <= end && contracts.Any(contract => contract.CustomerId == receipt.CustomerId))
                .GroupBy(receipt => 1).Select(group => new HomeFigure
                {
                    Part = number, Key = none, On = today, Count = group.LongCount(), Amount = group.Sum(row => row.IsRefund ? none - (long)(object)row.Amount : (long)(object)row.Amount),
                }),
            _ => Invoices(contracts).Where(invoice => invoice.IssuedOn >= month && invoice.IssuedOn <= end)
                .GroupBy(invoice => 1).Select(group => new HomeFigure
                {
                    Part = number, Key = none, On = today, Count = group.LongCount(), Amount = group.Sum(row => (long)(object)row.Amount),
                }),
        };
    }

    /// <summary>Whoever reads every contract is not asked for each invoice whether he does: it always has one.</summary>
    private IQueryable<Invoice> Invoices(IQueryable<Contract> contracts)
    {
        var all = db.Set<Invoice>().AsNoTracking();
        return _viewer.ReachOf(RecordType.Contract, AccessAction.Read).Scope == Scope.All ? all : all.Where(invoice => contracts.Any(contract => contract.Id == invoice.ContractId));
    }

    private IQueryable<HomeFigure> Operations(HomePart part)
    {
        var (number, today, none, since, most) = ((int)part, _today, None, asked.Now.AddDays(-1), MostAudited);
        var found = part == HomePart.Audited
            ? db.AuditLog.AsNoTracking().Where(entry => entry.At >= since).OrderByDescending(entry => entry.At).Select(entry => entry.Id)
            : db.Imports.AsNoTracking().VisibleTo(_viewer).Where(import => import.State == Domain.Imports.ImportState.Checked
                || import.State == Domain.Imports.ImportState.Stopped || import.State == Domain.Imports.ImportState.Uploaded).OrderBy(import => import.Id).Select(import => import.Id);
        return found.Take(most).GroupBy(id => 1).Select(group => new HomeFigure
        {
            Part = number, Key = none, On = today, Count = group.LongCount(), Amount = none,
        });
    }

    /// <summary>What the present week did so far, of the viewer's own group of leads.</summary>
    private IQueryable<HomeFigure> Week(HomePart part)
    {
        var (number, none, monday) = ((int)part, None, IsoWeek.Of(_today).Monday);
        var (grouping, key) = asked.Week;
        var lines = db.LeadWeekLines.AsNoTracking().Where(line => line.Grouping == grouping && line.Week == monday && (key == null || line.Key == key));
        var counts = part switch
        {
            HomePart.WeekCaptured => lines.Select(line => line.Leads.Captured),
            HomePart.WeekAssigned => lines.Select(line => line.Leads.Assigned),
            HomePart.WeekStarted => lines.Select(line => line.Leads.Started),
            HomePart.WeekPromoted => lines.Select(line => line.Leads.Promoted),
            HomePart.WeekConverted => lines.Select(line => line.Leads.Converted),
            _ => lines.Select(line => line.Leads.Reclaimed),
        };
        return counts.GroupBy(count => 1).Select(group => new HomeFigure { Part = number, Key = none, On = monday, Count = group.Sum(), Amount = none });
    }
}
