using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Care;

/// <summary>Customers with their contacts and touches, as the specs of care begin with them.</summary>
internal static class CareWorld
{
    /// <summary>Known since so many days, with one key contact.</summary>
    public static async Task<Customer> CustomerAsync(
        this World world, string owner = WorldPeople.Rep, string category = CategoryScheme.Key, int sinceDays = 100, string name = "Green Media", DateOnly? birthday = null)
    {
        var person = await world.PersonAsync(owner);
        var begun = world.By(person) with { At = World.Start.AddDays(-sinceDays) };
        await using var db = world.Open();
        var customer = new Customer(new CustomerFacts { Name = name, Category = category, RegionId = person.RegionId }, person.Id, person.TeamId, begun, CustomerOrigin.Form);
        customer.Know(new ContactFacts { Name = "Li Lei", Birthday = birthday, Position = "CIO" }, begun).BeKey(true);
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }

    public static async Task TouchAsync(this World world, Customer customer, string by = WorldPeople.Rep, int daysAgo = 0, bool withContact = true)
    {
        var person = await world.PersonAsync(by);
        await using var db = world.Open();
        var known = db.Customers.ForChange().Single(row => row.Id == customer.Id);
        var at = world.By(person).At.AddDays(-daysAgo);
        db.Touches.Add(new Touch(known, withContact ? known.Contacts[0] : null, TouchKind.Call, "Spoke about the plant", at, true, world.By(person)));
        await db.SaveChangesAsync();
    }

    public static async Task<int> NightAsync(this World world)
    {
        await using var db = world.Open();
        return await db.RunCareNightAsync(world.By(null));
    }

    private static IQueryable<Customer> ForChange(this IQueryable<Customer> customers) => Infrastructure.Customers.CustomerQueries.ForChange(customers);
}
