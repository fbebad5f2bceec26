using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities.Gates;

/// <summary>Opportunities at their gates, as the specs begin with them.</summary>
internal static class GateWorld
{
    public static readonly QualificationAnswers ThreeYes = new(
        GateAnswer.Yes, "In our industries", GateAnswer.Yes, "Done before", GateAnswer.Yes, "In their plan", Money.FromMajor(400_000), Money.FromMajor(280_000));

    public static readonly QualificationAnswers OneNo = ThreeYes with { IsAffordable = GateAnswer.No };

    /// <summary>Worth 400,000 with a date in half a year, in the first stage.</summary>
    public static Opportunity Fresh(Stamp stamp, long? ownerId = 1, long? teamId = null, Customer? customer = null) => new(
        "P-" + Guid.NewGuid().ToString("N")[..8], "Data centre", customer, null, null, Money.FromMajor(400_000), stamp.Today.AddDays(180), ownerId, teamId, stamp);

    public static PresalesLine Days(decimal days, long? personId = null, DateOnly? from = null, DateOnly? until = null, decimal rate = 2_000) =>
        new(PresalesKind.PersonDays, "Solution", personId, (int)(days * 10), Money.FromMajor(rate), Money.Zero, from, until);

    public static InitiationTerms Terms(Stamp stamp, params PresalesLine[] lines) => new(
        Money.FromMajor(400_000), Money.FromMajor(100_000), 40, stamp.Today.AddDays(180), "Win by reference", null, lines.Length == 0 ? [Days(10)] : lines);

    /// <summary>An opportunity of the rep's, saved, that has passed the qualification gate.</summary>
    public static async Task<long> QualifiedAsync(this World world, string owner = WorldPeople.Rep)
    {
        var (person, db) = (await world.PersonAsync(owner), world.Open());
        await using var _ = db;
        var customer = new Customer(new CustomerFacts { Name = "Green Media", Industry = "Media", RegionId = person.RegionId }, person.Id, person.TeamId, world.By(person), CustomerOrigin.Form);
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        var opportunity = Fresh(world.By(person), person.Id, person.TeamId, customer);
        db.Opportunities.Add(opportunity);
        await db.SaveChangesAsync();
        await db.QualifyAsync(opportunity, ThreeYes, world.By(person));
        await db.SaveChangesAsync();
        return opportunity.Id;
    }

    /// <summary>One with an application of the rep's that waits.</summary>
    public static async Task<long> AppliedAsync(this World world, params PresalesLine[] lines)
    {
        var id = await world.QualifiedAsync();
        await world.DoAsync(id, WorldPeople.Rep, async (db, opportunity, stamp) => await db.ApplyAsync(opportunity, Terms(stamp, lines), stamp));
        return id;
    }

    public static async Task<long> ApprovedAsync(this World world, params PresalesLine[] lines)
    {
        var id = await world.AppliedAsync(lines);
        await world.DecideAsync(id, new GateWord(InitiationVerdict.Approve, null, null, null));
        return id;
    }

    public static Task DecideAsync(this World world, long id, GateWord word, string by = WorldPeople.Manager) => world.DoAsync(id, by, async (db, opportunity, stamp) =>
        await db.DecideAsync(opportunity, (await db.InitiationsOfAsync(id)).First(one => one.IsWaiting), word, stamp));

    public static Task LogAsync(this World world, long id, int minutes, string by = WorldPeople.Rep) => world.DoAsync(id, by, async (db, opportunity, stamp) =>
    {
        var current = Initiation.Current(await db.InitiationsOfAsync(id));
        await db.LogPresalesAsync(opportunity, current, new PresalesWork(stamp.ActorId ?? 0, PresalesKind.PersonDays, stamp.Today, minutes, Money.FromMajor(2_000), Money.Zero, null), stamp);
    });

    public static async Task DoAsync(this World world, long id, string by, Func<Infrastructure.Database.CrmDbContext, Opportunity, Stamp, Task> verb)
    {
        await using var db = world.Open();
        var opportunity = await db.Opportunities.ForChange().SingleAsync(row => row.Id == id);
        await verb(db, opportunity, world.By(await world.PersonAsync(by)));
        await db.SaveChangesAsync();
    }

    /// <summary>The application that counts, as the database has it.</summary>
    public static async Task<Initiation> CurrentAsync(this World world, long id)
    {
        await using var db = world.Open();
        return Initiation.Current(await db.InitiationsOfAsync(id)) ?? throw new InvalidOperationException("No application.");
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
