using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Operations;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.HandOvers;

/// <summary>A rep with customers, contacts, leads and opportunities, to be handed over.</summary>
internal static class HandedWorld
{
    public static async Task FillAsync(this World world, string owner = WorldPeople.Rep, int customers = 3)
    {
        var rep = await world.PersonAsync(owner);
        await using var db = world.Open();
        var stamp = world.By(rep);
        for (var i = 1; i <= customers; i++)
        {
            var customer = new Customer(new CustomerFacts { Name = $"{owner} Customer {i} Ltd.", RegionId = rep.RegionId }, rep.Id, rep.TeamId, stamp, CustomerOrigin.Form);
            customer.Know(new ContactFacts { Name = $"Contact {i}" }, stamp);
            customer.Know(new ContactFacts { Name = $"Second {i}" }, stamp);
            db.Opportunities.Add(new Opportunity($"O-{owner}-{i}", $"Project {i}", customer, null, null, Money.FromMajor(1000 * i), null, rep.Id, rep.TeamId, stamp));
            customer.OpportunityOpened(null, stamp);
        }

        await db.SaveChangesAsync();
        var first = await db.Customers.Where(customer => customer.OwnerId == rep.Id).OrderBy(customer => customer.Id).FirstAsync();
        db.CareTasks.Add(new CareTask(
            new CareSubject(first.Id, null, first.Category, rep.Id, rep.TeamId, rep.RegionId), CareKind.Visit, $"visit:{first.Id}", stamp.Today, stamp.Today, stamp));
        await db.SaveChangesAsync();
        await world.LeadAsync(LeadStatus.Working, owner, facts => facts with { Company = $"{owner} Customer 1", Amount = Money.FromMajor(500) });
        await world.LeadAsync(LeadStatus.Assigned, owner);
    }

    /// <summary>Everything but owners, teams, versions and histories, as text.</summary>
    public static async Task<string> PictureAsync(this World world)
    {
        // Whichever program begins first gives the threads of all tests its language.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await using var db = world.Open();
        var customers = await db.Customers.AsNoTracking().Include(customer => customer.Contacts).OrderBy(customer => customer.Id).ToListAsync();
        var leads = await db.Leads.AsNoTracking().OrderBy(lead => lead.Id).ToListAsync();
        var opportunities = await db.Opportunities.AsNoTracking().OrderBy(row => row.Id).ToListAsync();
        return string.Join('\n',
        [
            .. customers.Select(row => $"{row.Facts} {row.Status} {row.StatusSince:O} {row.Standing} {row.OpenOpportunities} {row.ParentId} {row.ArchivedAt}"),
            .. customers.SelectMany(row => row.Contacts).Select(row => $"{row.CustomerId} {row.Facts} {row.IsKey} {row.LastTouchAt}"),
            .. leads.Select(row => $"{row.Number} {row.Facts} {row.Hold with { OwnerId = null }} {row.ReclaimDueAt:O} {row.QuietSince:O}"),
            .. opportunities.Select(row => $"{row.Number} {row.Name} {row.CustomerId} {row.Amount} {row.ExpectedOn}"),
        ]);
    }

    /// <summary>What <c>check</c> finds.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(this World world)
    {
        await using var db = world.Open();
        await using var engine = world.Database.Engine();
        return await DataCheck.FindAsync(db, engine);
    }

    public static HandOverCriteria Everything(long fromId, params long[] to) =>
        new() { FromId = fromId, Customers = true, Leads = true, Opportunities = true, ToIds = to };
}
