using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Continuity;

/// <summary>A customer with the score that its facts give.</summary>
internal sealed record ScoredCustomer(long CustomerId, CareHolder Holder, ContinuityScore Score);

/// <summary>Reads what the continuity score looks at, for many customers at a time.</summary>
internal static class ContinuityReading
{
    /// <summary>The next so many owned customers after an id, as they stand at the stamp.</summary>
    public static async Task<IReadOnlyList<ScoredCustomer>> AfterAsync(CrmDbContext db, long after, int size, Stamp stamp, CancellationToken cancel)
    {
        var customers = await db.Customers.AsNoTracking()
            .Where(customer => customer.Id > after && customer.OwnerId != null && customer.ArchivedAt == null && customer.Standing != CustomerStatus.Lost)
            .OrderBy(customer => customer.Id).Take(size)
            .Select(customer => new Row(
                customer.Id, customer.OwnerId, customer.TeamId, customer.RegionId, customer.Note != null,
                db.People.Any(person => person.Id == customer.DeputyId && (person.ActiveUntil == null || person.ActiveUntil >= stamp.Today)),
                db.CareTasks.Any(task => task.CustomerId == customer.Id && task.State == CareState.Open && task.DueOn >= stamp.Today)))
            .ToListAsync(cancel);
        if (customers.Count == 0)
        {
            return [];
        }

        var (first, last, since) = (customers[0].Id, customers[^1].Id, stamp.At.AddDays(-ContinuityScore.WindowDays));
        var keys = (await db.Contacts.Where(contact => contact.CustomerId >= first && contact.CustomerId <= last && contact.IsKey && contact.ArchivedAt == null)
            .Select(contact => new { contact.CustomerId, contact.Id }).ToListAsync(cancel)).ToLookup(row => row.CustomerId, row => row.Id);
        var touches = (await db.Touches.Where(touch => touch.CustomerId >= first && touch.CustomerId <= last && touch.At >= since && touch.At <= stamp.At)
            .GroupBy(touch => new { touch.CustomerId, touch.ContactId, touch.ActorId })
            .Select(group => new Touches(
                group.Key.CustomerId, group.Key.ContactId, group.Key.ActorId, group.Count(touch => touch.IsTwoWay), group.Count(touch => touch.Words != "")))
            .ToListAsync(cancel)).ToLookup(row => row.CustomerId);
        return [.. customers.Select(row => new ScoredCustomer(
            row.Id, new CareHolder(row.OwnerId, row.TeamId, row.RegionId), ContinuityScore.Of(Facts(row, [.. keys[row.Id]], [.. touches[row.Id]]))))];
    }

    private static ContinuityFacts Facts(Row row, IReadOnlyList<long> keys, IReadOnlyList<Touches> touches)
    {
        var colleagues = touches.Where(touch => touch is { TwoWay: > 0, ContactId: not null })
            .GroupBy(touch => touch.ContactId ?? 0).ToDictionary(group => group.Key, group => group.Select(touch => touch.ActorId).Distinct().Count());
        return new(
            keys.Count, keys.Count(id => colleagues.GetValueOrDefault(id) >= 2), touches.Sum(touch => touch.TwoWay),
            touches.Where(touch => touch.ActorId != row.OwnerId).Sum(touch => touch.TwoWay), row.HasNextDate, row.HasDeputy,
            touches.Sum(touch => touch.Worded) + (row.HasNote ? 1 : 0));
    }

    private sealed record Row(long Id, long? OwnerId, long? TeamId, long? RegionId, bool HasNote, bool HasDeputy, bool HasNextDate);

    private sealed record Touches(long CustomerId, long? ContactId, long? ActorId, int TwoWay, int Worded);
}
