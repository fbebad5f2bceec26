using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>What contracts give an occasion for in the days ahead; read as <see cref="CareWanted"/> reads the others.</summary>
internal sealed class CareOfContracts(CrmDbContext db, CompanyFacts facts, Stamp stamp)
{
    /// <summary>Nobody celebrates an older contract.</summary>
    public const int MostYears = 10;

    /// <summary>So many days after the acceptance what was delivered has shown what it is worth.</summary>
    private const int RevisitDays = 30;

    private readonly DateOnly _until = stamp.Today.AddDays(facts.Care.AheadDays);

    /// <summary>Contracts signed so many years before the days ahead, by the index of their day.</summary>
    public Task<(long? Last, IReadOnlyList<CareTask> Tasks)> DaysOfAsync(int years, long after, int size, CancellationToken cancel)
    {
        var (from, until) = (stamp.Today.AddYears(-years), _until.AddYears(-years));
        return OccasionsAsync(
            db.Contracts.Where(contract => contract.SignedOn >= from && contract.SignedOn <= until && contract.Status != ContractStatus.Terminated),
            CareKind.ContractDay, contract => contract.SignedOn?.AddYears(years), after, size, cancel);
    }

    public Task<(long? Last, IReadOnlyList<CareTask> Tasks)> RevisitsAsync(long after, int size, CancellationToken cancel)
    {
        var (from, until) = (stamp.Today.AddDays(-RevisitDays), _until.AddDays(-RevisitDays));
        return OccasionsAsync(
            db.Contracts.Where(contract => contract.AcceptedOn >= from && contract.AcceptedOn <= until),
            CareKind.Revisit, contract => contract.AcceptedOn?.AddDays(RevisitDays), after, size, cancel);
    }

    private async Task<(long? Last, IReadOnlyList<CareTask> Tasks)> OccasionsAsync(
        IQueryable<Contract> contracts, CareKind kind, Func<Days, DateOnly?> dayOf, long after, int size, CancellationToken cancel)
    {
        var categories = facts.Care.CategoriesWith(kind).ToList();
        var rows = await (
            from contract in contracts.AsNoTracking()
            where contract.Id > after
            join customer in db.Customers on contract.CustomerId equals customer.Id
            where customer.OwnerId != null && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost && categories.Contains(customer.Category)
            orderby contract.Id
            select new Days(contract.Id, contract.SignedOn, contract.AcceptedOn, new CareSubject(
                customer.Id, null, customer.Category, customer.OwnerId, customer.TeamId, customer.RegionId))).Take(size).ToListAsync(cancel);
        return (rows.Count < size ? null : rows[^1].Id,
        [
            .. from row in rows
               let day = dayOf(row)
               where day is not null
               select CareCycle.Task(row.Subject, kind, day ?? default, 0, facts.Calendar, stamp),
        ]);
    }

    private sealed record Days(long Id, DateOnly? SignedOn, DateOnly? AcceptedOn, CareSubject Subject);
}
