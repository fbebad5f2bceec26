using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Opportunities;

/// <summary>Reports by industry read it of the opportunity itself; it is always what its customer's is.</summary>
public sealed class OpportunityIndustrySpecs
{
    private const string Rule = "Operations.Findings.OpportunityIndustry";

    [Theory, EveryDatabase]
    public async Task An_opportunity_has_the_industry_of_its_customer_from_the_first_and_with_every_change(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer", WorldPeople.Rep, facts => facts with { Industry = "Rail" });
        var project = await OpenAsync(world, customer.Id);
        Assert.Equal("Rail", await IndustryAsync(world, project.Id));

        await ChangeAsync(world, customer.Id, "Power");
        Assert.Equal("Power", await IndustryAsync(world, project.Id));

        await ChangeAsync(world, customer.Id, null);
        Assert.Null(await IndustryAsync(world, project.Id));
    }

    [Theory, EveryDatabase]
    public async Task With_a_merge_it_becomes_that_of_the_customer_that_stays(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (kept, merged) = (await world.CustomerAsync("Kept", WorldPeople.Rep, facts => facts with { Industry = "Power" }), await world.CustomerAsync("Merged", WorldPeople.Rep, facts => facts with { Industry = "Rail" }));
        var project = await OpenAsync(world, merged.Id);

        await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []));

        Assert.Equal("Power", await IndustryAsync(world, project.Id));
        await using var db = world.Open();
        Assert.DoesNotContain(await OpportunityRules.BrokenAsync(db, 5, default), broken => broken.Key == Rule);
    }

    [Theory, EveryDatabase]
    public async Task Inserted_in_bulk_it_has_it_too_also_where_indexes_and_triggers_were_away(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer", WorldPeople.Rep, facts => facts with { Industry = "Rail" });
        await using var db = world.Open();
        var (one, other) = (await NewAsync(world, db.Customers.AsNoTracking(), customer.Id, "One"), await NewAsync(world, db.Customers.AsNoTracking(), customer.Id, "Other"));

        await db.WriteAsync(() => db.InsertInBulkAsync([one]));
        await db.WithoutIndexesAsync([typeof(Opportunity), typeof(Customer)], () => db.WriteAsync(() => db.InsertInBulkAsync([other])));

        Assert.Equal(("Rail", "Rail"), (await IndustryAsync(world, one.Id), await IndustryAsync(world, other.Id)));
    }

    [Theory, EveryDatabase]
    public async Task A_check_finds_an_opportunity_whose_industry_is_another_and_a_rebuild_sets_it_right(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer", WorldPeople.Rep, facts => facts with { Industry = "Rail" });
        var project = await OpenAsync(world, customer.Id);
        await using var db = world.Open();
        Assert.DoesNotContain(await OpportunityRules.BrokenAsync(db, 5, default), broken => broken.Key == Rule);

        await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"""UPDATE "Opportunities" SET "Industry" = 'Port' WHERE "Id" = {project.Id}"""));

        var found = Assert.Single(await OpportunityRules.BrokenAsync(db, 5, default), broken => broken.Key == Rule);
        Assert.Equal([project.Id], found.Opportunities);
        await db.RebuildIndustriesAsync();
        Assert.DoesNotContain(await OpportunityRules.BrokenAsync(db, 5, default), broken => broken.Key == Rule);
    }

    private static async Task<Opportunity> OpenAsync(World world, long customerId)
    {
        await using var db = world.Open();
        var project = await NewAsync(world, db.Customers.AsTracking(), customerId, "Data centre");
        db.Opportunities.Add(project);
        await db.SaveChangesAsync();
        return project;
    }

    private static async Task<Opportunity> NewAsync(World world, IQueryable<Customer> customers, long customerId, string name)
    {
        var (rep, known) = (await world.PersonAsync(WorldPeople.Rep), await customers.SingleAsync(row => row.Id == customerId));
        var stamp = world.By(rep);
        return new Opportunity("O-" + Guid.NewGuid().ToString("N")[..8], name, known, null, null, Money.FromMajor(100_000), stamp.Today.AddDays(30), rep.Id, rep.TeamId, stamp, rep.RegionId);
    }

    private static async Task ChangeAsync(World world, long customerId, string? industry)
    {
        await using var db = world.Open();
        var customer = await db.Customers.ForChange().SingleAsync(row => row.Id == customerId);
        customer.Edit(customer.Facts with { Industry = industry }, world.By(await world.PersonAsync(WorldPeople.Rep)));
        await db.SaveChangesAsync();
    }

    private static async Task<string?> IndustryAsync(World world, long id)
    {
        await using var db = world.Open();
        return await db.Opportunities.Where(row => row.Id == id).Select(row => EF.Property<string?>(row, OpportunityIndustry.Column)).SingleAsync();
    }
}
