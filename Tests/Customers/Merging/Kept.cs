using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Merging;

/// <summary>Customers of a world, made by the domain's verbs.</summary>
internal static class Kept
{
    public static async Task<Customer> KeepAsync(this World world, string name, string? owner = WorldPeople.Rep, Func<CustomerFacts, CustomerFacts>? change = null,
        params ContactFacts[] contacts)
    {
        await using var db = world.Open();
        var person = owner is null ? null : await db.People.SingleAsync(p => p.Name == owner);
        var facts = new CustomerFacts { Name = name, RegionId = person?.RegionId };
        var customer = new Customer(change is null ? facts : change(facts), person?.Id, person?.TeamId, world.By(person), CustomerOrigin.Form);
        foreach (var contact in contacts)
        {
            customer.Know(contact, world.By(person));
        }

        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }

    public static Viewer Viewer(this Person person) =>
        new(person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, AccessMatrix.Default);
}
