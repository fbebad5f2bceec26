using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Leads.Desk;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Money that found only part of its milestones: a receipt of 1,017.07, of which 100.00 were matched when it was entered.</summary>
public sealed class ReceiptMatchingSpecs
{
    [Theory, EveryDatabase]
    public async Task A_rest_is_matched_later_over_two_contracts_to_the_cent(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (one, other) = (await world.ContractAsync(customer), await world.ContractAsync(customer, 2000));
        var (visitor, address) = await EnterAsync(world, customer);

        var money = await visitor.GetAsync($"/contracts/{other.Id}/money");
        var done = await MatchAsync(visitor, address, ("Form.Matches[0].Amount", "239"), ("Form.Matches[1].Amount", "678"));
        var rest = await RestAsync(world);
        var last = await MatchAsync(visitor, address, ("Form.Matches[0].Amount", "0.07"));

        Assert.Contains(address, money.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (done.Status, last.Status));
        Assert.Equal(new Money(7), rest);
        Assert.Equal(new Money(33_907), (await world.ReadAsync(one)).Received);
        Assert.Equal(Money.FromMajor(678), (await world.ReadAsync(other)).Received);
        Assert.Null(await RestAsync(world));
        Assert.Empty((await visitor.GetAsync("/receipts")).Document.QuerySelectorAll("main a[href$='/matching']"));
        var whole = await visitor.GetAsync(address);
        Assert.Null(whole.Document.QuerySelector("main form"));
        Assert.Equal(
            [(one.Id, "First", "339.00"), (other.Id, "First", "678.00"), (one.Id, "Second", "0.07")],
            whole.Document.QuerySelectorAll("section[aria-labelledby=paid] li").Select(part => (
                long.Parse(part.QuerySelector("a")?.GetAttribute("href")?.Split('/')[2] ?? "0", CultureInfo.InvariantCulture), part.QuerySelector("li > bdi")?.TextContent, part.QuerySelector(".money")?.TextContent)));
    }

    [Theory, EveryDatabase]
    public async Task More_than_the_rest_or_than_a_milestone_needs_is_refused_and_stays_typed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (one, other) = (await world.ContractAsync(customer), await world.ContractAsync(customer, 2000));
        var (visitor, address) = await EnterAsync(world, customer);

        var overRest = await MatchAsync(visitor, address, ("Form.Matches[0].Amount", "239"), ("Form.Matches[3].Amount", "678.08"));
        var overMilestone = await MatchAsync(visitor, address, ("Form.Matches[0].Amount", "239.01"), ("Form.Matches[1].Amount", "5"));
        var nothing = await MatchAsync(visitor, address);

