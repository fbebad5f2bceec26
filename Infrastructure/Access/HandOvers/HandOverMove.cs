using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>The records of a hand-over change hands, all in one transaction; the same way there and back.</summary>
internal sealed class HandOverMove(CrmDbContext db, HandOver handOver, bool isBack, Stamp stamp)
{
    private const int Chunk = 500;

    private readonly List<HandOverRow> _changed = [];
    private Dictionary<long, Person> _people = [];

    private HandedState Wanted => isBack ? HandedState.Moved : HandedState.Planned;

    public async Task RunAsync(CancellationToken cancel)
    {
        var rows = await db.Set<HandOverRow>().AsNoTracking().Where(row => row.HandOverId == handOver.Id && row.State == Wanted)
            .OrderBy(row => row.Id).ToListAsync(cancel);
        var ids = rows.Select(row => row.ToId).Append(handOver.Criteria.FromId).Distinct().ToList();
        _people = await db.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancel);
        foreach (var chunk in rows.Where(row => row.Type == HandedType.Customer).Chunk(Chunk))
        {
            await CustomersAsync(chunk, cancel);
        }

        foreach (var chunk in rows.Where(row => row.Type == HandedType.Lead).Chunk(Chunk))
        {
            await LeadsAsync(chunk, cancel);
        }

        foreach (var chunk in rows.Where(row => row.Type == HandedType.Opportunity).Chunk(Chunk))
        {
            await OpportunitiesAsync(chunk, cancel);
        }

