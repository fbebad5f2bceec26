using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>移交服务: whoever serves learns that something waits for him, and with the last thing that service needs, those who have to know are told.</summary>
public static class ServiceHandOver
{
    /// <summary>The customer accepts it: whoever serves is told what he may ask for.</summary>
    public static async Task AcceptAsync(
        this CrmDbContext db, Contract contract, DateOnly on, int warrantyMonths, string? ownNeeds, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        contract.Accept(on, warrantyMonths, Enum.GetValues<HandOverNeed>(), stamp, ownNeeds);
        var customer = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Name).SingleAsync(cancel);
        foreach (var person in (await db.ServingAsync(contract, stamp.Today, cancel)).Append(contract.OwnerId).OfType<long>().Distinct())
        {
            db.Tell(person, NotificationKind.ContractAccepted, contract.Id, contract.Events, stamp, contract.Label, contract.Name, customer, $"{contract.HandOver.Count}");
        }
    }

    /// <summary>The customer's owner and whoever serves are told once, when service has everything.</summary>
    public static async Task HandOverAsync(this CrmDbContext db, Contract contract, long itemId, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        contract.HandOverItemDone(itemId, stamp);
        if (contract.HandedOverOn is null)
        {
            return;
        }

        var customer = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId)
            .Select(row => new { row.Name, row.OwnerId }).SingleAsync(cancel);
        var told = (await db.ServingAsync(contract, stamp.Today, cancel)).Append(customer.OwnerId).OfType<long>().Distinct();
        foreach (var person in told)
        {
            db.Tell(person, NotificationKind.ContractHandedOver, contract.Id, contract.Events, stamp, contract.Label, contract.Name, customer.Name, $"{contract.WarrantyUntil:yyyy-MM-dd}");
        }
    }

    /// <summary>Whose role it is to serve; where nobody has one, to whom the project manager reports.</summary>
    private static async Task<IEnumerable<long?>> ServingAsync(this CrmDbContext db, Contract contract, DateOnly today, CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)
            && person.RoleRows.Any(row => row.Role == Role.ServiceManager || row.Role == Role.ServiceEngineer))
            .Select(person => (long?)person.Id).ToListAsync(cancel);
        return people.Count > 0 ? people
            : await db.People.AsNoTracking().Where(person => person.Id == contract.ProjectManagerId).Select(person => person.ManagerId).ToListAsync(cancel);
    }
}
