using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>How much there is to do in a list of contracts.</summary>
/// <param name="Payments">To be invoiced; null where the list is not of them.</param>
/// <param name="Changes">Change orders; null where the list is not of them.</param>
public sealed record ContractCounts(int Contracts, int? Payments, int? Changes);

/// <summary>A payment that is to be invoiced.</summary>
public sealed class ToInvoiceRow
{
    public long ContractId { get; init; }

    public long MilestoneId { get; init; }

    public required string Name { get; init; }

    public DateOnly DueOn { get; init; }

    /// <summary>What of it no invoice covers.</summary>
    public long Rest { get; init; }
}

/// <summary>What is to be invoiced soon, and what was changed lately: one question for the home page and for the list behind it, so that both say the same.</summary>
public static class ContractWork
{
    /// <summary>So long ago a payment fell due that was not invoiced: what is older stands among what is overdue.</summary>
    private const int DaysLate = 90;

    /// <summary>
    /// Payments that were due lately or fall due until the day and are not invoiced, or not to the end. Invoices belong to the contract: they
    /// are taken for its payments in the order of their days.
    /// </summary>
    public static IQueryable<ToInvoiceRow> ToInvoice(this IQueryable<Contract> contracts, DateOnly today, DateOnly last)
    {
        var first = today.AddDays(-DaysLate);
        return
            from contract in contracts
            where contract.SignedOn != null && contract.Status != ContractStatus.Terminated && contract.Invoiced < contract.AmountInTax
            from milestone in contract.Milestones
            where milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn >= first && milestone.DueOn <= last
            let planned = contract.Milestones
                .Where(one => one.Kind == MilestoneKind.Payment && (one.DueOn < milestone.DueOn || (one.DueOn == milestone.DueOn && one.Id <= milestone.Id)))
                .Sum(one => (long)(object)one.Amount)
            where planned > (long)(object)contract.Invoiced
            select new ToInvoiceRow
            {
                ContractId = contract.Id,
                MilestoneId = milestone.Id,
                Name = milestone.Name,
                DueOn = milestone.DueOn,
                Rest = planned - (long)(object)contract.Invoiced < (long)(object)milestone.Amount ? planned - (long)(object)contract.Invoiced : (long)(object)milestone.Amount,
            };
    }

    /// <summary>The lines of change orders that were signed within the days.</summary>
    public static IQueryable<ContractLine> ChangesWithin(this CrmDbContext db, Viewer viewer, DateOnly first, DateOnly last)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ContractLines.AsNoTracking().VisibleTo(viewer).SignedWithin(first, last).Where(line => line.AmendmentId != null);
    }

    /// <summary>Null where the list is asked for by neither.</summary>
    public static async Task<ContractCounts?> CountsAsync(this CrmDbContext db, Viewer viewer, ContractFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(filter);
        if (filter is { InvoiceUntil: null, ChangedFrom: null })
        {
            return null;
        }

        var contracts = db.Contracts.AsNoTracking().VisibleTo(viewer).Matching(filter, db, viewer, today);
        var ids = contracts.Select(contract => contract.Id);
        return new ContractCounts(
            await contracts.CountAsync(cancel),
            filter.InvoiceUntil is { } until ? await contracts.ToInvoice(today, until).CountAsync(cancel) : null,
            filter.ChangedFrom is { } from
                ? await db.ChangesWithin(viewer, from, today).Where(line => ids.Contains(line.ContractId)).Select(line => line.AmendmentId).Distinct().CountAsync(cancel) : null);
    }

    internal static IQueryable<Contract> Waiting(this IQueryable<Contract> contracts, ContractFilter filter, CrmDbContext db, Viewer viewer, DateOnly today)
    {
        contracts = filter.Accepted ? contracts.Where(contract => contract.AcceptedOn != null) : contracts;
        contracts = filter.NotHandedOver ? contracts.Where(contract => contract.HandedOverOn == null) : contracts;
        if (filter.InvoiceUntil is { } until)
        {
            var payments = db.Contracts.VisibleTo(Viewer.Program).ToInvoice(today, until);
            contracts = contracts.Where(contract => payments.Any(payment => payment.ContractId == contract.Id));
        }

        if (filter.ChangedFrom is not { } from)
        {
            return contracts;
        }

        var changes = db.ChangesWithin(viewer, from, today);
        return contracts.Where(contract => changes.Any(line => line.ContractId == contract.Id));
    }
}
