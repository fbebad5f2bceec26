using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Infrastructure.Reports.Home;

/// <summary>A contract on a home page, and what of it matters there.</summary>
/// <param name="What">A milestone, or an amendment's reason.</param>
/// <param name="CustomerId">Whose receipts are matched.</param>
public sealed record HomeContract(long Id, string Label, string Customer, long CustomerId, string? What, DateOnly? On, Money Amount)
{
    public int DeliveredBasisPoints { get; init; }

    /// <summary>Delivered, and service does not have all of it yet.</summary>
    public bool IsForService { get; init; }
}

/// <summary>What a project manager has in hand.</summary>
/// <param name="ToHandOver">Accepted, and service does not have all of it yet; each with the day of its acceptance.</param>
public sealed record HomeManaged(HomeList<HomeContract> Running, HomeList<HomeContract> ToHandOver);

/// <summary>What delivery and finance see on their home pages: short walks of indexes, the first few only.</summary>
public static class HomeContracts
{
    private const int Counted = HomeList<int>.Most + 1;
    private const int DaysBack = 60;

    /// <summary>
    /// Of whose delivery the viewer is in charge, until service has taken them over: the latest signed ones, and those that the customer
    /// accepted, the longest waiting first (product text, section 11). Both in one statement.
    /// </summary>
    public static async Task<HomeManaged> ManagedAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var contracts = db.ManagedBy(viewer)
            .Where(contract => contract.Status == ContractStatus.Signed || contract.Status == ContractStatus.InProgress
                || (contract.Status == ContractStatus.Delivered && contract.HandedOverOn == null));
        var running = contracts.OrderByDescending(contract => contract.SignedOn).ThenByDescending(contract => contract.Id).Take(Counted)
            .Select(contract => new { contract.Id, IsAccepted = false });
        var accepted = contracts.Where(contract => contract.AcceptedOn != null && contract.HandedOverOn == null)
            .OrderBy(contract => contract.AcceptedOn).ThenBy(contract => contract.Id).Take(Counted)
            .Select(contract => new { contract.Id, IsAccepted = true });
        var rows = await (
            from row in running.Concat(accepted)
            join contract in db.Contracts.AsNoTracking().VisibleTo(Viewer.Program) on row.Id equals contract.Id
            select new
            {
                row.IsAccepted, contract.SignedOn,
                Contract = new HomeContract(
                    contract.Id, contract.Number ?? contract.Name,
                    db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
                    contract.CustomerId, contract.Name, row.IsAccepted ? contract.AcceptedOn : contract.SignedOn, contract.AmountInTax)
                {
                    DeliveredBasisPoints = contract.DeliveredBasisPoints,
                    IsForService = contract.Status == ContractStatus.Delivered,
                },
            }).ToListAsync(cancel);
        return new HomeManaged(
            new([.. rows.Where(row => !row.IsAccepted).OrderByDescending(row => row.SignedOn).ThenByDescending(row => row.Contract.Id).Select(row => row.Contract)]),
            new([.. rows.Where(row => row.IsAccepted).OrderBy(row => row.Contract.On).ThenBy(row => row.Contract.Id).Select(row => row.Contract)]));
    }

    /// <summary>What the viewer is to deliver within the next weeks, or should have.</summary>
    public static async Task<HomeList<HomeContract>> DeliveriesDueAsync(this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        var rows = await db.DeliveriesDueAsync(viewer, ofMine: true, today, Counted, cancel);
        return new([.. rows.Select(row => new HomeContract(row.ContractId, row.Contract, row.Customer, 0, row.Name, row.DueOn, Money.Zero))]);
    }

    /// <summary>Payments that were due lately or are due soon and are not invoiced, each with what of it is not.</summary>
    public static async Task<HomeList<HomeContract>> InvoicesDueAsync(this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = from payment in db.Contracts.AsNoTracking().VisibleTo(viewer).ToInvoice(today, InvoicedUntil(today))
                   join contract in db.Contracts.VisibleTo(Viewer.Program) on payment.ContractId equals contract.Id
                   orderby payment.DueOn, payment.MilestoneId
                   select new HomeContract(
                       contract.Id, contract.Number ?? contract.Name,
                       db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
                       contract.CustomerId, payment.Name, payment.DueOn, new Money(payment.Rest));
        return new(await rows.Take(Counted).ToListAsync(cancel));
    }

    /// <summary>The last day on which what is to be invoiced now falls due.</summary>
    public static DateOnly InvoicedUntil(DateOnly today) => today.AddDays(DeliveryLists.DaysAhead);

    /// <summary>The first of the days whose change orders are told.</summary>
    public static DateOnly ChangedFrom(DateOnly today) => today.AddDays(-DaysBack);

    /// <summary>Change orders of the last weeks to what the viewer delivers, the newest first.</summary>
    public static async Task<HomeList<HomeContract>> ChangeOrdersAsync(this CrmDbContext db, Viewer viewer, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var changed = db.ChangesWithin(viewer, ChangedFrom(today), today)
            .GroupBy(line => line.AmendmentId).Select(group => new { group.Key, On = group.Max(line => line.SignedOn), InTax = group.Sum(line => (long)(object)line.InTax) });
        var rows = from line in changed
                   join amendment in db.Set<Amendment>() on line.Key equals amendment.Id
                   join contract in db.ManagedBy(viewer) on amendment.ContractId equals contract.Id
                   orderby line.On descending, amendment.Id descending
                   select new HomeContract(
                       contract.Id, contract.Number ?? contract.Name,
                       db.Customers.VisibleTo(Viewer.Program, AccessAction.Read).Where(customer => customer.Id == contract.CustomerId).Select(customer => customer.Name).First(),
                       contract.CustomerId, amendment.Reason, line.On, new Money(line.InTax));
        return new(await rows.Take(Counted).ToListAsync(cancel));
    }

    /// <summary>The oldest first.</summary>
    public static async Task<HomeList<OpenReceipt>> OpenReceiptsAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new(await db.OpenReceiptsAsync(viewer, null, Counted, cancel));
    }

    private static IQueryable<Contract> ManagedBy(this CrmDbContext db, Viewer viewer)
    {
        var me = viewer.PersonId;
        return db.Contracts.AsNoTracking().VisibleTo(viewer, AccessAction.Read).Where(contract => contract.ProjectManagerId == me && contract.ProjectManagerId != null);
    }
}
