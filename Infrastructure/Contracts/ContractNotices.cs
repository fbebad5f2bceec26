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
        if (events.Count == 0)
        {
            return;
        }

        var customers = await CustomersAsync(db, events.Select(one => one.Contract.CustomerId), cancel);
        var managers = await ManagersAsync(db, [.. from one in events where TellsAll(one.Kind) select one.Contract.OwnerId], cancel);
        var finance = events.Exists(one => TellsFinance(one.Kind)) ? await FinanceAsync(db, events.Max(one => one.Event.At), cancel) : [];
        foreach (var (contract, kind, row) in events)
        {
            var people = PeopleOf(contract, kind, managers, finance);
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}:{contract.Id}:{row.Seq}");
            db.Notifications.AddRange(people.OfType<long>().Distinct().Where(person => person != row.ActorId).Select(person =>
                new Notification(person, kind, nameof(Contract), contract.Id, key, row.At, contract.Label, contract.Name, customers[contract.CustomerId])));
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

    private static IEnumerable<long?> PeopleOf(Contract contract, NotificationKind kind, Dictionary<long, long?> managers, IReadOnlyList<long> finance)
    {
        yield return contract.OwnerId;
        if (TellsAll(kind))
        {
            yield return contract.ProjectManagerId;
            yield return contract.OwnerId is { } owner ? managers.GetValueOrDefault(owner) : null;
        }

        foreach (var person in TellsFinance(kind) ? finance : [])
        {
            yield return person;
        }
    }

    private static bool TellsFinance(NotificationKind kind) => kind is not (NotificationKind.PaymentReceived or NotificationKind.PaymentRefunded);

    private static bool TellsAll(NotificationKind kind) => kind is NotificationKind.ContractAmended or NotificationKind.ContractTerminated;

    private static Task<Dictionary<long, string>> CustomersAsync(CrmDbContext db, IEnumerable<long> ids, CancellationToken cancel) =>
        db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, cancel);

    private static Task<Dictionary<long, long?>> ManagersAsync(CrmDbContext db, IReadOnlyList<long?> owners, CancellationToken cancel) => owners.Count == 0
        ? Task.FromResult(new Dictionary<long, long?>())
        : db.People.AsNoTracking().Where(person => owners.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.ManagerId, cancel);

    /// <summary>Those of finance who see every contract: to the others the name of somebody's customer is nobody's news.</summary>
    private static async Task<IReadOnlyList<long>> FinanceAsync(CrmDbContext db, DateTime at, CancellationToken cancel)
    {
        var today = db.Company.Time.DayOf(at);
        var people = await db.People.AsNoTracking().Where(person => person.ActiveFrom <= today && (person.ActiveUntil == null || person.ActiveUntil >= today)
            && person.RoleRows.Any(row => row.Role == Role.Finance)).ToListAsync(cancel);
        return [.. people.Where(person => db.Company.Facts.Access.ScopeOf(person.Roles, RecordType.Contract, AccessAction.Read) == Scope.All).Select(person => person.Id)];
    }
}
