using Bogus;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>The demonstration company: its people, and eighteen months of leads and customers that end today, by the domain's own verbs.</summary>
public static class DemoCompany
{
    /// <summary>Who shows most of it: the lead desk.</summary>
    public const string Coordinator = "coordinator@demo.example";

    private const int Seed = 20_26_11;
    private const int Engineers = 3;

    private static readonly (string Key, string Value)[] Seller =
    [
        (nameof(CompanySettings.CompanyName), "启程系统集成有限公司 · Qicheng Systems Integration Co., Ltd."),
        (nameof(CompanySettings.CompanyAddress), "上海市浦东新区演示路 100 号 · 100 Yanshi Road, Pudong, Shanghai"),
        (nameof(CompanySettings.CompanyPhone), "+86 21 5555 0100"),
        (nameof(CompanySettings.CompanyCreditCode), "91310000DEMO000001"),
        (nameof(CompanySettings.CompanyBank), "演示银行上海分行 · Demo Bank Shanghai · 6200 0000 0000 0001"),
    ];

    /// <summary>False when somebody is here already: a demonstration is never mixed with real work.</summary>
    public static async Task<bool> SeedAsync(CrmDbContext db, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.People.AnyAsync(cancel) || await db.Leads.AnyAsync(cancel))
        {
            return false;
        }

        return await db.WriteAsync(async () =>
        {
            await NameAsync(db, cancel);
            var talk = new DemoTalk(new Randomizer(Seed));
            var facts = db.Company.Facts;
            var cast = await DemoCast.HireAsync(db, talk, DemoCast.Company, Engineers, DemoStory.Beginning(facts.Time.DayOf(now)).AddDays(-30), cancel);
            var story = new DemoStory(cast, facts, talk);
            var products = await DemoCatalogue.AddAsync(db, story.At(cast.Seat("finance").Id, now.AddMonths(-18)), cancel);
            story.Play(now);
            story.Converted.ForEach(pair => pair.Opportunity.IsAbout(DemoCatalogue.MainOf(pair.Lead.Products, products)?.Id));
            await KeepAsync(db, story, now, cancel);
            await new DemoPlans(db, story, now).AddAsync(cancel);
            await DemoRelations.AddAsync(db, story, now, cancel);
            await DemoInstructions.AddAsync(db, story, now, cancel);
            await new DemoContracts(db, story, products, now).PlayAsync(cancel);
            await DemoTargets.AddAsync(db, story, now, cancel);
            await new DemoQuotes(db, story, products, now).PlayAsync(cancel);
            await new DemoCare(db, story, now).PlayAsync(cancel);
            await new DemoAppraisal(db, story, now).PlayAsync(cancel);
            return true;
        }, cancel);
    }

    /// <summary>The seller on quotes and contracts, in both languages; a name that was set stays.</summary>
    private static async Task NameAsync(CrmDbContext db, CancellationToken cancel)
    {
        foreach (var (key, value) in Seller.Where(one => db.Company.Settings.Get(one.Key).Length == 0))
        {
            await db.SetAsync(key, value, cancel);
        }
    }

    private static async Task KeepAsync(CrmDbContext db, DemoStory story, DateTime now, CancellationToken cancel)
    {
        story.Leads.ForEach(lead => LeadBook.Expect(lead, db.Company.Facts));
        await db.InsertInBulkAsync(story.Leads, cancel);
        story.Converted.ForEach(pair => pair.Opportunity.CameFrom(pair.Lead.Id));
        await KeepCustomersAsync(db, story.Converted.ConvertAll(pair => pair.Opportunity), cancel);
        story.Converted.ForEach(pair => pair.Lead.BecameOpportunity(pair.Opportunity.Id));
        await db.UpdateInBulkAsync(story.Converted.ConvertAll(pair => pair.Lead), nameof(Lead.OpportunityId));
        story.Numbers.GoOnIn(db);
        await db.SaveChangesAsync(cancel);
        story.Customers.Live(now);
        await DemoShelf.KeepNewAsync(db, story.Clients, cancel);
        await story.Gates.KeepAsync(db, cancel);
        await db.InsertInBulkAsync(story.Customers.Touches, cancel);
    }

    private static async Task KeepCustomersAsync(CrmDbContext db, IReadOnlyList<Opportunity> opportunities, CancellationToken cancel)
    {
        var customers = opportunities.Select(opportunity => opportunity.Known()).Distinct().ToList();
        DemoShelf.Expect(db, customers);
        await db.InsertInBulkAsync(customers, cancel);
        await db.InsertInBulkAsync(opportunities, cancel);
    }
}
