using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>退款: what goes back to a customer.</summary>
public sealed class RefundSpecs
{
    [Theory]
    [EveryDatabase("en", "has paid 100.00", "refund")]
    [EveryDatabase("zh-CN", "100.00", "退款")]
    public async Task No_more_goes_back_than_was_paid_and_what_waits_is_named_and_below_zero(DatabaseKind kind, string language, string refusal, string named)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(visitor, customer.Id, "B-1", "100", isRefund: false)).Status);

        var refused = await EnterAsync(visitor, customer.Id, "R-1", "100.01", isRefund: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(refusal, refused.Find("#Form_Sum-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(visitor, customer.Id, "R-1", "60", isRefund: true)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await EnterAsync(visitor, customer.Id, "R-2", "41", isRefund: true)).Status);

        var waiting = (await visitor.GetAsync($"/contracts/{contract.Id}/money")).Document.QuerySelectorAll("main li")
            .Single(item => item.TextContent.Contains("R-1", StringComparison.Ordinal)).TextContent;
        Assert.Contains(named, waiting, StringComparison.Ordinal);
        Assert.Matches("[-−]\\D*60", waiting);
        await using (var db = world.Open())
        {
            var refund = await db.Receipts.SingleAsync(receipt => receipt.IsRefund);
            var figures = (await visitor.GetAsync($"/receipts/{refund.Id}/matching")).Document.QuerySelectorAll("main ul.key-figures .money").Select(sum => sum.TextContent.Trim().Replace('−', '-'));
            Assert.Equal(["-60.00", "-60.00"], figures);
        }

        Assert.Contains("-60", (await visitor.GetAsync("/receipts/export.csv")).Text.Replace('−', '-'), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_goes_back_from_a_closed_contract_before_it_is_reopened(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        await db.Contracts.Where(row => row.Id == contract.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Status, ContractStatus.Closed));

        var closed = await world.ReadAsync(contract);

        Assert.Equal("RefundOfClosed", closed.CanRefund(closed.Payments.First(), Money.FromMajor(1))?.Code);
    }

    [Theory, EveryDatabase]
    public async Task A_receipt_of_a_customer_who_is_named_is_typed_at_once(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);

        var entry = (await visitor.GetAsync($"/receipts?customer={customer.Id}")).Find("main a.btn-primary[href^='/receipts/new']").GetAttribute("href") ?? "";
        Assert.Equal($"/customers/{customer.Id}/receipts/new", (await visitor.GetAsync(entry)).Location?.ToString());
        Assert.Equal("/receipts/new", (await visitor.GetAsync("/receipts")).Find("main a.btn-primary[href^='/receipts/new']").GetAttribute("href"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/receipts/new?customer=999999")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_payment_is_due_by_the_same_word_in_the_draft_as_on_the_contract(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var draft = await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync("/contracts/new");

        Assert.Contains("应付日期", draft.Find("label[for$='Payments_0__DueOn']").TextContent, StringComparison.Ordinal);
        Assert.Contains("应完成日", draft.Find("label[for$='Deliveries_0__DueOn']").TextContent, StringComparison.Ordinal);
    }

    private static async Task<Page> EnterAsync(Visitor visitor, long customer, string number, string sum, bool isRefund) =>
        await visitor.SendAsync(
            await visitor.GetAsync($"/customers/{customer}/receipts/new{(isRefund ? "?refund=true" : "")}"), "main form",
            ("Form.Reference", number), ("Form.Sum", sum), ("Form.IsRefund", isRefund ? "true" : null));
}
