using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>抵销: what came in beyond all that was owed, and went back.</summary>
public sealed class ReceiptOffsetSpecs
{
    private static readonly Stamp By = new(1, new DateTime(2026, 10, 1, 4, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 10, 1));

    [Fact]
    public void A_refund_pays_back_what_is_left_of_a_receipt_and_neither_waits_any_more()
    {
        var (receipt, refund) = (Of("B-1", 100), Of("R-1", 30, isRefund: true));

        Assert.Equal("ReceiptUsedUp", refund.CanSetOff(receipt, Money.FromMajor(31))?.Code);
        Assert.Equal("AmountNeeded", refund.CanSetOff(receipt, -Money.FromMajor(1))?.Code);
        Assert.Equal("OffsetNeedsRefund", receipt.CanSetOff(refund, Money.FromMajor(1))?.Code);
        Assert.Equal("OffsetNeedsRefund", refund.CanSetOff(Of("R-2", 30, isRefund: true), Money.FromMajor(1))?.Code);
        Assert.Equal("OffsetOfAnother", refund.CanSetOff(Of("B-2", 30, customer: 2), Money.FromMajor(1))?.Code);
        refund.SetOff(receipt, Money.FromMajor(30), By);

        Assert.Equal((Money.FromMajor(70), Money.Zero), (receipt.Unmatched, refund.Unmatched));
        Assert.Equal("ReceiptMatched", refund.CanVoid()?.Code);
        refund.TakeOffsetBack(receipt, "typed for another", By);
        Assert.Equal((Money.FromMajor(100), Money.FromMajor(30)), (receipt.Unmatched, refund.Unmatched));
        Assert.Equal("NothingOffset", Assert.Throws<RuleBroken>(() => refund.TakeOffsetBack(receipt, "again", By)).Refusal.Code);
        Assert.Equal([30, -30], refund.Offsets.Select(offset => offset.Amount.Minor / 100));
    }

    [Theory]
    [EveryDatabase("en", "Set off against")]
    [EveryDatabase("zh-CN", "已抵销")]
    public async Task Finance_sets_a_refund_off_against_an_overpayment_and_takes_it_back(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        await EnterAsync(visitor, customer.Id, "B-1", "1000000", isRefund: false);
        await EnterAsync(visitor, customer.Id, "R-1", "60", isRefund: true);
        var (receipt, refund) = (await IdAsync(world, "B-1"), await IdAsync(world, "R-1"));

        var tooMuch = await SetOffAsync(visitor, refund, "60.01");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMuch.Status);
        Assert.Equal("60.01", tooMuch.Find("#Form_Offsets_0__Amount").GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, (await SetOffAsync(visitor, refund, "60")).Status);

        await using (var db = world.Open())
        {
            Assert.Equal([Money.FromMajor(60), Money.FromMajor(60)], await db.Receipts.OrderBy(row => row.Id).Select(row => row.Matched).ToListAsync());
            Assert.Equal(Money.Zero, (await db.Contracts.SingleAsync(row => row.Id == contract.Id)).Received);
            Assert.Empty(await ContractRules.BrokenAsync(db, told: 3, default));
        }

        Assert.Contains(said, (await visitor.GetAsync($"/receipts/{receipt}/matching")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.NotNull((await visitor.GetAsync($"/receipts/{receipt}/unmatching")).Find($"a[href='/receipts/{refund}/unmatching']"));
        var form = await visitor.GetAsync($"/receipts/{refund}/unmatching");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(form, "#offsets", ("Offset.ReceiptId", $"{receipt}"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(form, "#offsets", ("Offset.ReceiptId", $"{receipt}"), ("Offset.Reason", "typed for another"))).Status);

        await using var after = world.Open();
        Assert.Equal([Money.Zero, Money.Zero], await after.Receipts.OrderBy(row => row.Id).Select(row => row.Matched).ToListAsync());
        Assert.Empty(await ContractRules.BrokenAsync(after, told: 3, default));
    }

    [Theory, EveryDatabase]
    public async Task A_receipt_says_what_of_it_is_not_matched_when_it_is_entered(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);
        await EnterAsync(visitor, customer.Id, "B-1", "1000000", isRefund: false);

        Assert.Contains("1,000,000.00 of it is not matched", (await visitor.GetAsync("/receipts")).Text, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_only_reads_receipts_sees_what_one_paid_and_is_asked_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        await EnterAsync(world.Visit(WorldPeople.Administrator), customer.Id, "B-1", "100", isRefund: false);
        var (manager, id) = (world.Visit(WorldPeople.GeneralManager), await IdAsync(world, "B-1"));

        var page = await manager.GetAsync($"/receipts/{id}/matching");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("main form, main a[href$='voiding']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync($"/receipts/{id}/voiding")).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_refund_stands_beside_what_is_left_of_a_receipt_however_many_other_receipts_are_older(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        await EnterAsync(world.Visit(WorldPeople.Administrator), customer.Id, "B-0", "100", isRefund: false);
        await EnterAsync(world.Visit(WorldPeople.Administrator), customer.Id, "R-1", "60", isRefund: true);
        var by = world.By(await world.PersonAsync(WorldPeople.Administrator));
        await using (var db = world.Open())
        {
            db.AddRange(Enumerable.Range(1, 61).Select(i =>
                new Receipt($"B-{i}", customer.Id, By.Today.AddDays(-i), Money.FromMajor(100), isRefund: false, null, by)));
            await db.SaveChangesAsync();
        }

        var page = await world.Visit(WorldPeople.Administrator).GetAsync($"/receipts/{await IdAsync(world, "B-1")}/matching");

        Assert.Contains("R-1", page.Find("main").TextContent, StringComparison.Ordinal);
    }

    private static Receipt Of(string reference, int amount, bool isRefund = false, long customer = 1) =>
        new(reference, customer, By.Today, Money.FromMajor(amount), isRefund, null, By);

    private static async Task<long> IdAsync(World world, string reference)
    {
        await using var db = world.Open();
        return await db.Receipts.Where(row => row.Reference == reference).Select(row => row.Id).SingleAsync();
    }

    private static async Task<Page> SetOffAsync(Visitor visitor, long refund, string amount) =>
        await visitor.SendAsync(await visitor.GetAsync($"/receipts/{refund}/matching"), "main form", ("Form.Offsets[0].Amount", amount));

    private static async Task EnterAsync(Visitor visitor, long customer, string number, string sum, bool isRefund) => Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(
        await visitor.GetAsync($"/customers/{customer}/receipts/new{(isRefund ? "?refund=true" : "")}"), "main form",
        ("Form.Reference", number), ("Form.Sum", sum), ("Form.IsRefund", isRefund ? "true" : null))).Status);
}