        Assert.All([overRest, overMilestone, nothing], page => Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status));
        Assert.Contains("only 917.07 is left", overRest.Text, StringComparison.Ordinal);
        Assert.Contains("only 239.00 is open", overMilestone.Text, StringComparison.Ordinal);
        Assert.Equal(("239", "678.08"), (Typed(overRest, 0), Typed(overRest, 3)));
        Assert.Equal(("239.01", "5"), (Typed(overMilestone, 0), Typed(overMilestone, 1)));
        Assert.Equal(new Money(91_707), await RestAsync(world));
        Assert.Equal((Money.FromMajor(100), Money.Zero), ((await world.ReadAsync(one)).Received, (await world.ReadAsync(other)).Received));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_match_the_same_rest_the_second_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var contract = await world.ContractAsync(customer);
        var (visitor, address) = await EnterAsync(world, customer);
        var (mine, theirs) = (await visitor.GetAsync(address), await visitor.GetAsync(address));

        var first = await visitor.SendAsync(theirs, "main form", ("Form.Matches[0].Amount", "50"));
        var second = await visitor.SendAsync(mine, "main form", ("Form.Matches[0].Amount", "50"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Conflict), (first.Status, second.Status));
        Assert.Equal(Money.FromMajor(150), (await world.ReadAsync(contract)).Received);
    }

    [Theory, EveryDatabase]
    public async Task Another_customers_milestone_and_a_viewer_without_the_right_are_turned_away(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var foreign = await world.ReadAsync(await world.ContractAsync(await world.CustomerAsync("Somebody else")));
        var (visitor, address) = await EnterAsync(world, customer);
        var form = await visitor.GetAsync(address);

        var forged = await visitor.SendAsync(
            form, "main form", ("Form.Matches[0].MilestoneId", $"{foreign.Payments.First().Id}"), ("Form.Matches[0].Amount", "50"));
        var without = new List<HttpStatusCode>();
        foreach (var person in (string[])[WorldPeople.Rep, WorldPeople.Coordinator])
        {
            var stranger = world.Visit(person);
            without.AddRange([(await stranger.GetAsync(address)).Status, (await stranger.GetAsync("/receipts/new")).Status]);
            without.Add((await stranger.SendAsync(form, "main form", ("Form.Matches[0].Amount", "50"))).Status);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.Status);
        Assert.All(without, status => Assert.Equal(HttpStatusCode.Forbidden, status));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/receipts/999999/matching")).Status);
        Assert.Equal(Money.Zero, (await world.ReadAsync(foreign)).Received);
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_match_is_taken_back_with_a_reason_and_matched_rightly(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (wrong, right) = (await world.ContractAsync(customer), await world.ContractAsync(customer, 2000));
        var (visitor, address) = await EnterAsync(world, customer);
        var page = await visitor.GetAsync(address.Replace("/matching", "/unmatching", StringComparison.Ordinal));
        var milestone = Assert.Single(page.Document.QuerySelectorAll("main [name='Form.MilestoneId']")).GetAttribute("value");

        var silent = await visitor.SendAsync(page, "main form", ("Form.MilestoneId", milestone));
        var done = await visitor.SendAsync(page, "main form", ("Form.MilestoneId", milestone), ("Form.Reason", "Of the other contract"));
        await visitor.SendAsync(page, "main form", ("Form.MilestoneId", milestone), ("Form.Reason", "Twice"));
        await MatchAsync(visitor, address, ("Form.Matches[1].Amount", "100"));

        Assert.Contains((await world.ReadAsync(wrong)).Number ?? "", page.Find("main form").TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (silent.Status, done.Status));
        Assert.Equal((Money.Zero, Money.FromMajor(100)), ((await world.ReadAsync(wrong)).Received, (await world.ReadAsync(right)).Received));
        Assert.Equal(new Money(91_707), await RestAsync(world));
        Assert.Contains("Of the other contract", (await visitor.GetAsync($"/contracts/{wrong.Id}/history")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains("撤销核销", (await world.Visit(WorldPeople.Administrator, "zh-CN").GetAsync($"/contracts/{wrong.Id}/history")).Find("main").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync(page.Address)).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_it_paid_is_called_in_the_reader_s_language(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer, firstPayment: "On signing");
        var (_, address) = await EnterAsync(world, customer);
        var reader = world.Visit(WorldPeople.Administrator, "zh-CN");

        var paid = (await reader.GetAsync(address)).Find("section[aria-labelledby=paid]");
        var taken = (await reader.GetAsync(address.Replace("/matching", "/unmatching", StringComparison.Ordinal))).Find("main form tbody");

        Assert.All((IElement[])[paid, taken], list => Assert.Contains("首付款", list.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("On signing", paid.TextContent + taken.InnerHtml, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Who_paid_is_chosen_by_name_or_from_those_who_are_due(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        await world.CustomerAsync("Nothing signed");
        var visitor = world.Visit(WorldPeople.Administrator);

        foreach (var (query, found) in ((string, int)[])[("", 1), ("?q=buyer", 1), ("?q=nothing", 0)])
        {
            var links = (await visitor.GetAsync($"/receipts/new{query}")).Document.QuerySelectorAll($"main a[href='/customers/{customer.Id}/receipts/new']");
            Assert.Equal(found, links.Length);
        }
    }

    [Theory, EveryDatabase]
    public async Task The_general_manager_reads_what_was_received_and_enters_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var (_, address) = await EnterAsync(world, customer);
        var boss = world.Visit(WorldPeople.GeneralManager);

        var list = await boss.GetAsync("/receipts");
        Assert.Contains("Buyer", Assert.Single(list.Document.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Equal([address], list.Document.QuerySelectorAll("main a[href^='/receipts/']:not([href*='export'])").Select(link => link.GetAttribute("href")));
        Assert.Empty((await boss.GetAsync(address)).Document.QuerySelectorAll("main form, main a[href$='voiding']"));
        Assert.NotNull(list.Document.QuerySelector("nav a[href='/receipts']"));
        Assert.Equal(HttpStatusCode.OK, (await boss.GetAsync("/receipts/export.csv")).Status);
        Assert.All(
            (Page[])[await boss.GetAsync("/receipts/new"), await boss.GetAsync($"/customers/{customer.Id}/receipts/new"), await boss.GetAsync(address.Replace("matching", "unmatching", StringComparison.Ordinal))],
            page => Assert.Equal(HttpStatusCode.Forbidden, page.Status));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync("/receipts")).Status);
    }

    private static async Task<(Visitor Visitor, string Address)> EnterAsync(World world, Customer customer)
    {
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/customers/{customer.Id}/receipts/new");
        await visitor.SendAsync(form, "main form", ("Form.Reference", "B-1"), ("Form.Sum", "1017.07"), ("Form.Matches[0].Amount", "100"));
        return (visitor, (await visitor.GetAsync("/receipts")).Find("main a[href$='/matching']").GetAttribute("href") ?? "");
    }

    private static async Task<Page> MatchAsync(Visitor visitor, string address, params (string Name, string? Value)[] sums) =>
        await visitor.SendAsync(await visitor.GetAsync(address), "main form", sums);

    private static string? Typed(Page page, int i) => page.Find($"main input[name='Form.Matches[{i}].Amount']").GetAttribute("value");

    private static async Task<Money?> RestAsync(World world)
    {
        await using var db = world.Open();
        var open = await db.OpenReceiptsAsync(await world.ViewerAsync(WorldPeople.Administrator), null, 2);
        return open.Count == 0 ? null : Assert.Single(open).Unmatched;
    }
}
