using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>Weeks before the current one are closed: who signs on a day of them says why.</summary>
public sealed class SigningDaySpecs
{
    // 18 November 2026 is a Wednesday.
    private static readonly Stamp Now = Stamp.Of(null, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(-2, null, null)]
    [InlineData(-3, null, "SignedInClosedWeek")]
    [InlineData(-3, "  ", "SignedInClosedWeek")]
    [InlineData(-400, null, "SignedInClosedWeek")]
    [InlineData(-3, "The paper was late", null)]
    [InlineData(1, "The paper was late", "SignedInFuture")]
    public void A_day_before_this_week_needs_a_reason(int days, string? reason, string? refused) =>
        Assert.Equal(refused, Draft().CanSign(Now.Today.AddDays(days), reason, Now.Today)?.Code);

    [Fact]
    public void The_reason_stands_in_the_contract_and_in_its_history()
    {
        var contract = Draft();
        Assert.Throws<RuleBroken>(() => contract.Sign("C-1", Now.Today.AddDays(-9), Now));
        contract.Sign("C-1", Now.Today.AddDays(-9), Now, " The paper was late ");

        Assert.Equal(("The paper was late", "The paper was late"), (contract.SigningReason, contract.History.Single(row => row.Kind == ContractEventKind.Signed).Reason));
    }

    [Theory]
    [EveryDatabase("en", "needed for days before 2026-11-16", "lies before this week")]
    [EveryDatabase("zh-CN", "签约日期早于2026-11-16时必填", "早于本周")]
    public async Task The_form_asks_for_it_from_the_start_and_loses_no_number(DatabaseKind kind, string language, string needed, string refusal)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (late, next) = (await world.ContractAsync(customer, isDraft: true), await world.ContractAsync(customer, isDraft: true));
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var page = await visitor.GetAsync($"/contracts/{late.Id}");
        Assert.Contains(needed, page.Find("label[for=Signing_SigningReason]").TextContent, StringComparison.Ordinal);

        var refused = await visitor.SendAsync(page, "form[action$=signing]", ("Signing.SignedOn", "2026-11-13"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(refusal, refused.Find("#Signing_SigningReason-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-11-13", refused.Find("#Signing_SignedOn").GetAttribute("value"));
        await visitor.SendAsync(await visitor.GetAsync($"/contracts/{next.Id}"), "form[action$=signing]");
        var signed = await visitor.SendAsync(refused, "form[action$=signing]", ("Signing.SigningReason", "The paper was late"));

        Assert.Equal(HttpStatusCode.Redirect, signed.Status);
        Assert.Equal(("C-2026-00001", "C-2026-00002"), ((await world.ReadAsync(next)).Number, (await world.ReadAsync(late)).Number));
        Assert.Contains("The paper was late", (await visitor.GetAsync($"/contracts/{late.Id}")).Find("#signed-late").TextContent, StringComparison.Ordinal);
        Assert.Contains("The paper was late", (await visitor.GetAsync($"/contracts/{late.Id}/history")).Find("ol.timeline").TextContent, StringComparison.Ordinal);
    }

    private static Contract Draft()
    {
        var facts = new ContractFacts("Project", 1)
        {
            Lines = [new LineTerms(1, 1, Money.FromMajor(1000), Percent.Zero, Percent.Zero)],
            Milestones = [new MilestoneTerms(MilestoneKind.Payment, "All", Now.Today, Percent.Whole)],
        };
        return new Contract(facts, new ContractOwner(1, null, null), Now);
    }
}
