using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <content>Drafts of contracts whose signature was asked for.</content>
public static partial class Approvals
{
    private static readonly Percent Nothing = new(-1);

    /// <summary>What lies in the viewer's reach and within what he may let go: by the index of the few that wait. Nobody signs what he asked others to.</summary>
    private static IQueryable<Waiting> Signings(CrmDbContext db, Viewer viewer)
    {
        var (me, kind, limit) = (viewer.PersonId, (int)GateKind.Contract, db.Company.Facts.Quotes.LimitOf(viewer.Roles) ?? Nothing);
        return from contract in db.Contracts.VisibleTo(viewer, AccessAction.Write)
               where contract.SigningAskedAt != null && contract.Status == ContractStatus.Draft && contract.SigningAskedBelow <= limit
                   && (contract.SigningAskedById == null || contract.SigningAskedById != me)
               join customer in db.Customers.VisibleTo(Viewer.Program) on contract.CustomerId equals customer.Id
               select new Waiting
               {
                   Kind = kind,
                   OpportunityId = 0,
                   ById = contract.SigningAskedById,
                   At = contract.SigningAskedAt ?? contract.CreatedAt,
                   Amount = contract.AmountInTax,
                   Budget = contract.AmountInTax,
                   IsHeld = false,
                   Number = "",
                   Name = contract.Name,
                   Customer = customer.Name,
                   QuoteId = null,
                   ContractId = contract.Id,
                   PersonId = null,
                   PeriodOn = null,
                   Months = 0,
               };
    }
}
