using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers;

/// <summary>Customers of a test's world, made by the domain's verbs now.</summary>
internal static class CustomerWorld
{
    /// <param name="owner">His team owns it too; null: nobody.</param>
    public static async Task<Customer> CustomerAsync(
        this World world, string name, string? owner = WorldPeople.Rep, Func<CustomerFacts, CustomerFacts>? change = null, Action<Customer>? verbs = null)
    {
        await using var db = world.Open();
        var person = owner is null ? null : await db.People.SingleAsync(person => person.Name == owner);
        var facts = new CustomerFacts { Name = name, RegionId = person?.RegionId };
        var customer = new Customer(change is null ? facts : change(facts), person?.Id, person?.TeamId, world.By(person), CustomerOrigin.Form);
        verbs?.Invoke(customer);
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }

    /// <summary>One more verb, later.</summary>
    public static async Task ChangeAsync(this World world, Customer customer, Action<Customer> verb)
    {
        await using var db = world.Open();
        verb(await db.Customers.ForChange().SingleAsync(c => c.Id == customer.Id));
        await db.SaveChangesAsync();
    }

    /// <summary>The customer as the database has it now, with its whole history.</summary>
    public static async Task<Customer> ReadAsync(this World world, long id)
    {
        await using var db = world.Open();
        return await db.Customers.AsNoTracking().Include(c => c.History).Include(c => c.Changes).Include(c => c.Contacts).AsSplitQuery().SingleAsync(c => c.Id == id);
    }

    public static async Task BelongAsync(this World world, Customer unit, Customer group)
    {
        await using var db = world.Open();
        (await db.Customers.SingleAsync(c => c.Id == unit.Id)).BelongTo(await db.AboveAsync(group.Id), await db.LevelsBelowAsync(unit.Id), world.By(null));
        await db.SaveChangesAsync();
    }

    public static async Task OpportunityAsync(this World world, Customer customer, int amount, string owner = WorldPeople.Rep)
    {
        await using var db = world.Open();
        var person = await db.People.SingleAsync(person => person.Name == owner);
        var known = await db.Customers.SingleAsync(c => c.Id == customer.Id);
        db.Opportunities.Add(new Opportunity("O-" + Guid.NewGuid().ToString("N")[..8], known.Name, known, null, null, Money.FromMajor(amount), null,
            person.Id, person.TeamId, world.By(person)));
        await db.SaveChangesAsync();
    }
}
