using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>年服务费: agreed on in a draft or later, suggested but never filled in by itself.</summary>
public sealed class YearlyFeeSpecs
{
    private static readonly Stamp Now = Stamp.Of(null, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    [Theory]
    [InlineData(null, null)]
    [InlineData("2027-10-19", "2027-10-20")]
    [InlineData("2026-11-17", "2026-11-18")]
    [InlineData("2026-11-16", "2027-11-17")]
    [InlineData("2023-12-31", "2027-01-01")]
    [InlineData("2024-02-28", "2027-02-28")]
    public void The_next_fee_is_due_after_the_free_days_and_then_every_year(string? freeUntil, string? next) =>
        Assert.Equal(Day(next), Contract.NextFeeOn(Day(freeUntil), Now.Today));

    [Fact]
    public void A_fee_is_part_of_a_draft_and_its_change_is_history()
    {
        var contract = Draft(Money.FromMajor(150));
        Assert.Equal((Money.FromMajor(150), 1), (contract.YearlyFee, contract.History.Count(row => row.Kind == ContractEventKind.FeeAgreed)));
        Assert.Equal("ContractNotSigned", contract.CanAgreeFee()?.Code);
        contract.Sign("C-1", Now.Today, Now);

        Assert.Equal("NothingChanged", Assert.Throws<RuleBroken>(() => contract.AgreeFee(Money.FromMajor(150), Now)).Refusal.Code);
        Assert.Equal("PriceBelowZero", Assert.Throws<RuleBroken>(() => contract.AgreeFee(new Money(-1), Now)).Refusal.Code);
        contract.AgreeFee(Money.FromMajor(180), Now);

        Assert.Equal((ContractEventKind.FeeAgreed, Money.FromMajor(180)), (contract.History[^1].Kind, contract.History[^1].Amount));
    }

    [Fact]
    public void Service_of_a_terminated_contract_costs_nothing_more()
    {
        var contract = Draft(Money.FromMajor(150));
        contract.Sign("C-1", Now.Today, Now);
        contract.Accept(Now.Today, 12, [], Now);
        Assert.Equal(new DateOnly(2027, 11, 18), contract.NextFeeOn(Now.Today));

        contract.Terminate("They gave up", Now);

        Assert.Null(contract.NextFeeOn(Now.Today));
        Assert.Equal("ContractNotLive", contract.CanAgreeFee()?.Code);
    }

    [Theory]
    [EveryDatabase("en", "Usually 15 % of the price of the software; of the software in this contract, tax included, that is 169.50.", "Annual service fee")]
    [EveryDatabase("zh-CN", "通常为软件价款的15%；按本合同软件产品含税价计算为169.50。", "年服务费")]
    public async Task It_is_suggested_agreed_on_and_shown_with_its_day(DatabaseKind kind, string language, string suggested, string called)
    {
        await using var world = await World.CreateAsync(kind);
        var software = await world.ProductAsync("S-1", kind: ProductKind.Software);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: software.Id);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var path = $"/contracts/{contract.Id}";

        var page = await visitor.GetAsync(path);
        Assert.Contains(suggested, page.Find("#Fee_YearlyFee-hint").TextContent, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(page.Find("#Fee_YearlyFee").GetAttribute("value")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(page, "form[action$=yearly-fee]", ("Fee.YearlyFee", ""))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(page, "form[action$=yearly-fee]", ("Fee.YearlyFee", "12,000"))).Status);

        Assert.Contains("12,000.00", (await visitor.GetAsync(path)).Find("#next-fee").TextContent, StringComparison.Ordinal);
        var row = (await visitor.GetAsync($"{path}/history")).Find("ol.timeline li");
        Assert.Contains(called, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("12,000.00", row.TextContent, StringComparison.Ordinal);
        Assert.Matches("(not agreed yet|尚未约定) → 12,000.00", InLine(row.TextContent));
        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=yearly-fee]", ("Fee.YearlyFee", ""));
        Assert.Matches("12,000.00 → (not agreed yet|尚未约定)", InLine((await visitor.GetAsync($"{path}/history")).Find("ol.timeline li").TextContent));
        await visitor.SendAsync(await visitor.GetAsync(path), "form[action$=yearly-fee]", ("Fee.YearlyFee", "12,000"));
        var sheet = (await visitor.GetAsync($"{path}/document?language={language}")).Find("article.sheet").TextContent;
        Assert.Contains(called, sheet, StringComparison.Ordinal);
        Assert.Contains("12,000.00", sheet, StringComparison.Ordinal);

        static string InLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, EveryDatabase]
    public async Task The_form_of_a_draft_asks_for_it_and_fills_in_nothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.CustomerAsync("Buyer Ltd");
        await world.ProductAsync("S-1", kind: ProductKind.Software);
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync("/contracts/new");
        Assert.Contains("Usually 15 %", form.Find("#YearlyFee-hint").TextContent, StringComparison.Ordinal);

        var made = await visitor.SendAsync(form, "main form", ("ContractName", "Data centre"), ("CustomerName", "Buyer Ltd"), ("Lines[0].ProductCode", "S-1"));
        var edit = await visitor.GetAsync($"{made.Location}/edit");
        Assert.Contains("that is 169.50", edit.Find("#YearlyFee-hint").TextContent, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(edit.Find("#YearlyFee").GetAttribute("value")));
        await visitor.SendAsync(edit, "main form", ("YearlyFee", "200"));

        Assert.Equal("200.00", (await visitor.GetAsync($"{made.Location}/edit")).Find("#YearlyFee").GetAttribute("value"));
        Assert.Contains("200.00", (await visitor.GetAsync($"{made.Location}")).Find("#next-fee").TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task It_is_no_business_of_whom_amounts_are_hidden_from_or_who_may_not_change_the_contract(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await world.HireAsync("Paul Projects");
        var (page, path) = (await world.Visit("Paul Projects").GetAsync($"/contracts/{contract.Id}"), "form[action$=yearly-fee]");

        Assert.Null(page.Document.QuerySelector(path));
        Assert.NotNull((await world.Visit(WorldPeople.Rep).GetAsync($"/contracts/{contract.Id}")).Document.QuerySelector(path));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Contract Draft(Money? fee)
    {
        var facts = new ContractFacts("Project", 1)
        {
            Lines = [new LineTerms(1, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
            Milestones = [new MilestoneTerms(MilestoneKind.Payment, "All", Now.Today, Percent.Whole)],
            YearlyFee = fee,
        };
        return new Contract(facts, new ContractOwner(1, null, null), Now);
    }
}
