using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>
/// What a saved event of a contract says to those whose work it changes, in the same transaction: finance, who invoices; the owner, his
/// manager and the project manager. Who did it himself is told nothing.
/// </summary>
internal static class ContractNotices
{
    public static async Task KeepContractNoticesAsync(this CrmDbContext db, CancellationToken cancel)
    {
        // What is not changed but new was imported with its whole past: nobody waits for the news.
        var events = (from entry in db.ChangeTracker.Entries<Contract>().Where(entry => entry.State == EntityState.Modified).ToList()
                      from row in entry.Entity.History.Where(row => row.Id == 0)
                      let kind = KindOf(row.Kind)
                      where kind is not null
                      group row by (Contract: entry.Entity, Kind: kind.Value) into alike
                      select (alike.Key.Contract, alike.Key.Kind, Event: alike.First())).ToList();
        foreach (var (contract, kind, row) in events)
        {
            var people = await PeopleAsync(db, contract, kind, row.At, cancel);
            var customer = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(one => one.Id == contract.CustomerId).Select(one => one.Name).SingleAsync(cancel);
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}:{contract.Id}:{row.Seq}");
            db.Notifications.AddRange(people.OfType<long>().Distinct().Where(person => person != row.ActorId).Select(person =>
                new Notification(person, kind, nameof(Contract), contract.Id, key, row.At, contract.Label, contract.Name, customer)));
        }
    }

    private static NotificationKind? KindOf(ContractEventKind kind) => kind switch
    {
        ContractEventKind.Signed => NotificationKind.ContractSigned,
        ContractEventKind.Amended => NotificationKind.ContractAmended,
        ContractEventKind.Terminated => NotificationKind.ContractTerminated,
        ContractEventKind.Delivered => NotificationKind.ContractDelivered,
        ContractEventKind.Received => NotificationKind.PaymentReceived,
        ContractEventKind.Refunded => NotificationKind.PaymentRefunded,
        _ => null,
    };

    private static async Task<IEnumerable<long?>> PeopleAsync(CrmDbContext db, Contract contract, NotificationKind kind, DateTime at, CancellationToken cancel) => kind switch
    {
        NotificationKind.PaymentReceived or NotificationKind.PaymentRefunded => [contract.OwnerId],
        NotificationKind.ContractSigned or NotificationKind.ContractDelivered => [contract.OwnerId, .. await FinanceAsync(db, at, cancel)],
        _ => [contract.OwnerId, contract.ProjectManagerId, await ManagerAsync(db, contract.OwnerId, cancel), .. await FinanceAsync(db, at, cancel)],
    };

    private static Task<List<long?>> FinanceAsync(CrmDbContext db, DateTime at, CancellationToken cancel)
    {
        var today = db.Company.Time.DayOf(at);
        return db.People.AsNoTracking().Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)
            && person.RoleRows.Any(row => row.Role == Role.Finance)).Select(person => (long?)person.Id).ToListAsync(cancel);
    }

    private static Task<long?> ManagerAsync(CrmDbContext db, long? ownerId, CancellationToken cancel) =>
        db.People.AsNoTracking().Where(person => person.Id == ownerId).Select(person => person.ManagerId).SingleOrDefaultAsync(cancel);
}
