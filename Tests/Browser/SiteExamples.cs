using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Reports.Schedules;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Tests.Access.HandOvers;
using SiCrm.Tests.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Imports;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Leads.Forms;
using SiCrm.Tests.Opportunities.Quotes;
using SiCrm.Tests.Plans;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>One record of each kind, for every page of a record to be looked at.</summary>
internal static class SiteExamples
{
    /// <summary>Pages that an address has beside its plain one.</summary>
    public static readonly IReadOnlyList<string> More =
    [
        "/leads?q=nothing-is-called-that", "/leads?state=Open&sort=NextDue", "/customers?q=nothing-is-called-that", "/desk/hand-outs/new?ids=1", "/reports/lead-daily?date=2026-11-18",
        "/reports/lead-promotion?week=2026-W47&part=Matrix", "/reports/lead-promotion?week=2026-W47&part=Stalled",
        "/reports/lead-promotion/ratio?week=2026-W47", "/reports/lead-promotion/confirmations?week=2026-W47", "/reports/neglect?kept=true", "/reports/neglect/ratio?days=1", "/reports/continuity/ratio?row=1&of=Mean",
        "/reports/lead-daily/ratio?date=2026-11-18&of=ToTriage", "/reports/sales-forecast/learned/ratio?stage=1", "/reports/sales-forecast/learned/opportunities?stage=1",
        "/reports/lead-promotion?week=2026-W47&by=Channel", "/reports/lead-promotion/leads?week=2026-W47&by=Owner&figure=Closing",
        "/reports/opportunity-promotion?week=2026-W47&part=Stages", "/reports/opportunity-promotion?week=2026-W47&part=Horizons",
        "/reports/stage-funnel/opportunities?stage=1&figure=Open",
        "/reports/workload?who=1", "/reports/workload/load?who=1&week=2026-W47", "/reports/key-contacts?gap=Kept", "/reports/sales-forecast/overrides/opportunities?verdict=Pending", "/reports/sales-forecast?part=Backtest", "/reports/sales-forecast/opportunities?of=2026-11-18",
        "/reports/favourites/new?of=%2Freports%2Fneglect", "/reports/schedules/new?of=%2Freports%2Fneglect",
        "/contracts?from=2026-01-01&to=2026-12-31", "/contracts?from=2026-01-01&to=2026-12-31&first=true", "/reports/contract-execution?from=2026-01-01&to=2026-12-31&all=true&print=true",
        "/reports/sales-by-time/money?from=2026-01-01&to=2026-12-31&of=Received", "/targets/parts?of=Company&from=2026-10-01&to=2026-12-31",
        "/reports/regional-sales/ratio?from=2026-01-01&to=2026-12-31&of=share", "/reports/presales-cost/ratio?from=2026-01-01&until=2026-12-31",
        "/reports/customer-purchases/ratio?from=2026-01-01&to=2026-12-31&of=cumulative_share&row=1", "/reports/sales-forecast/range?of=2026-11-18", "/reports/stage-funnel/ratio?stage=1", "/reports/stage-funnel/days?stage=1",
        "/reports/performance/ratio?period=2026&by=Team",
        "/reports/performance?period=2026&compare=true", "/reports/performance?period=2026&all=true",
        "/reports/regional-sales/basis?from=2026-01-01&to=2026-12-31&region=1", "/reports/performance/parts?of=Signed&period=2026", "/reports/performance/parts?of=Target&period=2026",
        "/reports/opportunity-promotion?week=2026-W47&part=Lists", "/reports/opportunity-promotion/opportunities?week=2026-W47&by=Owner&figure=Closing",
    ];

    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(World world, Uri origin)
    {
        await using var db = world.Open();
        var lead = await db.Leads.OrderBy(lead => lead.Id).FirstAsync();
        var person = await world.PersonAsync(WorldPeople.Rep);
        var form = await world.FormAsync();
        var boss = await db.BuyingCentres.Select(centre => new
        {
            centre.OpportunityId, ContactId = centre.Members.Where(member => member.ReportsToId == null).Select(member => member.ContactId).First(),
        }).FirstAsync();
        var (twin, merge) = await CustomersAsync(world);
        await SchemesAsync(origin);
        return new Dictionary<string, string>
        {
            ["leads/id"] = Text(lead.Id),
            ["leads/number"] = lead.Number,
            ["leads/fields/field"] = "plan",
            ["api/v1/leads/id"] = Text(lead.Id),
            ["records"] = "leads",
            ["id"] = Text(lead.Id),
            ["care/id"] = Text(await db.CareTasks.MinAsync(task => task.Id)),
            ["contacts/cards/id"] = "1",
            ["access/history/id"] = "1",
            ["operations/mails/files/name"] = "none.eml",
            ["path"] = "none.txt",
            ["lead-forms/id"] = Text(form.Id),
            ["forms/token"] = form.Token,
            ["customers/merge/with"] = Text(twin),
            ["customers/merges/id"] = Text(merge),
            ["people/id"] = Text(person.Id),
            ["new-password/id"] = Text(person.Id),
            ["desk/rules/id"] = Text(await RuleAsync(world)),
            ["desk/allocations/id"] = Text(await AllocationAsync(world)),
            ["customers/files/fileId"] = "1",
            ["customers/id"] = Text(await CustomerAsync(world)),
            ["contacts/id"] = Text(boss.ContactId),
            ["opportunities/id"] = Text(boss.OpportunityId),
            ["opportunities/instructions/no"] = Text(await InstructionAsync(world, boss.OpportunityId)),
            ["opportunities/stages/id"] = "1",
            ["opportunities/number"] = await db.Opportunities.Where(row => row.Id == boss.OpportunityId).Select(row => row.Number).SingleAsync(),
            ["opportunities/relations/contactId"] = Text(boss.ContactId),
            ["calendar/feed/secret"] = "none",
            ["plan-actions/id"] = Text(await PlanActionAsync(world, boss.OpportunityId)),
            ["plan-templates/id"] = Text(await PlanTemplateAsync(world)),
            ["hand-overs/id"] = Text(await HandOverAsync(world)),
            ["appraisal/id"] = Text(person.Id),
            ["appraisal/metric"] = "Points",
            ["appraisal/scheme/version"] = "0",
            ["contracts/id"] = Text(await ContractAsync(world)),
            ["contracts/costs/cost"] = Text(await CostAsync(world)),
            ["contracts/overdue/letters/customer"] = Text(await db.Customers.Where(row => row.Name == "Far Horizon Precision Co., Ltd.").Select(row => row.Id).SingleAsync()),
            ["receipts/id"] = Text(await ReceiptAsync(world)),
            ["quotes/id"] = Text((await world.QuoteAsync(boss.OpportunityId)).Id),
            ["products/id"] = Text((await world.ProductAsync()).Id),
            ["price-lists/id"] = Text(await PriceListAsync(world)),
            ["reports/key"] = "regional-sales",
            ["reports/schedules/id"] = Text(await ScheduleAsync(world)),
            ["imports/id"] = Text(await ImportAsync(world, origin)),
        };
    }

