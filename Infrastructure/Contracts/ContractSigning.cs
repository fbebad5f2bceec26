using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>What signing changes beside the contract itself: the year's numbers, the opportunity that is won by it, and the customer.</summary>
public static class ContractSigning
{
    public const string Series = "C";

    private const int MostNamed = 10;

    /// <summary>
    /// The number is taken in the transaction that uses it, so that none is lost: whoever signs at the same moment waits for it,
    /// on SQLite at the one write lock, on a server at the row of the series.
    /// </summary>
    /// <param name="reason">Needed for a day before the current week.</param>
    /// <param name="winning">Why the opportunity is won, where signing wins it; null: nobody said.</param>
    /// <param name="signer">The roles of who signs: what he may not let go needs an approved quote. Null: the program takes over what was agreed elsewhere.</param>
    public static Task SignAsync(
        this CrmDbContext db, Contract contract, DateOnly signedOn, Stamp stamp, string? reason = null, Closing? winning = null, IReadOnlyList<Role>? signer = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        return db.WriteAsync(async () =>
        {
            contract.CanSign(signedOn, reason, stamp.Today).ThrowIfRefused();
            (signer is null ? null : await db.WhyNotSoldAsync(contract, signer, signedOn, cancel)).ThrowIfRefused();
            var opportunity = await db.ToWinAsync(contract, stamp, cancel);
            contract.Sign(await db.NextNumberAsync(Series, signedOn.Year, cancel), signedOn, stamp, reason);
            var said = winning ?? new Closing(CloseReason.Other, null, null, null);
            opportunity?.Win(db.Company.Facts.Stages, said with { Words = said.Words ?? contract.Number }, stamp);
            await db.SaveChangesAsync(cancel);
            var customer = await db.Customers.VisibleTo(Viewer.Program).ForChange().SingleAsync(row => row.Id == contract.CustomerId, cancel);
            customer.ContractSigned(contract.Id, stamp);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    /// <summary>Why it could not be signed; null where it can.</summary>
    /// <param name="contract">With its lines and milestones.</param>
    public static async Task<Refusal?> CanSignAsync(
        this CrmDbContext db, Contract contract, DateOnly signedOn, IReadOnlyList<Role> signer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        return contract.CanSign(signedOn, today) ?? (contract.OpportunityId is not { } id ? null
            : db.WhyNotWon(await db.Opportunities.AsNoTracking().VisibleTo(Viewer.Program).ForChange().SingleAsync(row => row.Id == id, cancel)))
            ?? await db.WhyNotSoldAsync(contract, signer, signedOn, cancel);
    }

    /// <summary>Whether signing wins an opportunity too.</summary>
    public static Task<bool> WinsAsync(this CrmDbContext db, long contractId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var unwon = db.Opportunities.VisibleTo(Viewer.Program).Where(row => row.State != OpportunityState.Won);
        return db.Contracts.VisibleTo(Viewer.Program)
            .AnyAsync(row => row.Id == contractId && row.Status == ContractStatus.Draft && unwon.Any(opportunity => opportunity.Id == row.OpportunityId), cancel);
    }

    /// <summary>Why it can't go on as an opportunity: what was signed for it holds. Null where nothing was, or only what is terminated.</summary>
    public static async Task<Refusal?> WhyNotReopenedAsync(this CrmDbContext db, Opportunity opportunity, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        var holding = await db.Contracts.VisibleTo(Viewer.Program).Where(row => row.OpportunityId == opportunity.Id && row.Number != null && row.Status != ContractStatus.Terminated)
            .OrderBy(row => row.Id).Select(row => row.Number).Take(MostNamed).ToListAsync(cancel);
        return holding.Count == 0 ? null : new Refusal("OpportunityHasContract", opportunity.Number, string.Join(", ", holding));
    }

    /// <summary>Its amount is what is signed; won already, it stays so.</summary>
    private static Refusal? WhyNotWon(this CrmDbContext db, Opportunity opportunity) =>
        opportunity.State != OpportunityState.Won && opportunity.CanWin(db.Company.Facts.Stages) is { Code: not "WinNeedsAmount" } why
            ? new Refusal("ContractCannotWin", opportunity.Number, why) : null;

    /// <summary>The opportunity that signing wins, worth what is signed; null where it is won already or there is none. What presales cost goes over to the first contract of it.</summary>
    private static async Task<Opportunity?> ToWinAsync(this CrmDbContext db, Contract contract, Stamp stamp, CancellationToken cancel)
    {
        if (contract.OpportunityId is not { } id)
        {
            return null;
        }

        if (!await db.Contracts.VisibleTo(Viewer.Program).AnyAsync(row => row.OpportunityId == id && row.PresalesCost != null, cancel))
        {
            contract.CarryPresales(new Money(await db.PresalesEntries.Where(entry => entry.OpportunityId == id).SumAsync(entry => (long)(object)entry.Amount, cancel)));
        }

        var opportunity = await db.Opportunities.VisibleTo(Viewer.Program).ForChange().SingleAsync(row => row.Id == id, cancel);
        if (opportunity.State == OpportunityState.Won)
        {
            return null;
        }

        db.WhyNotWon(opportunity).ThrowIfRefused();
        opportunity.Revalue(contract.AmountInTax, contract.Name, stamp);
        return opportunity;
    }
}
