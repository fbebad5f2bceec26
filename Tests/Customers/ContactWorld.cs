using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

/// <summary>Customers with people, by the domain's verbs.</summary>
internal static class ContactWorld
{
    public static async Task<Contact> ContactAsync(this World world, Customer customer, ContactFacts facts, double? touchedDaysAgo = null, bool isKey = false)
    {
        await using var db = world.Open();
        var known = await db.Customers.SingleAsync(one => one.Id == customer.Id);
        var by = world.By(await db.People.FirstAsync(person => person.Name == WorldPeople.Rep));
        var contact = known.Know(facts, by);
        contact.BeKey(isKey);
        await db.SaveChangesAsync();
        if (touchedDaysAgo is { } days)
        {
            db.Touches.Add(new Touch(known, contact, TouchKind.Visit, "Spoke", by.At.AddDays(-days), isTwoWay: true, by));
            await db.SaveChangesAsync();
        }

        return contact;
    }

    public static async Task<Opportunity> OpportunityAsync(this World world, Customer customer, string owner = WorldPeople.Rep)
    {
        var person = await world.PersonAsync(owner);
        await using var db = world.Open();
        var known = await db.Customers.SingleAsync(one => one.Id == customer.Id);
        var opportunity = new Opportunity("O-" + Guid.NewGuid().ToString("N")[..8], "Data centre", known, null, null, null, null, person.Id, person.TeamId, world.By(person));
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync();
        return opportunity;
    }

    public static async Task PlaceAsync(this World world, Opportunity opportunity, Contact contact, BuyingRole role, int? attitude = 1, long? reportsTo = null)
    {
        var person = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var centre = await db.BuyingCentres.Include(one => one.Members).SingleOrDefaultAsync(one => one.OpportunityId == opportunity.Id)
            ?? db.BuyingCentres.Add(new BuyingCentre(opportunity.Id, opportunity.CustomerId ?? 0)).Entity;
        centre.Place(await db.Contacts.SingleAsync(one => one.Id == contact.Id), new MemberFacts(role, 4, person.Id, reportsTo), attitude, "Seen", world.By(person));
        await db.SaveChangesAsync();
    }
}
