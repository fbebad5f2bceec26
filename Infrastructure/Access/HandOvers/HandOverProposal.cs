using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>What goes by the criteria, and a proposal to whom; kept as a draft to be looked at.</summary>
public static class HandOverProposal
{
    /// <summary>More than anybody answers for.</summary>
    public const int Most = 20_000;

    /// <summary>So far back a touch makes a relation.</summary>
    private const int RelationDays = 730;

    /// <exception cref="RuleBroken">Nothing fits the criteria, it is too much, or nobody is there to take it.</exception>
    public static Task<HandOver> ProposeHandOverAsync(
        this CrmDbContext db, Viewer viewer, HandOverCriteria criteria, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(criteria);
        return db.WriteAsync(async () =>
        {
            (await db.People.InHandOverReach(viewer).AnyAsync(person => person.Id == criteria.FromId, cancel) ? null : new Refusal("PersonNotFound")).ThrowIfRefused();
            var found = await HandOverFinds.ReadAsync(db, viewer, criteria, stamp.At.AddDays(-RelationDays), cancel);
            (found.Count > Most ? new Refusal("HandOverTooLarge", Most) : null).ThrowIfRefused();
            var handOver = new HandOver(criteria, Placed(found, await db.SuccessorsAsync(viewer, criteria, stamp.Today, cancel)), stamp);
            await db.InsertInBulkAsync([handOver], cancel);
            return handOver;
        }, cancel);
    }

    /// <summary>Who may take over by the criteria, each with what he has to do already; in one statement.</summary>
    public static async Task<IReadOnlyList<Successor>> SuccessorsAsync(
        this CrmDbContext db, Viewer viewer, HandOverCriteria criteria, DateOnly today, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(criteria);
        var chosen = criteria.ToIds;
        var rows = await db.People.AsNoTracking().MayTakeOver(viewer, today)
            .Where(person => person.Id != criteria.FromId && (chosen.Count == 0 || chosen.Contains(person.Id)))
            .OrderBy(person => person.Name).ThenBy(person => person.Id)
            .Select(person => new
            {
                person.Id, person.Name, person.TeamId, person.RegionId, person.Knows,
                Region = db.Regions.Where(region => region.Id == person.RegionId).Select(region => region.Name).FirstOrDefault(),
                Customers = db.Customers.Count(customer => customer.OwnerId == person.Id && customer.ArchivedAt == null),
                Leads = db.Leads.Where(lead => lead.OwnerId == person.Id && lead.QuietSince != null).Take(DeskPeopleLimit).Count(),
                Opportunities = db.Opportunities.Count(opportunity => opportunity.OwnerId == person.Id),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new Successor(
            row.Id, row.Name, row.TeamId, row.RegionId, row.Region, row.Knows.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            row.Customers + row.Leads + row.Opportunities))];
    }

    private const int DeskPeopleLimit = Leads.Desk.DeskPeople.MostCounted;

    private static IEnumerable<HandOverRow> Placed(HandOverFinds found, IReadOnlyList<Successor> people)
    {
        var spread = new HandOverSpread(people);
        foreach (var thing in found.Things)
        {
            var reason = spread.Place(thing);
            yield return new HandOverRow(thing.Type, thing.Id, thing.Name, null, thing.Amount, reason);
            foreach (var with in found.With(thing))
            {
                yield return new HandOverRow(
                    with.Type, with.Id, with.Name, thing.Id, with.Amount, new HandOverReason(reason.ToId, HandOverCause.WithCustomer, null));
            }
        }
    }
}
