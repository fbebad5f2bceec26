using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access;

/// <summary>共享: opens a record to a colleague, and ends that again.</summary>
public static class Sharing
{
    /// <summary>Null when the viewer does not see it.</summary>
    public static Task<SharedRecord?> SharedRecordAsync(this CrmDbContext db, Viewer viewer, RecordType type, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return type switch
        {
            RecordType.Lead => db.Leads.VisibleTo(viewer).Where(lead => lead.Id == id)
                .Select(lead => new SharedRecord(type, lead.Id, lead.Company, lead.OwnerId, lead.TeamId, lead.RegionId)
                {
                    CustomerId = db.Opportunities.Where(row => row.LeadId == lead.Id).Select(row => (long?)row.CustomerId).FirstOrDefault(),
                    Customer = db.Opportunities.Where(row => row.LeadId == lead.Id && row.Customer != null).Select(row => row.Customer == null ? null : row.Customer.Name).FirstOrDefault(),
                })
                .SingleOrDefaultAsync(cancel),
            RecordType.Customer => db.Customers.VisibleTo(viewer).Where(customer => customer.Id == id)
                .Select(customer => new SharedRecord(type, customer.Id, customer.Name, customer.OwnerId, customer.TeamId, customer.RegionId)).SingleOrDefaultAsync(cancel),
            RecordType.Contact => db.Contacts.VisibleTo(viewer).Where(contact => contact.Id == id)
                .Select(contact => new SharedRecord(type, contact.Id, contact.Name, contact.OwnerId, contact.TeamId, contact.RegionId)
                {
                    CustomerId = contact.CustomerId,
                    Customer = db.Customers.Where(row => row.Id == contact.CustomerId).Select(row => row.Name).FirstOrDefault(),
                })
                .SingleOrDefaultAsync(cancel),
            RecordType.Opportunity => db.Opportunities.VisibleTo(viewer).Where(opportunity => opportunity.Id == id)
                .Select(opportunity => new SharedRecord(
                    type, opportunity.Id, opportunity.Name, opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId)
                {
                    CustomerId = opportunity.CustomerId,
                    Customer = opportunity.Customer == null ? null : opportunity.Customer.Name,
                })
                .SingleOrDefaultAsync(cancel),
            RecordType.Contract => db.Contracts.VisibleTo(viewer).Where(contract => contract.Id == id)
                .Select(contract => new SharedRecord(type, contract.Id, contract.Number ?? contract.Name, contract.OwnerId, contract.TeamId, contract.RegionId)
                {
                    ProjectManagerId = contract.ProjectManagerId,
                    CustomerId = contract.CustomerId,
                    Customer = db.Customers.Where(row => row.Id == contract.CustomerId).Select(row => row.Name).FirstOrDefault(),
                })
                .SingleOrDefaultAsync(cancel),
            _ => Task.FromResult<SharedRecord?>(null),
        };
    }

    /// <summary>Those of the record, the latest first.</summary>
    public static Task<List<RecordShare>> SharesOfAsync(this CrmDbContext db, SharedRecord record, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(record);
        return db.RecordShares.AsNoTracking().Where(share => share.Type == record.Type && share.RecordId == record.Id)
            .OrderByDescending(share => share.Id).Take(most).ToListAsync(cancel);
    }

    /// <exception cref="RuleBroken">A rule refuses it, or he has it already.</exception>
    public static Task ShareAsync(this CrmDbContext db, SharedRecord record, Person person, Viewer giver, ShareTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(terms);
        return db.WithSharesReadAnewAsync(async () =>
        {
            foreach (var former in await db.RecordShares.Where(share => share.Type == record.Type && share.RecordId == record.Id
                && share.PersonId == person.Id && share.Kind == terms.Kind && share.EndedAt == null).ToListAsync())
            {
                (former.IsOver(stamp.Today) ? null : new Refusal("ShareExists", person.Name)).ThrowIfRefused();
                former.End(stamp);
            }

            db.RecordShares.Add(new RecordShare(record, person, giver, terms, stamp));
            db.Timeline.Add(new TimelineEntry(record.Type.ToString(), record.Id, "Shared", stamp.ActorId, stamp.At, $"{person.Id} {terms.Kind} {terms.Level}"));
            await db.SaveChangesAsync();
        });
    }

    /// <summary>Who gave it ends it, or whose own scope lets him change the record.</summary>
    public static bool MayEnd(this Viewer viewer, SharedRecord record, RecordShare share)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(share);
        return (viewer.PersonId is not null && share.GivenById == viewer.PersonId)
            || viewer.ReachOf(record.Type, AccessAction.Write).Covers(record.OwnerId, record.TeamId, record.RegionId);
    }

    /// <exception cref="RuleBroken">It has ended already.</exception>
    public static Task EndShareAsync(this CrmDbContext db, RecordShare share, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(share);
        return db.WithSharesReadAnewAsync(async () =>
        {
            share.End(stamp);
            db.Timeline.Add(new TimelineEntry(share.Type.ToString(), share.RecordId, "ShareEnded", stamp.ActorId, stamp.At, $"{share.PersonId} {share.Kind} {share.Level}"));
            await db.SaveChangesAsync();
        });
    }

    /// <summary>This process knows at once who has shares.</summary>
    private static async Task WithSharesReadAnewAsync(this CrmDbContext db, Func<Task> work)
    {
        await db.WriteAsync(work);
        await db.ReadCompanyAsync();
    }
}
