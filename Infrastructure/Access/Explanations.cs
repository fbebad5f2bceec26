using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access;

/// <summary>What somebody sees of a type: how far his scope reaches, how many records that is, and the newest of them.</summary>
/// <param name="Count">No further than it is worth counting.</param>
public sealed record Sighting(RecordType Type, Reach Reach, int Count, IReadOnlyList<(long Id, string Name)> Sample)
{
    public const int MostCounted = 1000;

    public bool IsCut => Count > MostCounted;
}

/// <summary>Who sees what, and why: the same questions that the program asks itself, answered for somebody else.</summary>
public static class Explanations
{
    private const int SampleSize = 3;

    /// <summary>The person as he would look now.</summary>
    public static Viewer AsViewer(this Person person, CompanyFacts company, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(company);
        return new Viewer(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, company.Access)
        {
            HasShares = true,
            Today = today,
            Covered = company.CoveredBy(person.Id, today),
        };
    }

    /// <summary>His shares of the record, and of the customer that it hangs on.</summary>
    public static Task<List<RecordShare>> SharesForAsync(this CrmDbContext db, Viewer viewer, SharedRecord record, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.RecordShares.AsNoTracking().Where(share => share.PersonId == viewer.PersonId && share.EndedAt == null
            && ((share.Type == record.Type && share.RecordId == record.Id)
                || (share.Type == RecordType.Customer && share.RecordId == record.CustomerId)))
            .OrderByDescending(share => share.Type == record.Type).ThenByDescending(share => share.Level).Take(20).ToListAsync(cancel);
    }

    /// <summary>Who of those he is or stands in for works in the project's team: himself first.</summary>
    public static async Task<long?> MemberAsync(this CrmDbContext db, Viewer viewer, SharedRecord record, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(record);
        var (self, seats) = (viewer.PersonId, viewer.Seats);
        return record.Type != RecordType.Opportunity ? null : await db.Set<OpportunityMember>()
            .Where(member => member.OpportunityId == record.Id && seats.Contains(member.PersonId))
            .OrderByDescending(member => member.PersonId == self).ThenBy(member => member.PersonId).Select(member => (long?)member.PersonId).FirstOrDefaultAsync(cancel);
    }

    public static async Task<IReadOnlyList<Sighting>> SightingsAsync(this CrmDbContext db, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (leads, customers) = (db.Leads.VisibleTo(viewer), db.Customers.VisibleTo(viewer));
        var (contacts, opportunities, contracts) = (db.Contacts.VisibleTo(viewer), db.Opportunities.VisibleTo(viewer), db.Contracts.VisibleTo(viewer));
        const int most = Sighting.MostCounted + 1;
        var counts = await db.People.Where(person => person.Id == viewer.PersonId).Select(_ => new
        {
            Leads = leads.Take(most).Count(), Customers = customers.Take(most).Count(),
            Contacts = contacts.Take(most).Count(), Opportunities = opportunities.Take(most).Count(),
            Contracts = contracts.Take(most).Count(),
        }).SingleAsync(cancel);
        return
        [
            Of(RecordType.Lead, counts.Leads, await SampleAsync(leads.OrderByDescending(lead => lead.Id).Select(lead => new Named(lead.Id, lead.Company)), cancel)),
            Of(RecordType.Customer, counts.Customers, await SampleAsync(customers.OrderByDescending(row => row.Id).Select(row => new Named(row.Id, row.Name)), cancel)),
            Of(RecordType.Contact, counts.Contacts, await SampleAsync(contacts.OrderByDescending(row => row.Id).Select(row => new Named(row.Id, row.Name)), cancel)),
            Of(RecordType.Opportunity, counts.Opportunities, await SampleAsync(opportunities.OrderByDescending(row => row.Id).Select(row => new Named(row.Id, row.Name)), cancel)),
            Of(RecordType.Contract, counts.Contracts, await SampleAsync(contracts.OrderByDescending(row => row.Id).Select(row => new Named(row.Id, row.Number ?? row.Name)), cancel)),
        ];

        Sighting Of(RecordType type, int count, IReadOnlyList<(long, string)> sample) => new(type, viewer.ReachOf(type, AccessAction.Read), count, sample);
    }

    /// <summary>A record by what people write down: its number, or the number in its address, or its name.</summary>
    public static async Task<SharedRecord?> RecordCalledAsync(
        this CrmDbContext db, Viewer viewer, RecordType type, string called, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var known = long.TryParse(called, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var id = type switch
        {
            RecordType.Lead => await db.Leads.VisibleTo(viewer).Where(row => row.Id == known || row.Number == called).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel),
            RecordType.Customer => await db.Customers.VisibleTo(viewer).Where(row => row.Id == known || row.Name == called).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel),
            RecordType.Contact => await db.Contacts.VisibleTo(viewer).Where(row => row.Id == known || row.Name == called).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel),
            RecordType.Opportunity => await db.Opportunities.VisibleTo(viewer).Where(row => row.Id == known || row.Number == called).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel),
            RecordType.Contract => await db.Contracts.VisibleTo(viewer).Where(row => row.Id == known || row.Number == called || row.Name == called).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel),
            _ => 0,
        };
        return id == 0 ? null : await db.SharedRecordAsync(viewer, type, id, cancel);
    }

    private static async Task<IReadOnlyList<(long, string)>> SampleAsync(IQueryable<Named> rows, CancellationToken cancel) =>
        [.. (await rows.Take(SampleSize).ToListAsync(cancel)).Select(row => (row.Id, row.Name))];

    private sealed record Named(long Id, string Name);
}
