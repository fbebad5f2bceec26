using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Customers.Development;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Customers.Merging;

/// <summary>Whatever two records are and hold, and whatever was chosen: undone, every row is as it was but for the histories.</summary>
public sealed class MergePropertySpecs
{
    private const int Rounds = 60;

    private static readonly string[] Fields = [.. typeof(CustomerFacts).GetProperties().Where(field => field.CanWrite).Select(field => field.Name)];

    [Theory, EveryDatabase]
    public async Task Undone_merges_leave_every_row_as_it_was(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var random = new Random(20261126);
        for (var round = 0; round < Rounds; round++)
        {
            var (kept, merged) = (await RandomAsync(world, random, round * 2), await RandomAsync(world, random, (round * 2) + 1));
            await PutBelowAsync(world, random, merged);
            var before = await RowPicture.OfAsync(world);

            var merge = await MergeSpecs.MergeAsync(world, kept, merged, await ChoiceAsync(world, random, merged));
            Assert.NotEqual(before, await RowPicture.OfAsync(world));
            await MergeSpecs.UndoAsync(world, merge);

            Assert.Equal(before, await RowPicture.OfAsync(world));
        }
    }

    private static async Task<MergeChoice> ChoiceAsync(World world, Random random, long merged)
    {
        await using var db = world.Open();
        var contacts = await db.Contacts.Where(contact => contact.CustomerId == merged).Select(contact => contact.Id).ToListAsync();
        return new MergeChoice([.. Fields.Where(_ => random.Next(2) == 0)], [.. contacts.Where(_ => random.Next(3) > 0)]);
    }

    private static async Task<long> RandomAsync(World world, Random random, int number)
    {
        string? Some(string text) => random.Next(3) == 0 ? null : $"{text} {random.Next(4)}";
        ContactFacts Person() => new() { Name = $"Person {random.Next(3)}", Phone = random.Next(2) == 0 ? null : $"1391234000{random.Next(3)}", Position = Some("position"), Birthday = random.Next(2) == 0 ? null : new DateOnly(1980, 1, 1 + random.Next(20)) };
        var owner = random.Next(3) switch { 0 => WorldPeople.Rep, 1 => WorldPeople.Stranger, _ => null };
        var made = await world.KeepAsync($"Random {number}", owner, facts => facts with
        {
            ShortName = Some("short"),
            Industry = Some("industry"),
            Note = Some("note"),
            Phone = Some("010-123456"),
            Website = Some("www.a.example"),
            Category = random.Next(2) == 0 ? CategoryScheme.Key : CategoryScheme.General,
            Tier = random.Next(2) == 0 ? null : (CustomerTier)random.Next(3),
            EconomicStrength = random.Next(2) == 0 ? null : 1 + random.Next(5),
        }, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Person())]);
        await using var db = world.Open();
        var customer = await db.Customers.Include(c => c.Contacts).SingleAsync(c => c.Id == made.Id);
        for (var i = random.Next(4); i > 0; i--)
        {
            var contact = customer.Contacts.Count == 0 || random.Next(2) == 0 ? null : customer.Contacts[random.Next(customer.Contacts.Count)];
            db.Touches.Add(new Touch(customer, contact, (TouchKind)random.Next(6), "words", World.Start.AddDays(-random.Next(100)), random.Next(2) == 0, world.By(null)));
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            customer.OpportunityOpened(null, world.By(null));
            db.Opportunities.Add(new Opportunity($"O-{number}-{i}", "deal", customer, customer.Contacts.Count == 0 ? null : customer.Contacts[0], null, null, null, customer.OwnerId, customer.TeamId, world.By(null)));
        }

        foreach (var contact in customer.Contacts.Where(_ => random.Next(2) == 0))
        {
            contact.BeKey(true);
        }

        if (customer.OpenOpportunities == 0 && random.Next(3) == 0)
        {
            customer.GiveUp("gone", world.By(null));
        }

        await db.SaveChangesAsync();
        await CareAsync(world, random, customer);
        return customer.Id;
    }

    /// <summary>Tasks, plans of periods that the other may have too, and colleagues who were let in.</summary>
    private static async Task CareAsync(World world, Random random, Customer customer)
    {
        await using var db = world.Open();
        for (var i = random.Next(4); i > 0; i--)
        {
            var contact = customer.Contacts.Count == 0 || random.Next(2) == 0 ? null : customer.Contacts[random.Next(customer.Contacts.Count)];
            var subject = new CareSubject(customer.Id, contact?.Id, customer.Category, customer.OwnerId, customer.TeamId, customer.RegionId);
            db.CareTasks.Add(new CareTask(subject, CareKind.Visit, $"{customer.Id} {i}", new DateOnly(2026, 12, i), new DateOnly(2026, 12, i), world.By(null)));
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            db.DevelopmentPlans.Add(new DevelopmentPlan(customer.Id, new DateOnly(2026, 10, 1), i, Money.Zero, $"plan {i}", [], world.By(null)));
        }

        if (random.Next(2) == 0)
        {
            var record = new SharedRecord(RecordType.Customer, customer.Id, customer.Name, customer.OwnerId, customer.TeamId, customer.RegionId);
            var terms = new ShareTerms(ShareKind.Share, ShareLevel.Read, DateOnly.FromDateTime(World.Start), null, null);
            db.RecordShares.Add(new RecordShare(record, await world.PersonAsync(WorldPeople.Colleague), Viewer.Program, terms, world.By(null)));
        }

        await db.SaveChangesAsync();
        await db.ExpectCareAnewAsync();
    }

    private static async Task PutBelowAsync(World world, Random random, long id)
    {
        await using var db = world.Open();
        var parent = await db.Customers.SingleAsync(c => c.Id == id);
        foreach (var unit in Enumerable.Range(0, random.Next(3)))
        {
            var made = await world.KeepAsync($"Unit {id} {unit}");
            var child = await db.Customers.SingleAsync(c => c.Id == made.Id);
            child.BelongTo([parent], 0, world.By(null));
        }

        await db.SaveChangesAsync();
    }
}
