using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Who closes a contract sees what he leaves open; and what was closed, delivered or drafted by mistake has a way back.</summary>
public sealed class ContractClosingSpecs
{
    private static readonly Stamp Now = Stamp.Of(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    [Theory]
    [EveryDatabase("en", "Not accepted", "Not invoiced", "Everything is done and paid", "Handed over by phone")]
    [EveryDatabase("zh-CN", "未验收", "未开票", "已全部交付并回款", "电话移交")]
    public async Task What_is_open_is_listed_and_closing_despite_it_needs_a_reason(DatabaseKind kind, string language, string unaccepted, string uninvoiced, string untrue, string reason)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await PaidAsync(world), world.Visit(WorldPeople.Administrator, language));
        var page = await visitor.GetAsync($"/contracts/{contract.Id}");

        Assert.Contains(unaccepted, page.Find("form[action$=closing]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,130.00", page.Find("form[action$=closing]").TextContent, StringComparison.Ordinal);
        var silent = await visitor.SendAsync(page, "form[action$=closing]");
        var done = await visitor.SendAsync(page, "form[action$=closing]", ("EndOfWork.Reason", reason));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, done.Status));
        Assert.NotNull(silent.Find("#EndOfWork_Reason-error"));
        var closed = await visitor.FollowAsync(done);
        Assert.All((string[])[unaccepted, uninvoiced, reason], part => Assert.Contains(part, closed.Find("section[aria-labelledby=open]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(untrue, closed.Text, StringComparison.Ordinal);
        var history = await visitor.GetAsync($"/contracts/{contract.Id}/history");
        Assert.All((string[])[unaccepted, uninvoiced, reason], part => Assert.Contains(part, history.Find("main").TextContent, StringComparison.Ordinal));
        foreach (var tab in (string[])["", "/money", "/costs"])
        {
            var forms = (await visitor.GetAsync($"/contracts/{contract.Id}{tab}")).Document.QuerySelectorAll("main form").Select(form => form.GetAttribute("action")?.Split('/')[^1]);
            Assert.Empty(forms.Except(["reopening", "yearly-fee"]));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_was_closed_is_reopened_with_a_reason_by_who_may_sign_and_goes_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await PaidAsync(world), world.Visit(WorldPeople.Administrator));
        var manager = await world.HireAsync("Peter Manager");
        await world.AppointAsync(contract, manager);
        await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}"), "form[action$=closing]", ("EndOfWork.Reason", "Too early"));
        var page = await visitor.GetAsync($"/contracts/{contract.Id}");

        var managed = await world.Visit(manager.Name).GetAsync($"/contracts/{contract.Id}");
        Assert.Equal(HttpStatusCode.OK, managed.Status);
        Assert.Null(managed.Document.QuerySelector("form[action$=reopening]"));
        var silent = await visitor.SendAsync(page, "form[action$=reopening]");
        var done = await visitor.SendAsync(page, "form[action$=reopening]", ("Reopening.Reason", "To be invoiced"));
        var money = await visitor.GetAsync($"/contracts/{contract.Id}/money");
        var billed = await visitor.SendAsync(money, "form[action$=invoices]", ("Invoice.Number", "INV-1"), ("Invoice.Amount", "1130"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (silent.Status, done.Status, billed.Status));
        var read = await world.ReadAsync(contract);
        Assert.Equal((ContractStatus.Delivered, default(string), Money.Zero), (read.Status, read.ClosingReason, read.Uninvoiced));
        var reopened = Assert.Single(read.History, row => row.Kind == ContractEventKind.Reopened);
        Assert.Equal((ContractStatus.Closed, ContractStatus.Delivered, "To be invoiced"), (reopened.FromStatus, reopened.ToStatus, reopened.Reason));
    }

    [Fact]
    public void What_leaves_nothing_open_is_closed_without_a_word()
    {
        var contract = Delivered();
        Assert.Equal([ClosingGap.Acceptance, ClosingGap.Uninvoiced], contract.Gaps());
        contract.Accept(Now.Today, 12, [HandOverNeed.Access], Now);
        contract.Bill("I-1", Now.Today, contract.AmountInTax, Now);
        Pay(contract);
        Assert.Equal([ClosingGap.HandOver], contract.Gaps());
        Assert.Equal("ClosedWithOpen", Assert.Throws<RuleBroken>(() => contract.Close(" ", Now)).Refusal.Code);
        contract.HandOverItemDone(0, Now);

        contract.Close(null, Now);

        Assert.Equal((ContractStatus.Closed, default(string)), (contract.Status, contract.ClosingReason));
        Assert.Equal("ContractWay", contract.CanGo(ContractStatus.Delivered)?.Code);
    }

    [Fact]
    public void A_delivery_is_taken_back_with_a_reason_until_the_customer_accepted()
    {
        var contract = Delivered();
        Assert.Equal("ReasonNeeded", Assert.Throws<RuleBroken>(() => contract.TakeBackDelivery(0, " ", Now)).Refusal.Code);

        contract.TakeBackDelivery(0, "The wrong row", Now);

        Assert.Equal((ContractStatus.InProgress, 0, default(DateOnly?)), (contract.Status, contract.DeliveredBasisPoints, contract.Deliveries.Single().DoneOn));
        Assert.Equal("MilestoneNotDone", Assert.Throws<RuleBroken>(() => contract.TakeBackDelivery(0, "Again", Now)).Refusal.Code);
        Assert.Equal((ContractEventKind.DeliveryTakenBack, "All", "The wrong row"), (contract.History[^1].Kind, contract.History[^1].What, contract.History[^1].Reason));
        contract.Finish(0, Now.Today, Now);
        contract.Accept(Now.Today, 12, [], Now);
        Assert.Equal("ContractAccepted", contract.CanTakeBackDelivery()?.Code);
    }

    [Theory]
    [EveryDatabase("en", "Not done after all")]
    [EveryDatabase("zh-CN", "撤销完成")]
    public async Task The_page_takes_a_delivery_back_and_asks_why(DatabaseKind kind, string language, string verb)
    {
        await using var world = await World.CreateAsync(kind);
        var (contract, visitor) = (await world.ContractAsync(await world.CustomerAsync("Buyer")), world.Visit(WorldPeople.Administrator, language));
        var money = await visitor.GetAsync($"/contracts/{contract.Id}/money");
        Assert.Null(money.Document.QuerySelector("form[action$='milestones/open']"));
        await visitor.SendAsync(money, "form[action$='milestones/done']");
        var done = await visitor.GetAsync($"/contracts/{contract.Id}/money");

        var silent = await visitor.SendAsync(done, "form[action$='milestones/open']");
        var back = await visitor.SendAsync(done, "form[action$='milestones/open']", ("NotDone.Reason", "The other one"));

        Assert.Contains(verb, done.Find("form[action$='milestones/open'] button").TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, back.Status));
        Assert.NotNull(silent.Find("#NotDone_Reason-error"));
        Assert.Equal(0, (await world.ReadAsync(contract)).DeliveredBasisPoints);
        Assert.Contains("The other one", (await visitor.GetAsync($"/contracts/{contract.Id}/history")).Find("main").TextContent, StringComparison.Ordinal);
    }

    private static Contract Delivered()
    {
        var facts = new ContractFacts("Project", 9)
        {
            Lines = [new LineTerms(1, 2, new Money(10_000), Percent.Zero, new Percent(1300))],
            Milestones = [new(MilestoneKind.Payment, "All", Now.Today, 10_000), new(MilestoneKind.Delivery, "All", Now.Today, 10_000)],
        };
        var contract = new Contract(facts, new ContractOwner(7, 1, 1), Now);
        contract.Sign("C-1", Now.Today, Now);
        contract.Finish(0, Now.Today, Now);
        contract.Deliver(Now);
        return contract;
    }

    private static void Pay(Contract contract) =>
        new Receipt("B-1", 9, Now.Today, contract.AmountInTax, isRefund: false, null, Now).Match(contract, 0, contract.AmountInTax, Now);

    /// <summary>All delivered and paid, nothing accepted or invoiced.</summary>
    private static async Task<Contract> PaidAsync(World world)
    {
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await using var db = world.Open();
        var (row, by) = (await db.LoadAsync(contract.Id), world.By(null));
        foreach (var milestone in row.Deliveries.ToList())
        {
            row.Finish(milestone.Id, ContractWorld.Today, by);
        }

        row.Deliver(by);
        await db.SaveChangesAsync();
        var payments = row.Payments.Select(milestone => new ReceiptMatch(milestone.Id, milestone.Amount)).ToList();
        var receipt = new Receipt("B-1", row.CustomerId, ContractWorld.Today, row.AmountInTax, isRefund: false, null, by);
        await db.ReceiveAsync(receipt, payments, await world.ViewerAsync(WorldPeople.Administrator), by);
        return contract;
    }
}
