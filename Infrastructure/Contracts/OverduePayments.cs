using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>How many payments, and what of them is still open.</summary>
public readonly record struct OverdueSum(int Count, Money Open);

/// <summary>What should have come in, however long the list of it is: added up in the index of open milestones alone.</summary>
public static class OverduePayments
{
    private static readonly KeysetOrder<Milestone, OpenPayment> Oldest = new(
        row => row.MilestoneId, new KeysetLeg<Milestone, OpenPayment, DateOnly>(milestone => milestone.DueOn, row => row.DueOn));

    /// <summary>The oldest first.</summary>
    public static Task<KeysetPage<OpenPayment>> OverduePageAsync(
        this CrmDbContext db, Viewer viewer, OverdueFilter filter, DateOnly today, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Oldest.PageAsync(db.OverduePaymentsOf(viewer, filter, today).OfAge(filter.Age, today), milestones => db.Told(milestones), descending: false, cursor, size, cancel);
    }

    /// <summary>All of them, the oldest first, as they are read.</summary>
    public static IAsyncEnumerable<OpenPayment> AllOverdueAsync(this CrmDbContext db, Viewer viewer, OverdueFilter filter, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Oldest.AllAsync(db.OverduePaymentsOf(viewer, filter, today).OfAge(filter.Age, today), milestones => db.Told(milestones), descending: false);
    }

    private static IQueryable<OpenPayment> Told(this CrmDbContext db, IQueryable<Milestone> milestones) =>
        from milestone in milestones
        join contract in db.Contracts.VisibleTo(Viewer.Program) on milestone.ContractId equals contract.Id
        join customer in db.Customers.VisibleTo(Viewer.Program) on contract.CustomerId equals customer.Id
        select new OpenPayment(
            milestone.Id, contract.Id, contract.Number, contract.Name, contract.CustomerId, contract.OwnerId, milestone.Name, milestone.DueOn,
            new Money((long)(object)milestone.Amount - (long)(object)milestone.Lapsed), milestone.Received)
        {
            Customer = customer.Name,
        };

    /// <summary>
    /// Overdue payments of the contracts in reach. Drafts, whose payments nobody awaits, are taken out as the few that they are:
    /// asked of each payment's contract, it would be read for tens of thousands of them.
    /// </summary>
    internal static IQueryable<Milestone> OverduePaymentsOf(this CrmDbContext db, Viewer viewer, OverdueFilter filter, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var drafts = db.Contracts.VisibleTo(Viewer.Program).Where(contract => contract.SignedOn == null).Select(contract => contract.Id);
        var payments = db.Set<Milestone>().AsNoTracking().Where(milestone =>
            milestone.Kind == MilestoneKind.Payment && milestone.DoneOn == null && milestone.DueOn < today && !drafts.Contains(milestone.ContractId));
        if (filter.IsOfAll && viewer.ScopeOf(RecordType.Contract, AccessAction.Read) == Scope.All)
        {
            return payments;
        }

        var contracts = db.Contracts.VisibleTo(viewer).Where(contract => contract.PaymentDueOn < today);
        var reached = contracts.Of(filter, db).Select(contract => contract.Id);
        return payments.Where(milestone => reached.Contains(milestone.ContractId));
    }

    /// <summary>The last reminder of each of the contracts that had one.</summary>
    public static async Task<IReadOnlyDictionary<long, PaymentReminder>> LastRemindersAsync(
        this CrmDbContext db, IReadOnlyCollection<long> contracts, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var reminders = await db.Set<PaymentReminder>().AsNoTracking().Where(reminder => contracts.Contains(reminder.ContractId)).ToListAsync(cancel);
        return reminders.GroupBy(reminder => reminder.ContractId).ToDictionary(all => all.Key, all => all.OrderBy(one => one.On).ThenBy(one => one.At).Last());
    }

    /// <summary>Their number and sums by how old they are, of whichever age they are asked for.</summary>
    public static async Task<IReadOnlyDictionary<PaymentAge, OverdueSum>> OverdueByAgeAsync(
        this CrmDbContext db, Viewer viewer, OverdueFilter filter, DateOnly today, CancellationToken cancel = default)
    {
        var days = await db.OverduePaymentsOf(viewer, filter, today).GroupBy(milestone => milestone.DueOn)
            .Select(day => new { DueOn = day.Key, Count = day.Count(), Open = day.Sum(milestone => (long)(object)milestone.Amount - (long)(object)milestone.Received - (long)(object)milestone.Lapsed) }).ToListAsync(cancel);
        return PaymentAges.All.ToDictionary(age => age, age =>
        {
            var old = days.Where(day => age.Holds(today.DayNumber - day.DueOn.DayNumber)).ToList();
            return new OverdueSum(old.Sum(day => day.Count), new Money(old.Sum(day => day.Open)));
        });
    }

    private static IQueryable<Contract> Of(this IQueryable<Contract> contracts, OverdueFilter filter, CrmDbContext db)
    {
        contracts = contracts.Holding(filter.Product, db).OfCategory(filter.CustomerCategory, db);
        contracts = filter.Owner is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
        contracts = filter.Team is { } team ? contracts.Where(contract => contract.TeamId == team) : contracts;
        contracts = filter.Region is { } region ? contracts.Where(contract => contract.RegionId == region) : contracts;
        contracts = filter.NoRegion ? contracts.Where(contract => contract.RegionId == null) : contracts;
        contracts = filter.RemindBy is { } day ? contracts.Where(contract => contract.RemindOn == null || contract.RemindOn <= day) : contracts;
        contracts = filter.From is { } from ? contracts.Where(contract => contract.SignedOn >= from) : contracts;
        return filter.To is { } to ? contracts.Where(contract => contract.SignedOn <= to) : contracts;
    }

    private static IQueryable<Milestone> OfAge(this IQueryable<Milestone> payments, PaymentAge? age, DateOnly today)
    {
        if (age is not { } asked)
        {
            return payments;
        }

        var (last, first) = (today.AddDays(-asked.From), asked.To == int.MaxValue ? DateOnly.MinValue : today.AddDays(-asked.To));
        return payments.Where(milestone => milestone.DueOn >= first && milestone.DueOn <= last);
    }
}
