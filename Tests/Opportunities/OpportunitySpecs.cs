using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using static SiCrm.Tests.Opportunities.OpportunityWorld;

namespace SiCrm.Tests.Opportunities;

public sealed class OpportunitySpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));

    private readonly Customer _customer = new(new CustomerFacts { Name = "Green Ltd." }, 7, 1, Now, CustomerOrigin.Form);
    private readonly Opportunity _opportunity;

    public OpportunitySpecs() => _opportunity = new("O-1", "Data centre", _customer, null, null, Money.FromMajor(100_000), Now.Today.AddDays(30), 7, 1, Now);

    [Fact]
    public void It_begins_in_the_first_stage_with_its_first_event_and_visit()
    {
        Assert.Equal(Stages.First.Id, _opportunity.StageId);
        Assert.Equal(OpportunityEventKind.Opened, Assert.Single(_opportunity.History).Kind);
        Assert.Null(Assert.Single(_opportunity.Visits).LeftAt);
    }

    [Theory]
    [InlineData(StageKind.Qualified, "QualificationNotPassed")]
    [InlineData(StageKind.Initiated, "QualificationNotPassed")]
    [InlineData(StageKind.Won, "StageEndsIt")]
    [InlineData(StageKind.Discovery, "StageIsPresent")]
    public void A_move_that_can_not_be_says_why_and_changes_nothing(StageKind to, string code)
    {
        var broken = Assert.Throws<RuleBroken>(() => _opportunity.MoveTo(Stages.Of(to), Stages, null, Now));

        Assert.Equal(code, broken.Refusal.Code);
        Assert.Single(_opportunity.History);
    }

    [Fact]
    public void Behind_the_qualification_waits_the_initiation()
    {
        Qualify(_opportunity, Now);
        _opportunity.MoveTo(Stages.Of(StageKind.Qualified), Stages, null, Now);

        Assert.Equal("InitiationNotPassed", _opportunity.CanMoveTo(Stages.Of(StageKind.Proposal), Stages)?.Code);
    }

    [Fact]
    public void Every_move_closes_a_visit_and_opens_the_next()
    {
        Initiate(_opportunity, Now);
        var later = Now with { At = Now.At.AddDays(3) };
        _opportunity.MoveTo(Stages.Of(StageKind.Proposal), Stages, null, later);

        Assert.Equal([Stage.IdOf(StageKind.Discovery), Stage.IdOf(StageKind.Proposal)], _opportunity.Visits.Select(visit => visit.StageId));
        Assert.Equal((later.At, OpportunityEventKind.Advanced), (_opportunity.Visits[0].LeftAt, _opportunity.Visits[0].LeftBy));
        Assert.Equal(later.At, _opportunity.History[0].UntilAt);
    }

    [Fact]
    public void The_way_back_needs_a_reason()
    {
        Initiate(_opportunity, Now);
        _opportunity.MoveTo(Stages.Of(StageKind.Proposal), Stages, null, Now);

        Assert.Throws<RuleBroken>(() => _opportunity.MoveTo(Stages.First, Stages, " ", Now));
        _opportunity.MoveTo(Stages.First, Stages, "They start anew", Now);

        Assert.Equal(OpportunityEventKind.MovedBack, _opportunity.History[^1].Kind);
    }

    [Fact]
    public void What_is_left_undone_of_the_exit_checklist_needs_a_reason_and_stays_in_the_history()
    {
        Initiate(_opportunity, Now);
        var stages = new StageScheme(StageScheme.Seeded());
        stages.First.Change(new StageTerms("Discovery", "需求了解", 10, 21, ["Site visited", "Budget asked"]));
        var to = stages.Of(StageKind.Proposal);

        Assert.Equal("ExitChecklistOpen", Assert.Throws<RuleBroken>(() => _opportunity.MoveTo(to, stages, null, Now, ["Site visited"])).Refusal.Code);
        _opportunity.MoveTo(to, stages, "They hurry", Now, ["Site visited", "not on the list"]);

        Assert.Equal("Budget asked", _opportunity.History[^1].LeftUndone);
    }

    [Fact]
    public void A_checklist_that_is_done_needs_no_reason_nor_does_the_way_through_a_gate()
    {
        Initiate(_opportunity, Now);
        var stages = new StageScheme(StageScheme.Seeded());
        stages.First.Change(new StageTerms("Discovery", "需求了解", 10, 21, ["Site visited"]));
        stages.Of(StageKind.Qualified).Change(new StageTerms("Qualified", "已认定", 20, 14, ["Team named"]));

        _opportunity.MoveTo(stages.Of(StageKind.Qualified), stages, null, Now, ["Site visited"]);
        _opportunity.MoveTo(stages.Of(StageKind.Initiated), stages, null, Now);

        Assert.All(_opportunity.History, row => Assert.Null(row.LeftUndone));
    }

    [Fact]
    public void A_later_date_says_why_it_slips_and_is_counted()
    {
        Assert.Equal("SlipNeedsReason", Assert.Throws<RuleBroken>(() => _opportunity.Redate(Now.Today.AddDays(60), null, Now)).Refusal.Code);
        _opportunity.Redate(Now.Today.AddDays(60), "Their board meets later", Now);
        _opportunity.Redate(Now.Today.AddDays(50), null, Now);

        Assert.Equal((1, Now.Today.AddDays(30)), (_opportunity.Slips, _opportunity.FirstExpectedOn));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4000)]
    public void No_date_before_today_or_beyond_ten_years(int days) =>
        Assert.Equal("ExpectedOutOfRange", Assert.Throws<RuleBroken>(() => _opportunity.Redate(Now.Today.AddDays(days), "Why", Now)).Refusal.Code);

    [Fact]
    public void Won_lost_or_given_up_it_stands_still_until_it_is_reopened()
    {
        _opportunity.Lose(new Closing(CloseReason.Price, "Too dear", "Northwind", "Ask earlier"), Now);

        Assert.Equal("OpportunityIsClosed", Assert.Throws<RuleBroken>(() => _opportunity.Revalue(Money.Zero, null, Now)).Refusal.Code);
        _opportunity.Reopen(Stages.First, Stages, "They called again", Now);
        Assert.Equal((OpportunityState.Open, (DateTime?)null), (_opportunity.State, _opportunity.ClosedAt));
        Assert.Equal([OpportunityEventKind.Opened, OpportunityEventKind.Lost, OpportunityEventKind.Reopened], _opportunity.History.Select(row => row.Kind));
    }

    [Fact]
    public void A_loss_leaves_the_customer_a_prospect_and_a_win_does_not()
    {
        _customer.OpportunityOpened(null, Now);
        Initiate(_opportunity, Now);
        _opportunity.Win(Stages, new Closing(CloseReason.Solution, null, null, null), Now);
        Assert.Equal((CustomerStatus.Active, 0), (_customer.Status, _customer.OpenOpportunities));

        var other = new Opportunity("O-2", "Other", _customer, null, null, null, null, 7, 1, Now);
        _customer.OpportunityOpened(null, Now);
        other.Lose(new Closing(CloseReason.Price, null, null, null), Now);
        Assert.Equal(CustomerStatus.Prospect, _customer.Status);
    }

    [Theory]
    [InlineData(6_000, 4_000, true)]
    [InlineData(0, 0, true)]
    [InlineData(6_000, 3_999, false)]
    [InlineData(10_000, 1, false)]
    public void Shares_make_the_whole_or_none_is_agreed(int mine, int theirs, bool isWhole) => Assert.Equal(isWhole,
        Opportunity.CanAgree([new AgreedShare(7, TeamFunction.Sales, mine), new AgreedShare(8, TeamFunction.Presales, theirs)]) is null);

    [Fact]
    public void The_owner_has_it_all_while_nothing_is_agreed() => Assert.Equal([(7L, Opportunity.Whole)], _opportunity.Shares());

    [Theory]
    [InlineData("2026-11-01", Horizon.Current)]
    [InlineData("2026-12-31", Horizon.Current)]
    [InlineData("2027-01-01", Horizon.Next)]
    [InlineData("2027-03-31", Horizon.Next)]
    [InlineData("2027-04-01", Horizon.Cultivation)]
    [InlineData(null, Horizon.Cultivation)]
    public void The_horizon_goes_by_the_fiscal_period_of_the_expected_day(string? expected, Horizon horizon)
    {
        var day = expected is null ? (DateOnly?)null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        var present = FiscalSpan.Of(Now.Today, 3, 1);

        Assert.Equal(horizon, Horizons.Of(day, false, present));
        Assert.Equal(Horizon.Cultivation, Horizons.Of(day, true, present));
    }
}