    /// <summary>Two customers that can be merged, and a merge of two others.</summary>
    private static async Task<(long Twin, long Merge)> CustomersAsync(World world)
    {
        var li = new ContactFacts { Name = "李雷" };
        await world.KeepAsync("东方数据有限公司", change: facts => facts with { Industry = "Media" }, contacts: li);
        var two = await world.KeepAsync("东方数据股份有限公司", change: facts => facts with { Industry = "Energy" }, contacts: li);
        var (kept, merged) = (await world.KeepAsync("Green Media Ltd"), await world.KeepAsync("Green Media GmbH", contacts: new ContactFacts { Name = "Jim" }));
        return (two.Id, (await MergeSpecs.MergeAsync(world, kept.Id, merged.Id, new MergeChoice([], []))).Id);
    }

    /// <summary>So many versions that their list is there.</summary>
    private static async Task SchemesAsync(Uri origin)
    {
        var boss = new Visitor(Server.Client(origin, WorldPeople.GeneralManager));
        foreach (var factor in (string[])["2", "1.5"])
        {
            await boss.SendAsync(await boss.GetAsync("/appraisal/scheme"), "main form", ("Form.NewIndustry", factor));
        }
    }

    private static async Task<long> ScheduleAsync(World world)
    {
        await using var db = world.Open();
        var (owner, stamp) = (await world.PersonAsync(WorldPeople.GeneralManager), await world.StampAsync(WorldPeople.GeneralManager));
        var schedule = new ReportSchedule("neglect", "", SchedulePeriod.Usual, ScheduleFile.Xlsx, ScheduleRhythm.Weekly, owner.Id, owner.Id, stamp);
        db.ReportSchedules.Add(schedule);
        await db.SaveChangesAsync();
        return schedule.Id;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static async Task<long> RuleAsync(World world)
    {
        await using var db = world.Open();
        var team = await db.Teams.FirstAsync();
        var rule = new AssignmentRule(1, new AssignmentTerms(null, "Finance", null, null, team.Id, AssignmentTurn.Balanced));
        db.AssignmentRules.Add(rule);
        await db.SaveChangesAsync();
        return rule.Id;
    }

    private static async Task<long> AllocationAsync(World world)
    {
        var lead = await world.LeadAsync(LeadStatus.Working);
        await using var db = world.Open();
        var outcome = await db.DecideAsync(
            await world.ViewerAsync(WorldPeople.Coordinator), new DeskDecision(AllocationKind.Reclaim, null, "idle"), [new SeenLead(lead.Id, lead.Version)],
            await world.StampAsync(WorldPeople.Coordinator));
        return outcome.Allocation?.Id ?? 0;
    }

    private static async Task<long> CustomerAsync(World world)
    {
        var group = await world.CustomerAsync("上海恒远集团有限公司");
        var unit = await world.CustomerAsync("Far Horizon Precision Co., Ltd.", verbs: customer => customer.Know(new ContactFacts { Name = "Li Lei" }, world.By(null)));
        await world.BelongAsync(unit, group);
        return unit.Id;
    }

    private static async Task<long> PlanActionAsync(World world, long opportunityId)
    {
        await using var db = world.Open();
        var opportunity = await db.Opportunities.SingleAsync(row => row.Id == opportunityId);
        return (await world.PlanAsync(opportunity, minute: 540)).Id;
    }

    private static async Task<long> InstructionAsync(World world, long opportunityId)
    {
        await using var db = world.Open();
        var instruction = new Instruction(await db.Opportunities.SingleAsync(row => row.Id == opportunityId), "See their board member", world.By(null).Today, world.By(null));
        db.Instructions.Add(instruction);
        await db.SaveChangesAsync();
        return instruction.Id;
    }

    private static async Task<long> PlanTemplateAsync(World world)
    {
        await using var db = world.Open();
        var template = new PlanTemplate(new("Tender", null, null, "Win the tender", [new(ActionKind.Bid, "Read the tender", 0, 120)]), world.By(null));
        db.PlanTemplates.Add(template);
        await db.SaveChangesAsync();
        return template.Id;
    }

    private static async Task<long> HandOverAsync(World world)
    {
        var rep = await world.PersonAsync(WorldPeople.Rep);
        await using var db = world.Open();
        return (await db.ProposeHandOverAsync(await world.ViewerAsync(WorldPeople.Administrator), HandedWorld.Everything(rep.Id), world.By(null))).Id;
    }

    private static async Task<long> ContractAsync(World world)
    {
        await using var db = world.Open();
        var customer = await db.Customers.SingleAsync(row => row.Name == "Far Horizon Precision Co., Ltd.");
        return (await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-90))).Id;
    }

    /// <summary>Of that contract.</summary>
    private static async Task<long> CostAsync(World world)
    {
        await using var db = world.Open();
        var contract = await db.Contracts.ForChange().Where(row => row.SignedOn != null).OrderBy(row => row.Id)
            .FirstAsync(row => db.Customers.Any(customer => customer.Id == row.CustomerId && customer.Name == "Far Horizon Precision Co., Ltd."));
        contract.Spend(new CostTerms(CostKind.Purchase, IsPlanned: false, world.By(null).Today, Money.FromMajor(120)), world.By(null));
        await db.SaveChangesAsync();
        return contract.Costs.Single().Id;
    }

    /// <summary>Of the contract's customer, and matched in part: some of it can be matched yet, some taken back.</summary>
    private static async Task<long> ReceiptAsync(World world)
    {
        await using var db = world.Open();
        var customer = await db.Customers.SingleAsync(row => row.Name == "Far Horizon Precision Co., Ltd.");
        var receipt = new Receipt("B-2026-000117", customer.Id, world.By(null).Today, Money.FromMajor(500), isRefund: false, null, world.By(null));
        var contract = await db.Contracts.ForChange().OrderBy(row => row.Id).FirstAsync(row => row.CustomerId == customer.Id && row.SignedOn != null);
        receipt.Match(contract, contract.Payments.First().Id, Money.FromMajor(100), world.By(null));
        db.Receipts.Add(receipt);
        await db.SaveChangesAsync();
        return receipt.Id;
    }

    private static async Task<long> PriceListAsync(World world)
    {
        await using var db = world.Open();
        var list = new PriceList(new PriceListFacts("East", null, null, new DateOnly(2026, 1, 1), null));
        db.PriceLists.Add(list);
        await db.SaveChangesAsync();
        return list.Id;
    }

    private static async Task<long> ImportAsync(World world, Uri origin)
    {
        await ImportPageSpecs.UploadAsync(new Visitor(Server.Client(origin, WorldPeople.Coordinator)), "Company,Phone\nGreen,010-61220871\n");
        await using var db = world.Open();
        return await db.Imports.MaxAsync(import => import.Id);
    }
}
