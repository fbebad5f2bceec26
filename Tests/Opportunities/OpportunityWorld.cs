using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>Opportunities of a test's world, made by the domain's verbs now.</summary>
internal static class OpportunityWorld
{
    public static readonly StageScheme Stages = StageScheme.Default;

    /// <summary>One of a customer of its own, worth 100,000 and expected in a month.</summary>
    /// <param name="verbs">What was done with it before it is saved.</param>
    public static async Task<Opportunity> OpenedAsync(this World world, string name = "Data centre", string owner = WorldPeople.Rep, Action<Opportunity, Stamp>? verbs = null)
    {
        var customer = await world.CustomerAsync(name + " Ltd.", owner);
        await using var db = world.Open();
        var person = await db.People.SingleAsync(one => one.Name == owner);
        var known = await db.Customers.SingleAsync(one => one.Id == customer.Id);
        var stamp = world.By(person);
        var opportunity = new Opportunity("O-" + Guid.NewGuid().ToString("N")[..8], name, known, null, null, Money.FromMajor(100_000),
            stamp.Today.AddDays(30), person.Id, person.TeamId, stamp, person.RegionId);
        verbs?.Invoke(opportunity, stamp);
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync();
        return opportunity;
    }

    public static async Task<Opportunity> ReadAsync(this World world, Opportunity opportunity)
    {
        await using var db = world.Open();
        return await db.Opportunities.AsNoTracking().Include(row => row.History).Include(row => row.Visits).Include(row => row.Members)
            .Include(row => row.Competitors).AsSplitQuery().SingleAsync(row => row.Id == opportunity.Id);
    }

    /// <summary>Three times yes.</summary>
    public static Qualification Qualify(Opportunity opportunity, Stamp stamp) =>
        new(opportunity, new QualificationAnswers(GateAnswer.Yes, "A target", GateAnswer.Yes, "Done before", GateAnswer.Yes, "In their plan", null, null), stamp);

    public static InitiationTerms Terms(Stamp stamp, int budget = 20_000) => new(
        Money.FromMajor(100_000), Money.FromMajor(30_000), 50, stamp.Today.AddDays(30), "Be first", null,
        [new PresalesLine(PresalesKind.Travel, "Survey", null, 0, Money.Zero, Money.FromMajor(budget), null, null)]);

    /// <summary>Through both gates.</summary>
    public static void Initiate(Opportunity opportunity, Stamp stamp)
    {
        Qualify(opportunity, stamp);
        new Initiation(opportunity, Terms(stamp), stamp).Decide(opportunity, InitiationVerdict.Approve, null, null, null, stamp with { ActorId = (stamp.ActorId ?? 0) + 1_000 });
    }
}
