using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <content>Appeals against closed appraisals.</content>
public static partial class Approvals
{
    /// <summary>Of the people whose sheets the viewer approves; nobody decides on his own.</summary>
    private static IQueryable<Waiting> Appeals(CrmDbContext db, Viewer viewer)
    {
        var (me, kind) = (viewer.PersonId, (int)GateKind.Appeal);
        return from appeal in db.AppraisalAppeals
               where appeal.State == AppealState.Open && (appeal.ActorId == null || appeal.ActorId != me)
               join sheet in db.AppraisalSheets on appeal.SheetId equals sheet.Id
               join person in db.People.WithSheetsFor(viewer, AccessAction.Approve) on sheet.PersonId equals person.Id
               select new Waiting
               {
                   Kind = kind,
                   OpportunityId = 0,
                   ById = appeal.ActorId,
                   At = appeal.At,
                   Amount = sheet.Signed,
                   Budget = sheet.Signed,
                   IsHeld = false,
                   Number = "",
                   Name = person.Name,
                   Customer = null,
                   QuoteId = null,
                   ContractId = null,
                   PersonId = person.Id,
                   PeriodOn = sheet.PeriodOn,
                   Months = sheet.Months,
               };
    }

    private static WaitingGate Appeal(Waiting row, int fiscalYearStart)
    {
        var period = new FiscalSpan(row.PeriodOn ?? default, row.Months, fiscalYearStart);
        return new WaitingGate(GateKind.Appeal, 0, period.ToString(), row.Name, null, row.ById, row.At, row.Amount, null, false) { Sheet = (row.PersonId ?? 0, period) };
    }
}
