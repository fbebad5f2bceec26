using System.Net;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What can't be done with a contract is said before anybody tries, and lists say how much they leave out.</summary>
public sealed class ContractRefusalSpecs
{
    private static readonly Stamp Now = Stamp.Of(null, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    [Fact]
    public void Nobody_accepts_before_something_was_delivered()
    {
        var contract = Signed(ContractWorld.Terms(Now.Today.AddDays(-40)));

        Assert.Equal("NothingDelivered", contract.CanAccept(Now.Today, 12, Now.Today)?.Code);
        Assert.Equal("NothingDelivered", Assert.Throws<RuleBroken>(() => contract.Accept(Now.Today, 12, [], Now)).Refusal.Code);
        contract.Finish(contract.Deliveries.First().Id, Now.Today.AddDays(-2), Now);
        Assert.Equal("NothingDelivered", contract.CanAccept(Now.Today.AddDays(-3), 12, Now.Today)?.Code);
        Assert.Null(contract.CanAccept(Now.Today.AddDays(-2), 12, Now.Today));
    }

    [Fact]
    public void Nothing_is_done_or_due_before_it_was_signed()
    {
        var contract = Signed(ContractWorld.Terms(Now.Today.AddDays(-40)));
        var (delivery, payment, signed) = (contract.Deliveries.First(), contract.Payments.First(), Now.Today.AddDays(-40));

        Assert.Equal("DoneBeforeSigned", contract.CanFinish(delivery, signed.AddDays(-1), Now.Today)?.Code);
        Assert.Null(contract.CanFinish(delivery, signed, Now.Today));
        Assert.Equal("DueBeforeSigned", Assert.Throws<RuleBroken>(() => contract.Move(payment.Id, signed.AddDays(-1), "They asked", Now)).Refusal.Code);
        contract.Move(payment.Id, signed, "They asked", Now);
    }

    [Theory]
    [InlineData(500, 800, 20000, "AmountOrHours")]
    [InlineData(500, 800, null, null)]
    [InlineData(0, 800, 20000, null)]
    [InlineData(500, null, 20000, null)]
    public void Of_an_amount_and_hours_that_come_to_one_neither_is_lost_silently(int amount, int? hours, int? rate, string? code)
    {
        var terms = new CostTerms(CostKind.Labour, IsPlanned: false, Now.Today, new Money(amount), hours, rate is { } each ? new Money(each) : null);

        Assert.Equal(code, Signed(ContractWorld.Terms(Now.Today.AddDays(-40))).CanSpend(terms, Now.Today)?.Code);
    }

    [Fact]
    public void What_has_no_deliveries_is_accepted_all_the_same() =>
        Assert.Null(Signed([new MilestoneTerms(MilestoneKind.Payment, "All", Now.Today, Percent.Whole)]).CanAccept(Now.Today, 12, Now.Today));

    [Theory]
    [InlineData("Change order 1: payment", "Change order 1: payment")]
    [InlineData(null, "#1")]
    public void What_a_change_order_adds_is_paid_under_its_name(string? given, string expected)
    {
        var contract = Signed(ContractWorld.Terms(Now.Today.AddDays(-40)));
        contract.Amend(Now.Today, "More", [contract.Lines[0].Terms], [], Now.Today.AddDays(30), Now, given);
        Assert.Equal(expected, contract.Payments.Single(milestone => milestone.BasisPoints == 0).Name);
    }

    [Theory]
    [EveryDatabase("en", "NOWHERE")]
    [EveryDatabase("zh-CN", "NOWHERE")]
    public async Task Every_line_that_can_t_be_says_so_at_its_own_field(DatabaseKind kind, string language, string unknown)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer");
        await world.ProductAsync("SW-1");
        var visitor = world.Visit(WorldPeople.Administrator, language);

        var page = await visitor.SendAsync(
            await visitor.GetAsync("/contracts/new"), "main form", ("ContractName", "All wrong"), ("CustomerName", "Buyer"),
            ("Lines[0].ProductCode", "SW-1"), ("Lines[0].Quantity", "-1"),
            ("Lines[1].ProductCode", "SW-1"), ("Lines[1].Quantity", "2"),
            ("Lines[2].ProductCode", "NOWHERE"), ("Lines[2].Quantity", "2"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotEmpty(page.Find("#Lines_0__Quantity-error").TextContent.Trim());
        Assert.Contains(unknown, page.Find("#Lines_2__ProductCode-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("-1", page.Find("#Lines_0__Quantity").GetAttribute("value"));
        Assert.Null(page.Document.QuerySelector("#Lines_1__Quantity-error"));
    }

    [Theory]
    [EveryDatabase("en", "Nothing of C-2026-00001 was delivered up to 2026-11-18")]
    [EveryDatabase("zh-CN", "C-2026-00001截至2026-11-18尚无任何交付")]
    public async Task The_page_says_why_it_can_t_be_accepted_yet(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        var visitor = world.Visit(WorldPeople.Administrator, language);

        var page = await visitor.GetAsync($"/contracts/{contract.Id}");

        Assert.Contains(said, page.Find("#why-unaccepted").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button[aria-describedby=why-unaccepted]").HasAttribute("disabled"));
        Assert.Null(page.Document.QuerySelector("form[action$=acceptance]"));
    }

    [Theory]
    [EveryDatabase("en", "Still to be delivered: Acceptance")]
    [EveryDatabase("zh-CN", "尚有未完成的交付：Acceptance")]
    public async Task Who_accepts_while_something_is_still_to_be_delivered_is_asked_first(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), signedOn: ContractWorld.Today.AddDays(-40));
        await using (var db = world.Open())
        {
            var row = await db.LoadAsync(contract.Id);
            row.Finish(row.Deliveries.First().Id, ContractWorld.Today.AddDays(-2), world.By(null));
            await db.SaveChangesAsync();
        }

        var visitor = world.Visit(WorldPeople.Administrator, language);
        var page = await visitor.GetAsync($"/contracts/{contract.Id}");
        Assert.Null(page.Document.QuerySelector("#Acceptance_DespiteOpen"));
        var asked = await visitor.SendAsync(page, "form[action$=acceptance]", ("Acceptance.WarrantyMonths", "24"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(said, asked.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("24", asked.Find("#Acceptance_WarrantyMonths").GetAttribute("value"));
        Assert.Null((await world.ReadAsync(contract)).AcceptedOn);

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(asked, "form[action$=acceptance]", ("Acceptance.DespiteOpen", "true"))).Status);
        Assert.Equal(ContractWorld.Today, (await world.ReadAsync(contract)).AcceptedOn);
    }

    [Theory, EveryDatabase]
    public async Task What_is_wrong_in_a_folded_form_is_in_sight(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var path = $"/contracts/{(await world.ContractAsync(await world.CustomerAsync("Buyer"))).Id}";
        var visitor = world.Visit(WorldPeople.Administrator);

        foreach (var (tab, form) in new[] { (path, "form[action$=termination]"), ($"{path}/money", "form[action$='milestones/days']") })
        {
            var page = await visitor.GetAsync(tab);
            Assert.False(page.Find($"details:has({form})").HasAttribute("open"));
            var wrong = await visitor.SendAsync(page, form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
            Assert.True(wrong.Find($"details:has({form})").HasAttribute("open"));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_page_says_why_a_draft_can_t_be_signed_yet(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (unowned, whole) = (await world.ContractAsync(await world.CustomerAsync("Nobody's", null), isDraft: true), await world.ContractAsync(await world.CustomerAsync("Buyer"), isDraft: true));
        var visitor = world.Visit(WorldPeople.Administrator);

        var page = await visitor.GetAsync($"/contracts/{unowned.Id}");

        Assert.True(page.Find("form[action$=signing] button").HasAttribute("disabled"));
        Assert.Contains("Nobody owns", page.Find("#why-unsigned").TextContent, StringComparison.Ordinal);
        Assert.False((await visitor.GetAsync($"/contracts/{whole.Id}")).Find("form[action$=signing] button").HasAttribute("disabled"));
    }

    [Theory, EveryDatabase]
    public async Task The_card_of_deliveries_opens_just_those_milestones(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var paul = await world.HireAsync("Paul Projects");
        // Goods and acceptance of the first are due, of the second only the goods; the third is somebody else's.
        foreach (var signedOn in (DateOnly[])[ContractWorld.Today.AddDays(-40), ContractWorld.Today.AddDays(-5)])
        {
            await world.AppointAsync(await world.ContractAsync(customer, signedOn: signedOn), paul);
        }

        await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-40));
        var visitor = world.Visit("Paul Projects");

        var card = (await visitor.GetAsync("/")).Find("section[aria-labelledby=deliveries]");
        var link = card.QuerySelector("a[href^='/contracts/deliveries']")?.GetAttribute("href") ?? "";
        var list = await visitor.GetAsync(link);

        Assert.Equal("/contracts/deliveries?manager=me", link);
        Assert.Equal((3, 3), (card.QuerySelectorAll("ul.home-rows li").Length, list.Document.QuerySelectorAll("main tbody tr").Length));
        Assert.Contains("Deliveries due: 3", list.Find("main h1").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync("/contracts/deliveries")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_stands_in_for_a_project_manager_finds_his_deliveries_among_his_own(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (paul, petra) = (await world.HireAsync("Paul Projects"), await world.HireAsync("Petra Projects"));
        foreach (var manager in (Person[])[paul, petra])
        {
            await world.AppointAsync(await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-40)), manager);
        }

        await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-40));
        Assert.Equal(2, await DueAsync());
        var away = world.Visit("Paul Projects");
        await away.SendAsync(await away.GetAsync("/covers"), "form[action='/covers']", ("Form.Deputy", $"{petra.Id}"), ("Form.Until", "2026-11-20"), ("Form.Reason", "leave"));

        Assert.Equal(4, await DueAsync());
        world.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(2, await DueAsync());

        async Task<int> DueAsync() => (await world.Visit("Petra Projects").GetAsync("/contracts/deliveries?manager=me")).Document.QuerySelectorAll("main tbody tr").Length;
    }

    [Theory, EveryDatabase]
    public async Task A_long_list_of_overdue_payments_has_pages_and_the_sums_of_all_on_each(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (customer, product) = (await world.CustomerAsync("Buyer"), await world.ProductAsync());
        await OverdueAsync(50);
        var visitor = world.Visit(WorldPeople.GeneralManager);

        Assert.Null((await visitor.GetAsync("/contracts/overdue")).Document.QuerySelector("main a[href*='after=']"));
        await OverdueAsync(1);
        var first = await visitor.GetAsync("/contracts/overdue");
        var second = await visitor.GetAsync(first.Find("main a[href*='after=']").GetAttribute("href")!);
        var back = await visitor.GetAsync(second.Find("main a[href*='before=']").GetAttribute("href")!);

        Assert.Equal((50, 1), (Contracts(first).Count, Contracts(second).Count));
        Assert.Equal(51, Contracts(first).Concat(Contracts(second)).Distinct().Count());
        Assert.Equal(Contracts(first), Contracts(back));
        Assert.All([first, second], page => Assert.Equal(["51.00", "51.00", "0.00", "0.00", "0.00"], page.Document.QuerySelectorAll("ul.money-figures .money").Select(sum => sum.TextContent.Trim())));

        static List<string?> Contracts(Page page) => [.. page.Document.QuerySelectorAll("main tbody a[href$='/money']").Select(link => link.GetAttribute("href"))];

        async Task OverdueAsync(int payments)
        {
            await using var db = world.Open();
            for (var i = 0; i < payments; i++)
            {
                var facts = new ContractFacts("Project", customer.Id)
                {
                    Lines = [new LineTerms(product.Id, 1, Money.FromMajor(1), Percent.Zero, Percent.Zero)],
                    Milestones = [new MilestoneTerms(MilestoneKind.Payment, "All", ContractWorld.Today.AddDays(-10), Percent.Whole)],
                };
                var contract = new Contract(facts, new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
                contract.Sign($"C-{payments}-{i}", ContractWorld.Today.AddDays(-20), world.By(null), "Signed on paper");
                db.Contracts.Add(contract);
            }

            await db.SaveChangesAsync();
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_overdue_is_added_up_of_whom_somebody_sees_and_without_drafts_and_terminated_contracts(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (mine, other, day) = (await world.CustomerAsync("Buyer"), await world.CustomerAsync("Other buyer", WorldPeople.Stranger), ContractWorld.Today.AddDays(-100));
        await world.ContractAsync(mine, 1000, day);
        await world.ContractAsync(other, 2000, day);
        await world.ContractAsync(mine, 4000, day, isDraft: true);
        var ended = await world.ContractAsync(mine, 8000, day);
        await using (var db = world.Open())
        {
            (await db.LoadAsync(ended.Id)).Terminate("They gave up", world.By(null));
            await db.SaveChangesAsync();
        }

        // The whole first. Due after 10 and after 60 days: 339.00 of a thousand for 90 days, 678.00 for 40.
        Assert.Equal(["3,051.00", "0.00", "2,034.00", "1,017.00", "0.00"], await SumsAsync(WorldPeople.GeneralManager, ""));
        Assert.Equal(["1,017.00", "0.00", "678.00", "339.00", "0.00"], await SumsAsync(WorldPeople.GeneralManager, $"?owner={mine.OwnerId}"));
        Assert.Equal(["1,017.00", "0.00", "678.00", "339.00", "0.00"], await SumsAsync(WorldPeople.Rep, ""));
        Assert.Equal(["2,034.00", "0.00", "1,356.00", "678.00", "0.00"], await SumsAsync(WorldPeople.Stranger, ""));

        async Task<IEnumerable<string>> SumsAsync(string person, string asked) =>
            (await world.Visit(person).GetAsync("/contracts/overdue" + asked)).Document.QuerySelectorAll("ul.money-figures .money").Select(sum => sum.TextContent.Trim());
    }

    private static Contract Signed(IReadOnlyList<MilestoneTerms> milestones)
    {
        var facts = new ContractFacts("Project", 1)
        {
            Lines = [new LineTerms(1, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
            Milestones = milestones,
        };
        var contract = new Contract(facts, new ContractOwner(1, null, null), Now);
        contract.Sign("C-1", Now.Today.AddDays(-40), Now, "Signed on paper");
        return contract;
    }
}
