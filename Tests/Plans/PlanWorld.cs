using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Plans;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Plans;

/// <summary>Opportunities and plans of a test's world, made by the domain's verbs.</summary>
internal static class PlanWorld
{
    public static async Task<Opportunity> ProjectAsync(this World world, string name, string owner = WorldPeople.Rep)
    {
        var customer = await world.CustomerAsync(name, owner);
        await world.OpportunityAsync(customer, 1000, owner);
        await using var db = world.Open();
        return await db.Opportunities.AsNoTracking().SingleAsync(row => row.CustomerId == customer.Id);
    }

    public static ActionTerms Terms(this World world, Person person, string title = "Call the head of IT", int days = 1, int? minute = null, int minutes = 60) =>
        new(title, ActionKind.Call, null, world.By(null).Today.AddDays(days), minute, minutes, null, null, [person]);

    public static async Task<PlanAction> PlanAsync(
        this World world, Opportunity opportunity, string title = "Call the head of IT", int days = 1, int? minute = null, int minutes = 60, string person = WorldPeople.Rep)
    {
        await using var db = world.Open();
        var who = await db.People.SingleAsync(row => row.Name == person);
        return await world.PlanAsync(opportunity, world.Terms(who, title, days, minute, minutes));
    }

    /// <summary>By the first of those who take part.</summary>
    public static async Task<PlanAction> PlanAsync(this World world, Opportunity opportunity, ActionTerms terms)
    {
        await using var db = world.Open();
        var plan = await db.PlanOfAsync(await db.Opportunities.SingleAsync(row => row.Id == opportunity.Id));
        var action = plan.Add(terms, world.By(terms.People[0]));
        db.PlanActions.Add(action);
        await db.SaveChangesAsync();
        return action;
    }

    public static async Task<PlanAction> ReadAsync(this World world, PlanAction action)
    {
        await using var db = world.Open();
        return await db.PlanActions.AsNoTracking().Include(row => row.People).Include(row => row.History).AsSplitQuery().SingleAsync(row => row.Id == action.Id);
    }

    public static async Task<Opportunity> ReadAsync(this World world, Opportunity opportunity)
    {
        await using var db = world.Open();
        return await db.Opportunities.AsNoTracking().SingleAsync(row => row.Id == opportunity.Id);
    }
}
