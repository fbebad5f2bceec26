using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

public sealed class ContractPageSpecs
{
    [Theory, EveryDatabase]
    public async Task A_list_that_a_report_narrowed_says_by_what(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("P-1");
        await world.ContractAsync(await world.CustomerAsync("Bank", change: facts => facts with { Industry = "Finance" }), productId: product.Id);
        var page = await world.Visit(WorldPeople.GeneralManager).GetAsync($"/contracts?industry=Finance&customerAtSigning=New&product={product.Id}");
        Assert.Equal(
            [$"Product: {product.Name}", "Industry: Finance", "New and known customers: New customers"],
            page.Document.QuerySelectorAll("main li.chip").Select(chip => chip.TextContent.Trim()));
        Assert.Contains("Whole contracts", page.Text, StringComparison.Ordinal);
        Assert.Empty((await world.Visit(WorldPeople.GeneralManager).GetAsync("/contracts")).Document.QuerySelectorAll("main li.chip"));
    }

    [Theory, EveryDatabase]
    public async Task Numbers_have_no_gaps_however_many_sign_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var drafts = new List<Contract>();
        for (var i = 0; i < 12; i++)
        {
            drafts.Add(await world.ContractAsync(customer, isDraft: true));
        }

        await Task.WhenAll(drafts.Select(async (draft, place) =>
        {
            await using var db = world.Open();
            var contract = await db.LoadAsync(draft.Id);
            await db.SignAsync(contract, ContractWorld.Today.AddDays(place == 0 ? 1 : 0), world.By(null)).ContinueWith(_ => { }, TaskScheduler.Default);
        }));