        await ContractsAsync([.. rows.Where(row => row.Type == HandedType.Contract)], cancel);
        await db.UpdateInBulkAsync(_changed, nameof(HandOverRow.State), nameof(HandOverRow.Because));
    }

    private Person GiverOf(HandOverRow row) => _people[isBack ? row.ToId : handOver.Criteria.FromId];

    private Person TakerOf(HandOverRow row) => _people[isBack ? handOver.Criteria.FromId : row.ToId];

    /// <summary>Past the change tracker: thousands of them, each with its contacts and its event.</summary>
    private async Task CustomersAsync(HandOverRow[] rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.RecordId).ToList();
        await db.HoldCustomersAsync(ids, cancel);
        var found = await db.Customers.AsNoTracking().Include(customer => customer.Contacts).Where(customer => ids.Contains(customer.Id))
            .AsSplitQuery().ToDictionaryAsync(customer => customer.Id, cancel);
        var (moved, handed) = (new List<Customer>(), new List<HandedCustomer>());
        foreach (var row in rows)
        {
            var (customer, taker) = (found.GetValueOrDefault(row.RecordId), TakerOf(row));
            if (Keep(row, customer is null ? null : new Held(customer.OwnerId, customer.ArchivedAt is not null), taker) && customer is not null)
            {
                customer.HandOverTo(taker.Id, taker.TeamId, handOver.Reason, stamp);
                moved.Add(customer);
                handed.Add(new HandedCustomer(customer, GiverOf(row), taker));
            }
        }

        await db.InsertNewRowsInBulkAsync(moved, cancel);
        await db.UpdateInBulkAsync(moved, nameof(Customer.OwnerId), nameof(Customer.TeamId), nameof(Customer.Events), nameof(Customer.Version));
        await db.UpdateInBulkAsync(moved.SelectMany(customer => customer.Contacts).ToList(), nameof(Contact.OwnerId), nameof(Contact.TeamId));
        await db.CareFollowsAsync(moved.ConvertAll(customer => customer.Id), cancel);
        await db.TeamsFollowAsync(handed, handOver.Reason, stamp, cancel);
        var drafts = db.DraftsOf().Where(contract => contract.OpportunityId == null && ids.Contains(contract.CustomerId));
        await db.FollowAsync(drafts, draft => draft.CustomerId, handed.ToDictionary(one => one.Customer.Id, one => (one.Giver, one.Taker)), handOver.Reason, stamp, cancel);
    }

    private async Task LeadsAsync(HandOverRow[] rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.RecordId).ToList();
        await db.HoldLeadsAsync(ids, cancel);
        var found = await db.Leads.Include(lead => lead.History.Where(row => row.UntilAt == null)).Where(lead => ids.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, cancel);
        foreach (var row in rows)
        {
            var (lead, taker) = (found.GetValueOrDefault(row.RecordId), TakerOf(row));
            if (Keep(row, lead is null ? null : new Held(lead.OwnerId, lead.ArchivedAt is not null || !lead.IsOpen), taker))
            {
                lead?.HandOverTo(taker, handOver.Reason, stamp);
            }
        }

        await SaveAsync(cancel);
    }

    /// <summary>Past the change tracker too: an old rep has thousands, won and lost ones with them.</summary>
    private async Task OpportunitiesAsync(HandOverRow[] rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.RecordId).ToList();
        await db.HoldOpportunitiesAsync(ids, cancel);
        var found = await db.Opportunities.AsNoTracking().Include(opportunity => opportunity.History.Where(row => row.UntilAt == null))
            .Where(opportunity => ids.Contains(opportunity.Id)).ToDictionaryAsync(opportunity => opportunity.Id, cancel);
        var (moved, ended, handed) = (new List<Opportunity>(), new List<OpportunityEvent>(), new Dictionary<long, (Person Giver, Person Taker)>());
        foreach (var row in rows)
        {
            var (opportunity, taker) = (found.GetValueOrDefault(row.RecordId), TakerOf(row));
            if (Keep(row, opportunity is null ? null : new Held(opportunity.OwnerId, opportunity.ArchivedAt is not null), taker) && opportunity is not null)
            {
                handed[opportunity.Id] = (GiverOf(row), taker);
                ended.AddRange(opportunity.History);
                opportunity.HandOverTo(taker.Id, taker.TeamId, handOver.Reason, stamp);
                moved.Add(opportunity);
            }
        }

        await db.InsertNewRowsInBulkAsync(moved, cancel);
        await db.UpdateInBulkAsync(moved, nameof(Opportunity.OwnerId), nameof(Opportunity.TeamId), nameof(Opportunity.Events), nameof(Opportunity.Version));
        await db.UpdateInBulkAsync(ended, nameof(OpportunityEvent.UntilAt));
        var drafts = db.DraftsOf().Where(contract => contract.OpportunityId != null && ids.Contains(contract.OpportunityId.Value));
        await db.FollowAsync(drafts, draft => draft.OpportunityId ?? 0, handed, handOver.Reason, stamp, cancel);
    }

    /// <summary>Few enough to be changed one by one: nobody manages thousands.</summary>
    private async Task ContractsAsync(HandOverRow[] rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.RecordId).ToList();
        var found = ids.Count == 0 ? [] : await db.Contracts.Where(contract => ids.Contains(contract.Id)).ToDictionaryAsync(contract => contract.Id, cancel);
        foreach (var row in rows)
        {
            var (contract, taker) = (found.GetValueOrDefault(row.RecordId), TakerOf(row));
            var refusal = contract?.CanAppoint(taker, db.Company.Facts.Access, stamp.Today);
            if (Keep(row, contract is null ? null : new Held(contract.ProjectManagerId, contract.CanAppoint() is not null), taker, refusal))
            {
                contract?.Appoint(taker, db.Company.Facts.Access, stamp);
            }
        }

        await db.SaveChangesAsync(cancel);
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is Lead or LeadEvent).ToList())
        {
            entry.State = EntityState.Detached;
        }
    }

    /// <summary>Writes down what becomes of the row; true when the record may go.</summary>
    /// <param name="held">Who answers for it now; null when it is not there any more.</param>
    /// <param name="refusal">Why the taker can't have it, as far as the record itself says so.</param>
    private bool Keep(HandOverRow row, Held? held, Person taker, Refusal? refusal = null)
    {
        var because = held is null || held.OwnerId != GiverOf(row).Id || held.IsClosed ? "RecordMovedOn"
            : taker.IsActive(stamp.Today) ? refusal?.Code : "PersonNotActive";
        row.Become(because is not null ? isBack ? HandedState.WentOn : HandedState.Stayed : isBack ? HandedState.Returned : HandedState.Moved, because);
        _changed.Add(row);
        return because is null;
    }

    private sealed record Held(long? OwnerId, bool IsClosed);
}
