using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>
/// The nightly care: what a touch has done is closed, open tasks follow the customers' owners, and the tasks of the days ahead
/// are made. Each occasion has one key, so that repeating it does nothing, on however many nodes.
/// </summary>
public static class CareNight
{
    private const int Chunk = 2000;

    /// <returns>How many tasks were made.</returns>
    public static async Task<int> RunCareNightAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.ExpectCareAnewAsync(cancel);
        await db.CloseWhatWasMetAsync(cancel);
        await db.CareFollowsAsync(null, cancel);
        var wanted = new CareWanted(db, db.Company.Facts, stamp);
        var made = await db.MakeAsync(wanted.VisitsAsync, cancel) + await db.MakeAsync(wanted.KeyContactsAsync, cancel);
        made += await db.MakeAsync(wanted.BirthdaysAsync, cancel);
        foreach (var festival in db.Company.Facts.Care.FestivalsAhead(stamp.Today))
        {
            made += await db.MakeAsync((after, size, token) => wanted.FestivalAsync(festival, after, size, token), cancel);
        }

        return made + await db.MakeForContractsAsync(new CareOfContracts(db, db.Company.Facts, stamp), cancel);
    }

    private static async Task<int> MakeForContractsAsync(this CrmDbContext db, CareOfContracts contracts, CancellationToken cancel)
    {
        var made = await db.MakeAsync(contracts.RevisitsAsync, cancel);
        for (var years = 1; years <= CareOfContracts.MostYears; years++)
        {
            var ago = years;
            made += await db.MakeAsync((after, size, token) => contracts.DaysOfAsync(ago, after, size, token), cancel);
        }

        return made;
    }

    /// <summary>Somebody spoke with them since the task was made, whoever logged it and where.</summary>
    private static async Task CloseWhatWasMetAsync(this CrmDbContext db, CancellationToken cancel)
    {
        var open = db.CareTasks.Where(task => task.State == CareState.Open);
        await db.WriteAsync(() => open
            .Where(task => task.Kind == CareKind.Visit && db.Customers.Any(customer => customer.Id == task.CustomerId && customer.LastTouchAt > task.CreatedAt))
            .ExecuteUpdateAsync(task => task
                .SetProperty(row => row.ClosedAt, row => db.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.LastTouchAt).First())
                .SetProperty(row => row.State, CareState.Done).SetProperty(row => row.Version, row => row.Version + 1), cancel), cancel);
        await db.WriteAsync(() => open
            .Where(task => task.Kind == CareKind.KeyContact && db.Contacts.Any(contact => contact.Id == task.ContactId && contact.LastTouchAt > task.CreatedAt))
            .ExecuteUpdateAsync(task => task
                .SetProperty(row => row.ClosedAt, row => db.Contacts.Where(contact => contact.Id == row.ContactId).Select(contact => contact.LastTouchAt).First())
                .SetProperty(row => row.State, CareState.Done).SetProperty(row => row.Version, row => row.Version + 1), cancel), cancel);
    }

    /// <summary>Chunk by chunk, each in a short transaction.</summary>
    private static async Task<int> MakeAsync(
        this CrmDbContext db, Func<long, int, CancellationToken, Task<(long? Last, IReadOnlyList<CareTask> Tasks)>> wanted, CancellationToken cancel)
    {
        var made = 0;
        for (long? last = 0; last is { } after;)
        {
            last = await db.WriteAsync(async () =>
            {
                var (next, tasks) = await wanted(after, Chunk, cancel);
                var fresh = await db.NotYetMadeAsync(tasks, cancel);
                await db.InsertInBulkAsync(fresh, cancel);
                made += fresh.Count;
                return next;
            }, cancel);
        }

        return made;
    }

    private static async Task<IReadOnlyList<CareTask>> NotYetMadeAsync(this CrmDbContext db, IReadOnlyList<CareTask> tasks, CancellationToken cancel)
    {
        var known = new HashSet<string>();
        foreach (var keys in tasks.Select(task => task.Key).Chunk(500))
        {
            known.UnionWith(await db.CareTasks.Where(task => keys.Contains(task.Key)).Select(task => task.Key).ToListAsync(cancel));
        }

        return [.. tasks.Where(task => known.Add(task.Key))];
    }
}