        await using var read = world.Open();
        var numbers = await read.Contracts.Where(row => row.Number != null).Select(row => row.Number).OrderBy(number => number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 11).Select(i => $"C-2026-{i:00000}"), numbers);
        Assert.Equal(CustomerStatus.Installed, (await world.ReadAsync(customer.Id)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Numbers_begin_anew_with_the_year_of_the_company_s_time_zone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (one, late, next) = (await world.ContractAsync(customer, isDraft: true), await world.ContractAsync(customer, isDraft: true), await world.ContractAsync(customer, isDraft: true));
        var visitor = world.Visit(WorldPeople.Administrator);

        // In Shanghai the year ends eight hours earlier.
        world.Clock.MoveTo(new DateTime(2026, 12, 31, 15, 59, 0));
        await SignAsync(one);
        world.Clock.MoveTo(new DateTime(2026, 12, 31, 16, 1, 0));
        await SignAsync(next);
        await SignAsync(late, ("Signing.SignedOn", "2026-12-31"));

        Assert.Equal(
            ("C-2026-00001", "C-2027-00001", "C-2026-00002"),
            ((await world.ReadAsync(one)).Number, (await world.ReadAsync(next)).Number, (await world.ReadAsync(late)).Number));

        async Task SignAsync(Contract contract, params (string, string?)[] typed) =>
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}"), "form[action$=signing]", typed)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Finance_matches_a_receipt_over_two_contracts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (one, other) = (await world.ContractAsync(customer), await world.ContractAsync(customer, 2000));
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/customers/{customer.Id}/receipts/new");

        var refused = await visitor.SendAsync(form, "main form", ("Form.Reference", "B-1"), ("Form.Sum", "1017"), ("Form.Matches[0].Amount", "340"));
        var done = await visitor.SendAsync(
            form, "main form", ("Form.Reference", "B-1"), ("Form.Sum", "1017"), ("Form.Matches[0].Amount", "339"), ("Form.Matches[1].Amount", "678"));
        var twice = await visitor.SendAsync(
            await visitor.GetAsync($"/customers/{customer.Id}/receipts/new"), "main form", ("Form.Reference", "B-1"), ("Form.Sum", "100"), ("Form.Matches[0].Amount", "100"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("only 339.00 is open", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Contains("entered already", twice.Text, StringComparison.Ordinal);
        Assert.Equal(Money.FromMajor(339), (await world.ReadAsync(one)).Received);
        Assert.Equal(Money.FromMajor(678), (await world.ReadAsync(other)).Received);
    }

    [Theory, EveryDatabase]
    public async Task A_contract_is_drafted_signed_changed_delivered_and_paid(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1");
        var visitor = world.Visit(WorldPeople.Administrator);

        var made = await visitor.SendAsync(
            await visitor.GetAsync("/contracts/new"), "main form", ("ContractName", "Data centre"), ("CustomerName", "Buyer Ltd"), ("Lines[0].ProductCode", "S-1"), ("Lines[0].Quantity", "3"));
        var path = made.Location?.ToString() ?? "";
        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=signing]");
        var amended = await visitor.SendAsync(
            await visitor.GetAsync($"{path}/amendments/new"), "main form", ("Reason", "One more"), ("Added[0].ProductCode", "S-1"), ("Added[0].Quantity", "1"));
        await visitor.SendAsync(await visitor.GetAsync($"{path}/money"), "form[action$='invoices']", ("Invoice.Number", "F-1"), ("Invoice.Amount", "1000"));
        await visitor.SendAsync(await visitor.GetAsync($"{path}/costs"), "form[action$='costs']", ("Cost.Kind", "Labour"), ("Cost.Hours", "7.5"), ("Cost.HourlyRate", "200"));

        Assert.Equal(HttpStatusCode.Redirect, amended.Status);
        await using var db = world.Open();
        var contract = await db.Contracts.AsNoTracking().ForChange().SingleAsync();
        Assert.Equal((ContractStatus.Signed, "C-2026-00001"), (contract.Status, contract.Number));
        Assert.Equal((Money.FromMajor(3390), Money.FromMajor(4520), Money.FromMajor(4520)), (contract.SignedInTax, contract.AmountInTax, contract.PlannedPayments));
        Assert.Equal((Money.FromMajor(1000), Money.FromMajor(1500)), (contract.Invoiced, contract.ActualCost));
        foreach (var tab in (string[])["", "/lines", "/money", "/costs", "/history"])
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path + tab)).Status);
        }
    }

    [Theory]
    [InlineData(WorldPeople.Rep, HttpStatusCode.OK)]
    [InlineData(WorldPeople.Coordinator, HttpStatusCode.Forbidden)]
    public async Task A_contract_is_seen_by_whose_it_is(string person, HttpStatusCode status)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));

        var answer = await world.Visit(person).GetAsync($"/contracts/{contract.Id}");

        Assert.Equal(status == HttpStatusCode.OK, answer.Status == HttpStatusCode.OK);
    }

    [Theory]
    [EveryDatabase("en", "The period ends before it starts: from 2026-11-30 to 2026-11-01")]
    [EveryDatabase("zh-CN", "期间的结束日期早于开始日期：2026-11-30 至 2026-11-01")]
    public async Task Days_the_wrong_way_round_are_said_to_be_so(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator, language);

        foreach (var list in (string[])["/contracts", "/receipts"])
        {
            var page = await visitor.GetAsync($"{list}?from=2026-11-30&to=2026-11-01&q=Buyer");

            Assert.Equal((list, HttpStatusCode.UnprocessableEntity), (list, page.Status));
            Assert.Contains(said, page.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        }

        var contracts = await visitor.GetAsync("/contracts?from=2026-11-30&to=2026-11-01&q=Buyer");
        Assert.Single(contracts.Document.QuerySelectorAll("main tbody tr"));
        Assert.Equal("Buyer", contracts.Find(".list-search input[name=q]").GetAttribute("value"));
    }

    [Theory, EveryDatabase]
    public async Task The_list_finds_what_is_overdue_and_what_was_signed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var old = await world.ContractAsync(customer, signedOn: new DateOnly(2026, 10, 1));
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);

        var list = await visitor.GetAsync("/contracts?overdue=true&sort=Due");
        var signed = await visitor.GetAsync("/contracts?from=2026-11-01&to=2026-11-30&sort=Amount");
        var dunning = await visitor.GetAsync("/contracts/overdue");

        Assert.Equal((await world.ReadAsync(old)).Number, Assert.Single(list.Document.QuerySelectorAll("main tbody tr")).QuerySelector("a")?.TextContent);
        Assert.Single(signed.Document.QuerySelectorAll("main tbody tr"));
        Assert.Single(dunning.Document.QuerySelectorAll("main tbody tr"));
        Assert.Contains("C-2026-00001", (await visitor.GetAsync("/contracts/export.csv")).Text, StringComparison.Ordinal);
    }
}
