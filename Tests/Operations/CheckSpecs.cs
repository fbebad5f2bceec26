using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Operations;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Infrastructure.Reports;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Operations;

/// <summary>Each damage is one that no verb can do; the check names the rule that it breaks.</summary>
public sealed class CheckSpecs
{
    [Theory]
    [EveryDatabase("", "")]
    [EveryDatabase("Gap", """UPDATE "LeadEvents" SET "Seq" = "Seq" + 10 WHERE "Seq" = 4""")]
    [EveryDatabase("Chain", """UPDATE "LeadEvents" SET "UntilAt" = NULL WHERE "Seq" = 2""")]
    [EveryDatabase("Continuity", """UPDATE "LeadEvents" SET "FromOwnerId" = 1 WHERE "Seq" = 2""")]
    [EveryDatabase("Transition", """UPDATE "LeadEvents" SET "TransitionAt" = (SELECT max("At") FROM "LeadEvents") WHERE "Seq" = 3""")]
    [EveryDatabase("Capture", """UPDATE "LeadEvents" SET "Kind" = 'Reopened' WHERE "Seq" = 1""")]
    [EveryDatabase("State", """UPDATE "Leads" SET "Amount" = 5""")]
    [EveryDatabase("Owner", """UPDATE "Leads" SET "Status" = 'New'""")]
    [EveryDatabase("Flow", """UPDATE "LeadEvents" SET "Kind" = 'Converted' WHERE "Seq" = 2""")]
    [EveryDatabase("Expectation", """UPDATE "Leads" SET "ReclaimDueAt" = NULL""")]
    [EveryDatabase("CustomerGap", """UPDATE "CustomerEvents" SET "Seq" = 7 WHERE "Seq" = 2""")]
    [EveryDatabase("CustomerContinuity", """UPDATE "CustomerEvents" SET "FromStatus" = 'Lost' WHERE "Seq" = 2""")]
    [EveryDatabase("CustomerState", """UPDATE "Customers" SET "Status" = 'Lost'""")]
    [EveryDatabase("ContactScope", """UPDATE "Contacts" SET "OwnerId" = NULL""")]
    [EveryDatabase("CustomerGroup", """UPDATE "Customers" SET "ParentId" = "Id" """)]
    [EveryDatabase("Rollup", """DELETE FROM "LeadWeekLines" """)]
    public async Task What_is_wrong_is_found(DatabaseKind kind, string rule, string damage)
    {
        await using var world = await World.CreateAsync(kind);
        var lead = await world.LeadAsync(LeadStatus.Assigned);
        await using var db = world.Open();
        world.Clock.Pass(TimeSpan.FromHours(5));
        var rep = await world.PersonAsync(WorldPeople.Rep);
        var changed = await db.Leads.Include(l => l.History).SingleAsync(l => l.Id == lead.Id);
        changed.Start(world.By(rep));
        var customer = new Customer(new CustomerFacts { Name = "Whole" }, rep.Id, rep.TeamId, world.By(rep), CustomerOrigin.Form);
        customer.Know(new ContactFacts { Name = "Li Lei" }, world.By(rep));
        customer.OpportunityOpened(null, world.By(rep));
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        if (damage.Length > 0)
        {
            await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(damage));
        }

