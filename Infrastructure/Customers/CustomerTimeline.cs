using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Customers;

/// <summary>A lead that came from the customer, or an opportunity that was opened with it.</summary>
public sealed record CustomerDeal
{
    public bool IsLead { get; init; }

    public long Id { get; init; }

    public DateTime At { get; init; }

    public long? ActorId { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public Money? Amount { get; init; }
}

/// <summary>One thing that happened to a customer: exactly one of the four is there.</summary>
public sealed record CustomerHappening(DateTime At, long? ActorId, CustomerEvent? Event, Touch? Touch, CustomerChange? Change, CustomerDeal? Deal)
    : IHappening
{
    public int Kind => this switch
    {
        { Event: not null } => CustomerTimeline.Events,
        { Touch: not null } => CustomerTimeline.Touches,
        { Change: not null } => CustomerTimeline.Changes,
        { Deal.IsLead: true } => CustomerTimeline.Leads,
        _ => CustomerTimeline.Opportunities,
    };

    public long Id => Event?.Id ?? Touch?.Id ?? Change?.Id ?? Deal?.Id ?? 0;
}

/// <summary>Everything that happened to a customer, the newest first, in one line: its history, touches, changed values, leads, opportunities.</summary>
public static class CustomerTimeline
{
    internal const int Events = 0;
    internal const int Touches = 1;
    internal const int Changes = 2;
    internal const int Opportunities = 3;
    internal const int Leads = 4;

    /// <summary>The caller has found the customer within his scope; of leads and opportunities he sees what theirs reaches.</summary>
    /// <param name="nameKey">The customer's; leads of a company of that name are its leads.</param>
    public static async Task<KeysetPage<CustomerHappening>> TimelineAsync(
        this CrmDbContext db, Viewer viewer, long customerId, string nameKey, string? before, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var place = new TimelinePlace(before);
        var (at, belowEvent, belowTouch, belowChange) = (place.At, place.Below(Events), place.Below(Touches), place.Below(Changes));
        var events = await db.CustomerEvents.AsNoTracking()
            .Where(row => row.CustomerId == customerId && (row.At < at || (row.At == at && row.Id < belowEvent)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var touches = await db.Touches.AsNoTracking()
            .Where(row => row.CustomerId == customerId && (row.At < at || (row.At == at && row.Id < belowTouch)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var changes = await db.CustomerChanges.AsNoTracking()
            .Where(row => row.CustomerId == customerId && row.ContactId == null && (row.At < at || (row.At == at && row.Id < belowChange)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancel);
        var deals = await db.DealsOf(viewer, customerId, nameKey, place, size).ToListAsync(cancel);
        return TimelinePlace.Page<CustomerHappening>([
            .. events.Select(row => new CustomerHappening(row.At, row.ActorId, row, null, null, null)),
            .. touches.Select(row => new CustomerHappening(row.At, row.ActorId, null, row, null, null)),
            .. changes.Select(row => new CustomerHappening(row.At, row.ActorId, null, null, row, null)),
            .. deals.Select(row => new CustomerHappening(row.At, row.ActorId, null, null, null, row)),
        ], size);
    }

    /// <summary>What was done with the customer and which of its values changed, the newest first.</summary>
    public static async Task<IReadOnlyList<CustomerHappening>> HistoryAsync(this CrmDbContext db, long customerId, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var events = await db.CustomerEvents.AsNoTracking().Where(row => row.CustomerId == customerId).OrderByDescending(row => row.Seq).Take(most).ToListAsync(cancel);
        var changes = await db.CustomerChanges.AsNoTracking().Where(row => row.CustomerId == customerId && row.ContactId == null)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancel);
        return [.. events.Select(row => new CustomerHappening(row.At, row.ActorId, row, null, null, null))
            .Concat(changes.Select(row => new CustomerHappening(row.At, row.ActorId, null, null, row, null)))
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Kind).ThenByDescending(row => row.Id).Take(most)];
    }

    private static IQueryable<CustomerDeal> DealsOf(
        this CrmDbContext db, Viewer viewer, long customerId, string nameKey, TimelinePlace place, int size)
    {
        var (at, belowOpportunity, belowLead) = (place.At, place.Below(Opportunities), place.Below(Leads));
        var opportunities = db.Opportunities.VisibleTo(viewer)
            .Where(row => row.CustomerId == customerId && (row.CreatedAt < at || (row.CreatedAt == at && row.Id < belowOpportunity)))
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(size + 1)
            .Select(row => new CustomerDeal
            {
                IsLead = false, Id = row.Id, At = row.CreatedAt, ActorId = row.OwnerId, Number = row.Number, Name = row.Name, Amount = row.Amount,
            });
        var leads = db.Leads.VisibleTo(viewer)
            .Where(row => nameKey != "" && row.CompanyKey == nameKey && (row.CapturedAt < at || (row.CapturedAt == at && row.Id < belowLead)))
            .OrderByDescending(row => row.CapturedAt).ThenByDescending(row => row.Id).Take(size + 1)
            .Select(row => new CustomerDeal
            {
                IsLead = true, Id = row.Id, At = row.CapturedAt, ActorId = row.CapturedById, Number = row.Number, Name = row.Company, Amount = row.Amount,
            });
        return opportunities.Concat(leads);
    }
}
