using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Home;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What finance still has to do about money: what ended, what was changed, what is to be invoiced, what came in and waits.</summary>
public sealed class SettlingSpecs
{
    private const string Finance = "Fay Finance";

    [Theory, EveryDatabase]
    public async Task What_a_terminated_contract_invoiced_too_much_is_credited_and_nobody_owes_it_any_more(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var contract = await EndedAsync(world, invoiced: 500, received: 200);
        var (finance, path) = (world.Visit(Finance), $"/contracts/{contract.Id}/money");

        var tooMuch = await BillAsync(finance, path, "C-1", "300.01", isCredit: true);
        var credited = await BillAsync(finance, path, "C-1", "300", isCredit: true);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (tooMuch.Status, credited.Status));
        var read = await world.ReadAsync(contract);
        Assert.Equal((Money.FromMajor(200), Money.Zero, Money.Zero), (read.Invoiced, read.Outstanding, read.OverdueOn(ContractWorld.Today.AddYears(2))));
        Assert.Contains("Credit note", (await finance.GetAsync($"/contracts/{contract.Id}/history")).Find("main").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Empty(await ContractRules.BrokenAsync(db, told: 3, default));
    }

    [Theory, EveryDatabase]
    public async Task What_came_in_of_a_terminated_contract_is_invoiced_and_its_late_costs_are_booked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var contract = await EndedAsync(world, invoiced: 100, received: 200);
        var (finance, path) = (world.Visit(Finance), $"/contracts/{contract.Id}/money");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await BillAsync(finance, path, "F-2", "100.01")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await BillAsync(finance, path, "F-2", "100")).Status);
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contract.Id);
            row.Spend(new CostTerms(CostKind.Travel, false, ContractWorld.Today, Money.FromMajor(30)), world.By(null));
            Assert.Equal("ContractNotLive", row.CanSpend(new CostTerms(CostKind.Travel, true, ContractWorld.Today, Money.FromMajor(30)), ContractWorld.Today)?.Code);
            await db.SaveChangesAsync();
            Assert.Empty(await ContractRules.BrokenAsync(db, told: 3, default));
        }

        Assert.Equal((Money.FromMajor(200), Money.FromMajor(30)), ((await world.ReadAsync(contract)).Invoiced, (await world.ReadAsync(contract)).ActualCost));
    }

    [Theory]
    [EveryDatabase("en", "As signed, without change orders", "as signed", "壹仟壹佰叁拾元整")]
    [EveryDatabase("zh-CN", "签约原文（不含变更）", "签约时", "壹仟壹佰叁拾元整")]
    public async Task The_contract_as_it_was_signed_stays_beside_what_change_orders_made_of_it(DatabaseKind kind, string language, string way, string was, string amount)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var more = await world.ProductAsync("P-MORE", 200);
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contract.Id);
            row.Amend(ContractWorld.Today, "One more", [new LineTerms(more.Id, 1, Money.FromMajor(200), Percent.Zero, new Percent(1300), Money.FromMajor(100))], [], ContractWorld.Today.AddDays(20), world.By(null));
            await db.SaveChangesAsync();
            row.Amend(ContractWorld.Today, "Less of all", [], [row.Lines.First(line => line.UnitPrice == Money.FromMajor(1000)).Terms], null, world.By(null));
            await db.SaveChangesAsync();
            Assert.Equal(row.SignedInTax.Minor, row.PaymentsAsSigned.Sum(payment => payment.Amount.Minor));
            Assert.Equal([339_00, 678_00, 113_00], row.PaymentsAsSigned.Select(payment => payment.Amount.Minor));
        }

        var visitor = world.Visit(WorldPeople.Rep, language);
        var now = await visitor.GetAsync($"/contracts/{contract.Id}/document?language={language}");
        var link = now.Document.QuerySelectorAll("a").First(one => one.TextContent.Trim() == way).GetAttribute("href") ?? "";
        var signed = (await visitor.GetAsync(link)).Find("article.sheet").TextContent;

        Assert.All((string[])["339.00", "678.00", "113.00", amount], text => Assert.Contains(text, signed, StringComparison.Ordinal));
        Assert.DoesNotContain("226.00", signed, StringComparison.Ordinal);
        Assert.Contains("226.00", now.Find("article.sheet").TextContent, StringComparison.Ordinal);
        Assert.Contains($"{was} 678.00", Space((await visitor.GetAsync($"/contracts/{contract.Id}/money")).Find("section[aria-labelledby=payments]").TextContent), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_to_be_invoiced_is_what_no_invoice_covers_also_when_its_day_has_passed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var signedOn = ContractWorld.Today.AddDays(-20);
        await world.ContractAsync(await world.CustomerAsync("Never invoiced"), 1000, signedOn);
        await BillAsync(world, await world.ContractAsync(await world.CustomerAsync("Invoiced in part"), 1000, signedOn), 139);
        await BillAsync(world, await world.ContractAsync(await world.CustomerAsync("Invoiced first"), 1000, signedOn), 339);
        await BillAsync(world, await world.ContractAsync(await world.CustomerAsync("Second in part"), 1000, ContractWorld.Today.AddDays(-50)), 1000);

        await using var db = world.Open();
        var rows = (await db.InvoicesDueAsync(Viewer.Program, ContractWorld.Today)).Rows.Select(row => (row.Customer, row.What, row.Amount.Major)).ToList();

        Assert.Equal([("Never invoiced", "First", 339m), ("Invoiced in part", "First", 200m), ("Second in part", "Second", 17m)], rows);
        var list = await db.CountsAsync(Viewer.Program, new ContractFilter { InvoiceUntil = HomeContracts.InvoicedUntil(ContractWorld.Today) }, ContractWorld.Today);
        Assert.Equal((3, 3), (list?.Contracts, list?.Payments));
    }

    [Theory]
    [EveryDatabase("en", "Received from you and not yet assigned to a payment")]
    [EveryDatabase("zh-CN", "已收到贵方尚未对应到具体款项的金额")]
    public async Task Who_is_reminded_reads_what_he_paid_though_nobody_matched_it(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Paid already");
        await world.ContractAsync(customer, 1000, ContractWorld.Today.AddDays(-30));
        await using (var db = world.Open())
        {
            db.Receipts.Add(new Receipt("B-1", customer.Id, ContractWorld.Today, Money.FromMajor(339), false, null, world.By(null)));
            await db.SaveChangesAsync();
        }

        var finance = world.Visit(Finance, language);
        var letter = await finance.GetAsync($"/contracts/overdue/letters/{customer.Id}?language={language}");
        var waits = (await finance.GetAsync("/contracts/overdue")).Find("main tbody td small a").GetAttribute("href") ?? "";

        Assert.Contains(said, letter.Find("article.sheet").TextContent, StringComparison.Ordinal);
        Assert.NotNull(letter.Document.QuerySelector("main .flash[role=note] a"));
        Assert.Contains("B-1", (await finance.GetAsync(waits)).Find("main tbody").TextContent, StringComparison.Ordinal);
    }

    private static async Task<Contract> EndedAsync(World world, int invoiced, int received)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), 1000, ContractWorld.Today.AddDays(-100));
        await BillAsync(world, contract, invoiced);
        await using var db = world.Open();
        var row = await db.LoadAsync(contract.Id);
        var receipt = new Receipt("R-1", row.CustomerId, ContractWorld.Today, Money.FromMajor(received), false, null, world.By(null));
        receipt.Match(row, row.Payments.First().Id, Money.FromMajor(received), world.By(null));
        db.Receipts.Add(receipt);
        row.Terminate("They gave up", world.By(null));
        await db.SaveChangesAsync();
        return contract;
    }

    private static async Task BillAsync(World world, Contract contract, int amount)
    {
        await using var db = world.Open();
        (await db.LoadAsync(contract.Id)).Bill($"F-{contract.Id}", ContractWorld.Today, Money.FromMajor(amount), world.By(null));
        await db.SaveChangesAsync();
    }

    private static async Task<Page> BillAsync(Visitor visitor, string path, string number, string amount, bool isCredit = false) =>
        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=invoices]", ("Invoice.Number", number), ("Invoice.Amount", amount), ("Invoice.IsCredit", isCredit ? "true" : null));

    private static string Space(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
