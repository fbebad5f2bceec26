using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>催款: what finance said to whom, what was promised, and when to say it again.</summary>
public sealed class ReminderSpecs
{
    private const string Finance = "Fay Finance";

    [Theory]
    [InlineData(null, 14)]
    [InlineData(5, 6)]
    public void The_next_reminder_is_due_after_what_was_promised_or_two_weeks(int? promisedIn, int nextIn)
    {
        var contract = Overdue();
        contract.Remind(Terms(1, promised: promisedIn is { } days ? ContractWorld.Today.AddDays(days) : null), Now);

        Assert.Equal((ContractWorld.Today.AddDays(nextIn), 2), (contract.RemindOn, contract.NextLevel));
        Assert.Equal((ContractEventKind.Reminded, "1/3"), (contract.History[^1].Kind, contract.History[^1].What));
    }

    [Fact]
    public void A_promise_is_broken_on_the_day_after_it()
    {
        var contract = Overdue();
        contract.Remind(Terms(1, promised: ContractWorld.Today), Now);

        Assert.False(contract.LastReminder?.IsBroken(ContractWorld.Today));
        Assert.True(contract.LastReminder?.IsBroken(ContractWorld.Today.AddDays(1)));
    }

    [Fact]
    public void Nobody_is_reminded_of_what_is_not_overdue_at_an_unknown_level_or_of_a_promise_made_before()
    {
        var contract = Overdue();
        var today = ContractWorld.Today;

        Assert.Equal("NothingToRemind", contract.CanRemind(Terms(1) with { On = today.AddDays(-85) }, today)?.Code);
        Assert.Equal("ReminderLevel", contract.CanRemind(Terms(4), today)?.Code);
        Assert.Equal("DayInFuture", contract.CanRemind(Terms(1) with { On = today.AddDays(1) }, today)?.Code);
        Assert.Equal("PromisedBeforeReminded", contract.CanRemind(Terms(1, promised: today.AddDays(-1)), today)?.Code);
    }

