using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>
/// What is to be done in the days ahead, one source of care after the other: each answers with the tasks of the next so many
/// customers or contacts after an id, and where it stopped; null when it is through.
/// </summary>
internal sealed class CareWanted(CrmDbContext db, CompanyFacts facts, Stamp stamp)
{
    private readonly DateOnly _until = stamp.Today.AddDays(facts.Care.AheadDays);

    private IQueryable<Customer> Owned => db.Customers.AsNoTracking()
        .Where(customer => customer.OwnerId != null && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost);

    private IQueryable<Contact> KeyContacts => db.Contacts.AsNoTracking()
        .Where(contact => contact.IsKey && contact.OwnerId != null && contact.ArchivedAt == null);

    public async Task<(long? Last, IReadOnlyList<CareTask> Tasks)> VisitsAsync(long after, int size, CancellationToken cancel)
    {
        var rows = await Owned.Where(customer => customer.Id > after && customer.CareDueOn <= _until)
            .Where(customer => !db.CareTasks.Any(task => task.CustomerId == customer.Id && task.State == CareState.Open && task.Kind == CareKind.Visit))
            .OrderBy(customer => customer.Id).Take(size)
            .Select(customer => new Row(customer.Id, customer.CareDueOn, new CareSubject(
                customer.Id, null, customer.Category, customer.OwnerId, customer.TeamId, customer.RegionId))).ToListAsync(cancel);
        return (LastOf(rows, size), Cycles(rows, category => category.VisitDays));
    }

    public async Task<(long? Last, IReadOnlyList<CareTask> Tasks)> KeyContactsAsync(long after, int size, CancellationToken cancel)
    {
        var rows = await KeyContacts.Where(contact => contact.Id > after && contact.CareDueOn <= _until)
            .Where(contact => !db.CareTasks.Any(task => task.ContactId == contact.Id && task.State == CareState.Open && task.Kind == CareKind.KeyContact))
            .OrderBy(contact => contact.Id).Take(size)
            .Select(contact => new Row(contact.Id, contact.CareDueOn, new CareSubject(
                contact.CustomerId, contact.Id, contact.Category, contact.OwnerId, contact.TeamId, contact.RegionId))).ToListAsync(cancel);
        return (LastOf(rows, size), Cycles(rows, category => category.KeyContactDays));
    }

    public async Task<(long? Last, IReadOnlyList<CareTask> Tasks)> BirthdaysAsync(long after, int size, CancellationToken cancel)
    {
        var categories = facts.Care.CategoriesWith(CareKind.Birthday).ToList();
        var rows = await KeyContacts.Where(contact => contact.Id > after && contact.Birthday != null && categories.Contains(contact.Category))
            .Where(contact => Owned.Any(customer => customer.Id == contact.CustomerId)).OrderBy(contact => contact.Id).Take(size)
            .Select(contact => new Birth(contact.Id, contact.Birthday ?? default, contact.IsBirthdayLunar, new CareSubject(
                contact.CustomerId, contact.Id, contact.Category, contact.OwnerId, contact.TeamId, contact.RegionId))).ToListAsync(cancel);
        return (rows.Count < size ? null : rows[^1].Id,
        [
            .. from row in rows
               let day = CareDays.NextBirthday(row.Birthday, row.IsLunar, stamp.Today)
               where day <= _until
               select CareCycle.Task(row.Subject, CareKind.Birthday, day, 0, facts.Calendar, stamp),
        ]);
    }

    public async Task<(long? Last, IReadOnlyList<CareTask> Tasks)> FestivalAsync(
        (CareKind Kind, DateOnly On) festival, long after, int size, CancellationToken cancel)
    {
        var (kind, day) = festival;
        var categories = facts.Care.CategoriesWith(kind).ToList();
        var rows = await Owned.Where(customer => customer.Id > after && categories.Contains(customer.Category))
            .Where(customer => !db.CareTasks.Any(task => task.CustomerId == customer.Id && task.Kind == kind && task.OccasionOn == day))
            .OrderBy(customer => customer.Id).Take(size)
            .Select(customer => new Row(customer.Id, null, new CareSubject(
                customer.Id, null, customer.Category, customer.OwnerId, customer.TeamId, customer.RegionId))).ToListAsync(cancel);
        return (LastOf(rows, size), [.. rows.Select(row => CareCycle.Task(row.Subject, kind, day, facts.Care.GreetDays, facts.Calendar, stamp))]);
    }

    private IReadOnlyList<CareTask> Cycles(IEnumerable<Row> rows, Func<CustomerCategory, int?> days) =>
    [
        .. from row in rows
           let length = days(facts.Categories.Of(row.Subject.Category))
           where length > 0 && row.DueOn is not null
           select CareCycle.Task(row.Subject, row.DueOn ?? default, length ?? 1, facts.Calendar, stamp),
    ];

    private static long? LastOf(List<Row> rows, int size) => rows.Count < size ? null : rows[^1].Id;

    private sealed record Row(long Id, DateOnly? DueOn, CareSubject Subject);

    private sealed record Birth(long Id, DateOnly Birthday, bool IsLunar, CareSubject Subject);
}
