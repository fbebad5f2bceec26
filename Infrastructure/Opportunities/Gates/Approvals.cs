using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;

namespace SiCrm.Infrastructure.Opportunities.Gates;

public enum GateKind
{
    Qualification,
    Initiation,

    /// <summary>A quote with a deep discount or a thin margin.</summary>
    Quote,

    /// <summary>申诉 against a closed appraisal.</summary>
    Appeal,

    /// <summary>A draft of a contract that its owner may not sign.</summary>
    Contract,
}

/// <summary>Something that waits for a decision.</summary>
/// <param name="OpportunityId">0 for an appeal and a contract.</param>
/// <param name="Number">Empty for a contract: it is given at signing.</param>
/// <param name="Name">The opportunity's; of an appeal, whose sheet it is.</param>
/// <param name="Budget">The presales budget that is asked for; null at the qualification gate.</param>
/// <param name="ById">Who asks.</param>
public sealed record WaitingGate(
    GateKind Kind, long OpportunityId, string Number, string Name, string? Customer, long? ById, DateTime At, Money? Amount, Money? Budget, bool IsHeld)
{
    /// <summary>The quote itself, where that is what waits.</summary>
    public long? QuoteId { get; init; }

    /// <summary>The contract itself, where that is what waits.</summary>
    public long? ContractId { get; init; }

    /// <summary>Of an appeal: the sheet that it is against.</summary>
    public (long PersonId, FiscalSpan Period)? Sheet { get; init; }
}

/// <summary>待审批: what waits at the gates of the opportunities whose approver the viewer is, the quotes for them, appeals against sheets that he approves, and contracts that he is asked to sign.</summary>
public static partial class Approvals
{
    /// <summary>
    /// Oldest first; nobody decides on his own. That an opportunity is open is asked by its end, which no index answers: so the walk begins
    /// at the few that wait and not at the many that are open.
    /// </summary>
    public static async Task<IReadOnlyList<WaitingGate>> WaitingGatesAsync(this CrmDbContext db, Viewer viewer, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (reach, me) = (db.Opportunities.VisibleTo(viewer, AccessAction.Approve), viewer.PersonId);
        var (atInitiation, atQualification, asQuote) = ((int)GateKind.Initiation, (int)GateKind.Qualification, (int)GateKind.Quote);
        var initiations =
            from initiation in db.Initiations.Waiting()
            where initiation.ApplicantId == null || initiation.ApplicantId != me
            join row in reach on initiation.OpportunityId equals row.Id
            where row.ClosedAt == null
            select new Waiting
            {
                Kind = atInitiation,
                OpportunityId = row.Id,
                ById = initiation.ApplicantId,
                At = initiation.AppliedAt,
                Amount = initiation.Amount,
                Budget = initiation.BudgetTotal,
                IsHeld = initiation.State == Domain.Opportunities.Gates.InitiationState.Held,
                Number = row.Number,
                Name = row.Name,
                Customer = row.Customer == null ? null : row.Customer.Name,
                QuoteId = null,
                ContractId = null,
                PersonId = null,
                PeriodOn = null,
                Months = 0,
            };
        var qualifications =
            from qualification in db.Qualifications.Waiting()
            where qualification.ById == null || qualification.ById != me
            join row in reach on qualification.OpportunityId equals row.Id
            where row.ClosedAt == null && row.QualifiedAt == null
            select new Waiting
            {
                Kind = atQualification,
                OpportunityId = row.Id,
                ById = qualification.ById,
                At = qualification.At,
                Amount = row.Amount,
                Budget = row.Amount,
                IsHeld = row.QualifiedAt != null,
                Number = row.Number,
                Name = row.Name,
                Customer = row.Customer == null ? null : row.Customer.Name,
                QuoteId = null,
                ContractId = null,
                PersonId = null,
                PeriodOn = null,
                Months = 0,
            };
        var quotes =
            from quote in db.Quotes.Waiting()
            where quote.ApplicantId == null || quote.ApplicantId != me
            join row in reach on quote.OpportunityId equals row.Id
            where row.ClosedAt == null
            select new Waiting
            {
                Kind = asQuote,
                OpportunityId = row.Id,
                ById = quote.ApplicantId,
                At = quote.AppliedAt ?? quote.CreatedAt,
                Amount = quote.AmountInTax,
                Budget = row.Amount,
                IsHeld = false,
                Number = quote.Number,
                Name = row.Name,
                Customer = row.Customer == null ? null : row.Customer.Name,
                QuoteId = quote.Id,
                ContractId = null,
                PersonId = null,
                PeriodOn = null,
                Months = 0,
            };
        var rows = await initiations.Concat(qualifications).Concat(quotes).Concat(Appeals(db, viewer)).Concat(Signings(db, viewer))
            .OrderBy(row => row.At).ThenBy(row => row.OpportunityId).ThenBy(row => row.PersonId).ThenBy(row => row.ContractId).Take(most).ToListAsync(cancel);
        return rows.ConvertAll(row => row.Kind == (int)GateKind.Appeal ? Appeal(row, db.Company.Settings.FiscalYearStart) : new WaitingGate(
            (GateKind)row.Kind, row.OpportunityId, row.Number, row.Name, row.Customer, row.ById, row.At, row.Amount,
            row.Kind == atInitiation ? row.Budget : null, row.IsHeld)
        {
            QuoteId = row.QuoteId,
            ContractId = row.ContractId,
        });
    }

    /// <summary>What all of them say of what waits, for one statement; only an initiation has a budget.</summary>
    private sealed record Waiting
    {
        public int Kind { get; init; }

        public long OpportunityId { get; init; }

        public required string Number { get; init; }

        public required string Name { get; init; }

        public string? Customer { get; init; }

        public long? ById { get; init; }

        public DateTime At { get; init; }

        public Money? Amount { get; init; }

        public Money? Budget { get; init; }

        public bool IsHeld { get; init; }

        public long? QuoteId { get; init; }

        public long? ContractId { get; init; }

        public long? PersonId { get; init; }

        public DateOnly? PeriodOn { get; init; }

        public int Months { get; init; }
    }
}