    [Theory, EveryDatabase]
    public async Task Finance_chooses_whom_of_the_customer_it_spoke_with(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Late payer");
        var contact = await world.ContactAsync(customer, new ContactFacts { Name = "Wang Fang" });
        var contract = await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-90));

        var form = await world.Visit(Finance).GetAsync($"/contracts/{contract.Id}/reminders/new");

        Assert.Equal("Wang Fang", form.Find($"select[name='Form.ContactId'] option[value='{contact.Id}']").TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_reminder_is_recorded_listed_and_told_when_its_promise_is_broken(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Late payer");
        var contract = await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-90));
        var finance = world.Visit(Finance);

        var form = await finance.GetAsync($"/contracts/{contract.Id}/reminders/new");
        var wrong = await finance.SendAsync(form, "main form[method=post]", ("Form.Channel", "Phone"), ("Form.PromisedOn", "2026-01-01"));
        var done = await finance.SendAsync(form, "main form[method=post]", ("Form.Channel", "Phone"), ("Form.PromisedOn", "2026-11-20"), ("Form.Remark", "Will pay on Friday"));
        var list = await finance.GetAsync("/contracts/overdue");
        var toRemind = await finance.GetAsync("/contracts/overdue?toRemind=true");
        world.Clock.Pass(TimeSpan.FromDays(3));
        var later = await finance.GetAsync("/contracts/overdue?toRemind=true");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (wrong.Status, done.Status));
        Assert.Contains("level 1", list.Find("main tbody tr").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Late payer", toRemind.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains("Promise broken", later.Find("main tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("Will pay on Friday", (await finance.GetAsync($"/contracts/{contract.Id}/money")).Text, StringComparison.Ordinal);
        Assert.Contains("Reminded of payment", (await finance.GetAsync($"/contracts/{contract.Id}/history")).Text, StringComparison.Ordinal);
        Assert.Equal("2", (await finance.GetAsync($"/contracts/{contract.Id}/reminders/new")).Find("[name='Form.Level']").GetAttribute("value"));
        await using var db = world.Open();
        Assert.Equal(1, await db.Set<PaymentReminder>().CountAsync());
    }

    [Theory, EveryDatabase]
    public async Task Each_cell_of_what_is_overdue_names_what_it_tells_where_no_head_stands_above_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        await world.ContractAsync(await world.CustomerAsync("Late payer"), signedOn: ContractWorld.Today.AddDays(-90));

        var list = await world.Visit(Finance).GetAsync("/contracts/overdue");
        var heads = list.Document.QuerySelectorAll("main thead th").Select(head => head.TextContent);

        Assert.Equal(heads, list.Find("main tbody tr").QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-label")));
        Assert.Equal(2, list.Find("main tbody .row-links").QuerySelectorAll("a").Length);
    }

    [Theory, EveryDatabase]
    public async Task The_letter_says_in_either_language_what_is_overdue_and_is_only_for_who_keeps_the_money(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Late payer");
        await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-90));
        var (finance, path, admin) = (world.Visit(Finance), $"/contracts/overdue/letters/{customer.Id}", world.Visit(WorldPeople.Administrator));
        await admin.SendAsync(await admin.GetAsync("/settings"), "form[action='/settings']", ("Form.CompanyBank", "Harbour Bank 6200 0001"));

        var letter = await finance.GetAsync($"{path}?language=zh-CN");

        Assert.Contains("催款函", letter.Find(".sheet h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,017.00", letter.Find(".sheet-total").TextContent, StringComparison.Ordinal);
        Assert.Contains("收款账户 Harbour Bank 6200 0001", letter.Find(".sheet").TextContent, StringComparison.Ordinal);
        Assert.Contains("Reminder letter", (await finance.GetAsync($"{path}?language=en")).Find(".sheet h2").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await finance.GetAsync("/contracts/overdue/letters/9999")).Status);
    }

    [Theory, EveryDatabase]
    public async Task The_letter_lists_what_is_overdue_and_nothing_that_is_not(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var customer = await world.CustomerAsync("Late payer");
        var contract = await world.ContractAsync(customer, signedOn: ContractWorld.Today.AddDays(-11));
        var finance = world.Visit(Finance);
        await finance.SendAsync(await finance.GetAsync($"/contracts/{contract.Id}/money"), "form[action$='invoices']", ("Invoice.Number", "INV-PAID"), ("Invoice.Amount", "100"));

        var sheet = (await finance.GetAsync($"/contracts/overdue/letters/{customer.Id}?language=en")).Find(".sheet");
        var row = Assert.Single(sheet.QuerySelectorAll(".sheet-lines tbody tr"));

        Assert.Equal(["First", "2026-11-17", "1", "339.00", "0.00", "339.00"], row.QuerySelectorAll("td").Skip(1).Select(cell => cell.TextContent.Trim()));
        Assert.Contains(contract.Number ?? "", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("339.00", sheet.QuerySelector(".sheet-total")?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("INV-PAID", sheet.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase("en", "1 day overdue")]
    [EveryDatabase("zh-CN", "逾期1天")]
    public async Task One_day_is_said_to_be_one(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync(Finance, Role.Finance);
        var contract = await world.ContractAsync(await world.CustomerAsync("Late payer"), signedOn: ContractWorld.Today.AddDays(-11));

        var page = await world.Visit(Finance, language).GetAsync($"/contracts/{contract.Id}");

        Assert.Equal(said, page.Find("section[aria-labelledby=open] .overdue").TextContent);
    }

    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), ContractWorld.Today);

    private static ReminderTerms Terms(int level, DateOnly? promised = null) => new(level, ContractWorld.Today, ReminderChannel.Phone, null, "Called", promised);

    private static Contract Overdue()
    {
        var signed = ContractWorld.Today.AddDays(-90);
        var contract = new Contract(
            new ContractFacts("Overdue", 1)
            {
                Lines = [new LineTerms(1, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
                Milestones = ContractWorld.Terms(signed),
            }, new ContractOwner(7, null, null), Now);
        contract.Sign("C-1", signed, Now, "Signed on paper");
        return contract;
    }
}