        await using var engine = world.Database.Engine();
        var found = (await DataCheck.FindAsync(db, engine)).Select(finding => finding.Key.Split('.')[^1]).ToList();
        if (rule.Length == 0)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(rule, found);
        }
    }

    [Theory]
    [EveryDatabase("", "")]
    [EveryDatabase("QuoteLine", """UPDATE "QuoteLines" SET "Tax" = "Tax" + 1""")]
    [EveryDatabase("QuoteSums", """UPDATE "QuoteVersions" SET "ExTax" = "ExTax" - 1 WHERE "No" = 1""")]
    [EveryDatabase("QuoteSums", """DELETE FROM "QuoteLines" """)]
    [EveryDatabase("QuoteVersions", """UPDATE "QuoteVersions" SET "No" = 7 WHERE "No" = 1""")]
    [EveryDatabase("QuoteNewest", """UPDATE "Quotes" SET "AmountInTax" = 5""")]
    [EveryDatabase("QuoteHistory", """UPDATE "QuoteEvents" SET "Seq" = 70 WHERE "Seq" = 2""")]
    [EveryDatabase("QuoteState", """UPDATE "Quotes" SET "Status" = 'Draft'""")]
    [EveryDatabase("QuoteState", """UPDATE "QuoteEvents" SET "ToStatus" = 'Declined' WHERE "Seq" = 2""")]
    [EveryDatabase("QuoteContract", """UPDATE "Contracts" SET "OpportunityId" = NULL""")]
    public async Task What_is_wrong_with_a_quote_is_found(DatabaseKind kind, string rule, string damage)
    {
        await using var world = await World.CreateAsync(kind);
        var quote = await world.QuotedAsync();
        await world.AcceptAsync(quote);
        await using var db = world.Open();
        var known = await db.Quotes.ForChange().SingleAsync(row => row.Id == quote.Id);
        var opportunity = await db.Opportunities.ForChange().SingleAsync(row => row.Id == quote.OpportunityId);
        await db.ContractAsync(known, opportunity, new QuoteChoice("Data centre", new Dictionary<int, long>(), new HashSet<int>(), ContractWorld.Terms(ContractWorld.Today)),
            world.By(await world.PersonAsync(WorldPeople.Rep)));
        if (damage.Length > 0)
        {
            await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(damage));
        }

        await using var engine = world.Database.Engine();
        var found = (await DataCheck.FindAsync(db, engine)).Select(finding => finding.Key.Split('.')[^1]).Where(key => key.StartsWith("Quote", StringComparison.Ordinal)).ToList();
        Assert.Equal(rule.Length == 0, found.Count == 0);
        Assert.True(rule.Length == 0 || found.Contains(rule), string.Join(", ", found));
    }

    [Theory]
    [EveryDatabase("", "")]
    [EveryDatabase("ContractLine", """UPDATE "ContractLines" SET "Tax" = "Tax" + 1""")]
    [EveryDatabase("ContractSums", """UPDATE "Contracts" SET "AmountInTax" = "AmountInTax" + 1""")]
    [EveryDatabase("ContractSums", """UPDATE "Contracts" SET "SignedInTax" = "SignedInTax" + 1""")]
    [EveryDatabase("ContractAmendment", """UPDATE "ContractAmendments" SET "InTax" = 5""")]
    [EveryDatabase("ContractLineOf", """UPDATE "ContractLines" SET "RegionId" = NULL WHERE "AmendmentId" IS NULL""")]
    [EveryDatabase("ContractLineOf", """UPDATE "ContractAmendments" SET "SignedOn" = '2026-01-01' """)]
    [EveryDatabase("ContractLineOf", """UPDATE "Contracts" SET "OwnerId" = NULL""")]
    [EveryDatabase("ContractReceived", """UPDATE "ContractMilestones" SET "Received" = 5 WHERE "Name" = 'Second'""")]
    [EveryDatabase("ContractReceived", """UPDATE "Contracts" SET "Received" = 5""")]
    [EveryDatabase("ContractInvoiced", """UPDATE "ContractInvoices" SET "Amount" = 5""")]
    [EveryDatabase("ContractHistory", """UPDATE "ContractEvents" SET "Seq" = 70 WHERE "Seq" = 2""")]
    [EveryDatabase("ContractState", """UPDATE "Contracts" SET "Status" = 'Draft'""")]
    [EveryDatabase("ContractCost", """UPDATE "Contracts" SET "CostAtCompletion" = 5""")]
    [EveryDatabase("ContractCost", """UPDATE "Contracts" SET "ActualCost" = 5""")]
    [EveryDatabase("ReceiptMatched", """UPDATE "Receipts" SET "VoidedAt" = '2026-11-18 02:00:00' """)]
    [EveryDatabase("ReceiptMatched", """UPDATE "Receipts" SET "Matched" = 5""")]
    public async Task What_is_wrong_with_a_contract_is_found(DatabaseKind kind, string rule, string damage)
    {
        await using var world = await World.CreateAsync(kind);
        var known = await world.ContractAsync(await world.CustomerAsync("Whole"));
        await using var db = world.Open();
        var contract = await db.LoadAsync(known.Id);
        contract.Amend(ContractWorld.Today, "More of it", [contract.Lines[0].Terms], [], null, world.By(null));
        await db.SaveChangesAsync();
        contract.Bill("INV-1", ContractWorld.Today, Money.FromMajor(100), world.By(null));
        var receipt = new Receipt("BANK-1", contract.CustomerId, ContractWorld.Today, Money.FromMajor(100), isRefund: false, null, world.By(null));
        receipt.Match(contract, contract.Payments.First().Id, Money.FromMajor(60), world.By(null));
        db.Receipts.Add(receipt);
        await db.SaveChangesAsync();
        if (damage.Length > 0)
        {
            await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(damage));
        }

        await using var engine = world.Database.Engine();
        var found = (await DataCheck.FindAsync(db, engine)).Select(finding => finding.Key.Split('.')[^1]).ToList();
        Assert.Equal(rule.Length == 0, found.Count == 0);
        Assert.True(rule.Length == 0 || found.Contains(rule), string.Join(", ", found));
    }

    [Theory]
    [EveryDatabase("""UPDATE "FrozenWeeks" SET "Content" = replace("Content", 'Asia', 'Asla') WHERE "Report" = 'lead-promotion' AND "Week" = '2026-11-16'""", "2026-W47")]
    [EveryDatabase("""DELETE FROM "FrozenWeeks" WHERE "Report" = 'lead-promotion' AND "Week" = '2026-11-16'""", "2026-W48")]
    public async Task A_frozen_week_that_was_altered_or_dropped_is_found_where_the_chain_breaks(DatabaseKind kind, string damage, string week)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        await using var db = world.Open();
        world.Clock.Pass(TimeSpan.FromDays(14));
        await db.FreezeWeeksAsync(world.By(null), IsoWeek.Of(2026, 46));
        await using var engine = world.Database.Engine();
        Assert.Empty(await DataCheck.FindAsync(db, engine));
        await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(damage));

        var finding = Assert.Single(await DataCheck.FindAsync(db, engine));

        Assert.Equal("Operations.Findings.Frozen", finding.Key);
        Assert.Contains(week, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_text_index_that_lost_a_lead_is_found_and_made_anew()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.LeadAsync();
        await using var db = world.Open();
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"INSERT INTO \"LeadSearch\"(\"LeadSearch\") VALUES ('delete-all')"));
        var check = await CommandRun.OfAsync(world.Database, "check");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("LeadSearch", check.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Findings: 0\n"), await CommandRun.OfAsync(world.Database, "check", "--rebuild") is var run ? (run.ExitCode, run.Output) : default);
    }
}
