using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A receipt that was typed wrongly: it stays to be read and counts nowhere, and the right one gets its number.</summary>
public sealed class ReceiptVoidingSpecs
{
    [Theory]
    [EveryDatabase("en", "Void the receipt", "Voided")]
    [EveryDatabase("zh-CN", "作废回款", "已作废")]
    public async Task It_is_voided_with_a_reason_and_its_number_is_free_for_the_right_one(DatabaseKind kind, string language, string verb, string voided)
    {
        await using var world = await World.CreateAsync(kind);
        var (wrong, right) = (await world.CustomerAsync("Wrong"), await world.CustomerAsync("Right"));
        await world.ContractAsync(wrong);
        await world.ContractAsync(right);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var id = await EnterAsync(world, visitor, wrong, "880000");
        var matching = await visitor.GetAsync($"/receipts/{id}/matching");
        Assert.Contains(verb, matching.Find($"a[href='/receipts/{id}/voiding']").TextContent, StringComparison.Ordinal);
        var form = await visitor.GetAsync($"/receipts/{id}/voiding");

        var silent = await visitor.SendAsync(form, "main form");
        var done = await visitor.SendAsync(form, "main form", ("Form.Reason", "Another customer's"));
        var twice = await visitor.GetAsync($"/receipts/{id}/voiding");
        await EnterAsync(world, visitor, right, "88000");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, done.Status));
        Assert.Contains("B-1", twice.Find("#why-not-voided").TextContent, StringComparison.Ordinal);
        Assert.Null(twice.Document.QuerySelector("main form"));
        var told = (await visitor.FollowAsync(done)).Find("#voided").TextContent;
        Assert.All((string[])[voided, "Another customer's", WorldPeople.Administrator], part => Assert.Contains(part, told, StringComparison.Ordinal));
        var gone = await visitor.GetAsync($"/receipts/{id}/matching");
        Assert.Null(gone.Document.QuerySelector("main form"));
        Assert.Equal(["880,000.00", "0.00"], gone.Document.QuerySelectorAll("main ul.key-figures .money").Select(sum => sum.TextContent.Trim()));
        Assert.Contains("880,000.00", gone.Find("main ul.key-figures s").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        var viewer = await world.ViewerAsync(WorldPeople.Administrator);
        Assert.Equal(Money.FromMajor(88_000), Assert.Single(await db.OpenReceiptsAsync(viewer, null, 5)).Unmatched);
        var list = await visitor.GetAsync("/receipts?from=2026-01-01");
        Assert.Contains("88,000.00", list.Find("[data-sum=received]").TextContent, StringComparison.Ordinal);
        Assert.Single(list.Document.QuerySelectorAll("main tbody tr"));
        Assert.Contains("880,000.00", (await visitor.GetAsync("/receipts?voided=true")).Find("main tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task What_is_matched_is_voided_after_the_match_is_taken_back_and_so_is_its_refund(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);
        var id = await EnterAsync(world, visitor, customer, "339", "339");
        var refund = await EnterAsync(world, visitor, customer, "339", null, "B-2", isRefund: true);

        var matched = await visitor.GetAsync($"/receipts/{id}/voiding");
        Assert.Contains("339.00 of B-1 is matched", matched.Find("#why-not-voided").TextContent, StringComparison.Ordinal);
        Assert.Null(matched.Document.QuerySelector("main form"));
        var unmatch = await visitor.GetAsync($"/receipts/{id}/unmatching");
        await visitor.SendAsync(unmatch, "main form", ("Form.MilestoneId", unmatch.Find("[name='Form.MilestoneId']").GetAttribute("value")), ("Form.Reason", "Wrong"));
        foreach (var one in (long[])[id, refund])
        {
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(await visitor.GetAsync($"/receipts/{one}/voiding"), "main form", ("Form.Reason", "Wrong"))).Status);
        }

        Assert.Equal(Money.Zero, (await world.ReadAsync(contract)).Received);
        await using var db = world.Open();
        Assert.Empty(await db.OpenReceiptsAsync(await world.ViewerAsync(WorldPeople.Administrator), null, 5));
        Assert.Equal(2, await db.Receipts.CountAsync(receipt => receipt.VoidReason == "Wrong"));
    }

    [Fact]
    public void What_is_voided_is_not_voided_again()
    {
        var receipt = new Receipt("B-9", 1, By.Today, Money.FromMajor(1), isRefund: false, null, By);
        Assert.Equal("ReasonNeeded", Assert.Throws<RuleBroken>(() => receipt.Void(" ", By)).Refusal.Code);
        receipt.Void("Wrong", By);

        Assert.Equal(((DateTime?)By.At, By.ActorId, "Wrong"), (receipt.VoidedAt, receipt.VoidedById, receipt.VoidReason));
        Assert.Equal("ReceiptVoided", Assert.Throws<RuleBroken>(() => receipt.Void("Once more", By)).Refusal.Code);
    }

    [Theory, EveryDatabase]
    public async Task Of_several_who_void_it_or_match_of_it_at_the_same_moment_one_does(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var id = await EnterAsync(world, world.Visit(WorldPeople.Administrator), customer, "339");
        var visitors = Enumerable.Range(0, 4).Select(_ => world.Visit(WorldPeople.Administrator)).ToList();
        var forms = new List<Page>();
        foreach (var (visitor, at) in visitors.Select((visitor, at) => (visitor, at)))
        {
            forms.Add(await visitor.GetAsync($"/receipts/{id}/{(at == 0 ? "matching" : "voiding")}"));
        }

        var told = await Task.WhenAll(visitors.Zip(forms, (visitor, form) => visitor.SendAsync(form, "main form", ("Form.Reason", "Wrong"), ("Form.Matches[0].Amount", "339"))));

        Assert.Equal(1, told.Count(page => page.Status == HttpStatusCode.Redirect));
        Assert.All(told, page => Assert.Contains(page.Status, new[] { HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict }));
        await using var db = world.Open();
        var receipt = await db.Receipts.AsNoTracking().SingleAsync();
        Assert.Equal(receipt.IsVoided ? Money.Zero : Money.FromMajor(339), (await world.ReadAsync(contract)).Received);
        Assert.Equal(receipt.IsVoided, receipt.Matched == Money.Zero);
    }

    [Theory, EveryDatabase]
    public async Task Only_who_enters_receipts_voids_them(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var id = await EnterAsync(world, world.Visit(WorldPeople.Administrator), customer, "339");

        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync($"/receipts/{id}/voiding")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Visit(WorldPeople.Administrator).GetAsync("/receipts/999999/voiding")).Status);
    }

    private static readonly Stamp By = Stamp.Of(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    private static async Task<long> EnterAsync(World world, Visitor visitor, Customer customer, string sum, string? matched = null, string number = "B-1", bool isRefund = false)
    {
        var form = await visitor.GetAsync($"/customers/{customer.Id}/receipts/new{(isRefund ? "?refund=true" : "")}");
        var entered = await visitor.SendAsync(form, "main form", ("Form.Reference", number), ("Form.Sum", sum), ("Form.Matches[0].Amount", matched), ("Form.IsRefund", isRefund ? "true" : null));
        Assert.Equal(HttpStatusCode.Redirect, entered.Status);
        await using var db = world.Open();
        return await db.Receipts.Standing().Where(receipt => receipt.Reference == number).Select(receipt => receipt.Id).SingleAsync();
    }
}
