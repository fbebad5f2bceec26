using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Opportunities.Gates;

public sealed class GateVerbSpecs
{
    private static readonly Stamp Rep = At(1, 1), Manager = At(2, 2);

    [Fact]
    public void Three_yes_pass_the_qualification_gate_at_once()
    {
        var opportunity = GateWorld.Fresh(Rep);
        Assert.False(new Qualification(opportunity, GateWorld.ThreeYes, Rep).WaitsForManager);
        Assert.NotNull(opportunity.QualifiedAt);
        Assert.Equal("AlreadyQualified", Broken(() => _ = new Qualification(opportunity, GateWorld.ThreeYes, Rep)));
    }

    [Fact]
    public void A_no_waits_for_a_manager_who_did_not_answer_himself_and_says_why()
    {
        var opportunity = GateWorld.Fresh(Rep);
        var attempt = new Qualification(opportunity, GateWorld.OneNo, Rep);
        Assert.Null(opportunity.QualifiedAt);
        Assert.Equal("OwnApplication", Broken(() => attempt.Decide(opportunity, true, "go", Rep)));
        Assert.Equal("DecisionNeedsWords", Broken(() => attempt.Decide(opportunity, true, " ", Manager)));
        attempt.Decide(opportunity, true, "They borrow", Manager);
        Assert.NotNull(opportunity.QualifiedAt);
        Assert.Equal("AlreadyDecided", Broken(() => attempt.Decide(opportunity, false, "no", Manager)));
    }

    [Fact]
    public void Every_answer_needs_its_evidence() =>
        Assert.Equal("QualificationNeedsEvidence", Broken(() => _ = new Qualification(GateWorld.Fresh(Rep), GateWorld.ThreeYes with { SolvableEvidence = " " }, Rep)));

    [Fact]
    public void Nobody_approves_his_own_application_nor_above_his_limit()
    {
        var (opportunity, application) = Applied();
        Assert.Equal("OwnApplication", Broken(() => application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, Rep)));
        Assert.Equal("AboveApprovalLimit", Broken(() => application.Decide(opportunity, InitiationVerdict.Approve, null, null, Money.FromMajor(19_999), Manager)));
        application.Decide(opportunity, InitiationVerdict.Approve, null, null, Money.FromMajor(20_000), Manager);
        Assert.NotNull(opportunity.InitiatedAt);
    }

    [Theory]
    [InlineData(InitiationVerdict.Approve, null)]
    [InlineData(InitiationVerdict.ApproveOnConditions, null)]
    [InlineData(InitiationVerdict.AskForMore, InitiationState.Returned)]
    [InlineData(InitiationVerdict.Hold, InitiationState.Held)]
    [InlineData(InitiationVerdict.Reject, InitiationState.Rejected)]
    public void Only_an_approval_needs_a_limit_that_reaches_so_far(InitiationVerdict verdict, InitiationState? state)
    {
        var (opportunity, application) = Applied();
        var before = application.State;
        var broken = Record.Exception(() => application.Decide(opportunity, verdict, "because", Manager.Today.AddDays(30), Money.FromMajor(1), Manager)) as RuleBroken;
        Assert.Equal((state is null ? "AboveApprovalLimit" : null, state ?? before), (broken?.Refusal.Code, application.State));
    }

    [Theory]
    [InlineData(InitiationVerdict.Approve, InitiationState.Approved, true)]
    [InlineData(InitiationVerdict.ApproveOnConditions, InitiationState.Conditional, true)]
    [InlineData(InitiationVerdict.AskForMore, InitiationState.Returned, false)]
    [InlineData(InitiationVerdict.Hold, InitiationState.Held, false)]
    [InlineData(InitiationVerdict.Reject, InitiationState.Rejected, false)]
    public void Each_verdict_leads_to_its_state(InitiationVerdict verdict, InitiationState state, bool isLive)
    {
        var (opportunity, application) = Applied();
        application.Decide(opportunity, verdict, "because", Manager.Today.AddDays(30), null, Manager);
        Assert.Equal((state, isLive, isLive), (application.State, application.IsLive, opportunity.InitiatedAt is not null));
        Assert.Equal(state is not InitiationState.Held, Broken(() => application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, Manager)) == "AlreadyDecided");
    }

    [Fact]
    public void Conditions_need_a_day_and_expire_after_it()
    {
        var (opportunity, application) = Applied();
        Assert.Equal("ConditionsNeedDay", Broken(() => application.Decide(opportunity, InitiationVerdict.ApproveOnConditions, "meet the CIO", null, null, Manager)));
        Assert.Equal("ConditionsNeedDay", Broken(() => application.Decide(opportunity, InitiationVerdict.ApproveOnConditions, "meet the CIO", Manager.Today.AddDays(-1), null, Manager)));
        application.Decide(opportunity, InitiationVerdict.ApproveOnConditions, "meet the CIO", Manager.Today.AddDays(30), null, Manager);
        Assert.False(application.Regate(opportunity, Manager.Today.AddDays(30)));
        Assert.True(application.Regate(opportunity, Manager.Today.AddDays(31)));
        Assert.Equal((RegateCause.ConditionsExpired, (DateTime?)null), (application.Cause, opportunity.InitiatedAt));
    }

    [Fact]
    public void Conditions_that_are_met_do_not_expire()
    {
        var (opportunity, application) = Applied();
        application.Decide(opportunity, InitiationVerdict.ApproveOnConditions, "meet the CIO", Manager.Today.AddDays(30), null, Manager);
        Assert.Equal("OwnApplication", Broken(() => application.MeetConditions(Rep)));
        application.MeetConditions(Manager);
        Assert.False(application.Regate(opportunity, Manager.Today.AddDays(400)));
    }

    [Theory]
    [InlineData(280_001, 60, null)]
    [InlineData(280_000, 0, RegateCause.AmountFell)]
    [InlineData(400_000, 60, null)]
    [InlineData(400_000, 61, RegateCause.DateSlipped)]
    public void The_gate_opens_again_at_30_percent_less_or_61_days_later(int amount, int days, RegateCause? cause)
    {
        var (opportunity, application) = Approved();
        opportunity.Revalue(Money.FromMajor(amount), "smaller", Manager);
        opportunity.Redate(application.ExpectedOn.AddDays(days), "later", Manager);
        Assert.Equal(cause, application.Due(opportunity, Manager.Today));
    }

    [Fact]
    public void Beyond_the_budget_nothing_is_logged_without_a_new_approval()
    {
        var (opportunity, application) = Approved();
        application.Log(opportunity, Work(10 * PresalesWork.DayMinutes / 4), Manager);
        application.Log(opportunity, Work(24 * 60), Manager);
        Assert.Equal(Money.FromMajor(11_000), application.Spent);
        Enumerable.Range(0, 2).ToList().ForEach(_ => application.Log(opportunity, Work(24 * 60), Manager));
        Assert.Equal((InitiationState.Reopened, RegateCause.BudgetSpent), (application.State, application.Cause));
        Assert.Equal("PresalesNotApproved", Broken(() => application.Log(opportunity, Work(60), Manager)));
        Assert.Null(opportunity.InitiatedAt);
    }

    [Fact]
    public void What_was_spent_goes_over_to_the_application_that_follows()
    {
        var (opportunity, application) = Approved();
        application.Log(opportunity, Work(PresalesWork.DayMinutes), Manager);
        var next = new Initiation(opportunity, GateWorld.Terms(Rep, GateWorld.Days(20)), Rep);
        application.GiveWayTo(next);
        Assert.Equal((Money.FromMajor(2_000), InitiationState.Superseded, 5), (next.Spent, application.State, next.Burn));
    }

    [Fact]
    public void An_entry_is_taken_back_once_by_a_second_one()
    {
        var (opportunity, application) = Approved();
        var entry = application.Log(opportunity, Work(90), Manager);
        var back = application.TakeBack(entry, "wrong project", Manager);
        Assert.Equal((Money.FromMajor(375), Money.FromMajor(-375), -90, Money.Zero), (entry.Amount, back.Amount, back.Minutes, application.Spent));
        Assert.Equal("EntryTakenBack", Broken(() => application.TakeBack(entry, null, Manager)));
        Assert.Equal("EntryTakenBack", Broken(() => application.TakeBack(back, null, Manager)));
    }

    [Theory]
    [InlineData(79, 80, 80)]
    [InlineData(80, 99, null)]
    [InlineData(10, 120, 100)]
    [InlineData(100, 130, null)]
    public void A_warning_belongs_to_the_mark_that_is_passed(int before, int after, int? mark) => Assert.Equal(mark, Initiation.Crossed(before, after));

    [Theory]
    [InlineData(0, 5, "WorkTimeOutOfRange")]
    [InlineData(1441, 0, "WorkTimeOutOfRange")]
    [InlineData(60, 1, "WorkDayOutOfRange")]
    [InlineData(60, -367, "WorkDayOutOfRange")]
    public void Work_lies_in_the_past_and_within_a_day(int minutes, int day, string refusal)
    {
        var (opportunity, application) = Approved();
        Assert.Equal(day > 0 ? "WorkDayOutOfRange" : refusal, Broken(() => application.Log(opportunity, Work(minutes) with { On = Manager.Today.AddDays(day) }, Manager)));
    }

    [Fact]
    public void An_approval_lets_the_named_colleagues_into_the_team()
    {
        var opportunity = GateWorld.Fresh(Rep);
        _ = new Qualification(opportunity, GateWorld.ThreeYes, Rep);
        var application = new Initiation(opportunity, GateWorld.Terms(Rep, GateWorld.Days(2, 7), GateWorld.Days(2, 1), GateWorld.Days(1, 7)), Rep);
        application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, Manager);
        Assert.Equal([7L], opportunity.Members.Select(member => member.PersonId));
    }

    [Fact]
    public void The_highest_limit_of_the_roles_counts_and_somebody_approves_everything()
    {
        var policy = ApprovalPolicy.Default;
        Assert.Equal(Money.Zero, policy.LimitOf([Role.Sales]));
        Assert.Equal(Money.FromMajor(50_000), policy.LimitOf([Role.Sales, Role.SalesManager]));
        Assert.Null(policy.LimitOf([Role.SalesManager, Role.GeneralManager]));
        Assert.Equal("SomebodyApprovesAll", Broken(() => _ = new ApprovalPolicy(new Dictionary<Role, Money?> { [Role.SalesManager] = Money.FromMajor(1) }, Money.FromMajor(1), Rep)));
    }

    private static (Opportunity Opportunity, Initiation Application) Applied()
    {
        var opportunity = GateWorld.Fresh(Rep);
        _ = new Qualification(opportunity, GateWorld.ThreeYes, Rep);
        return (opportunity, new Initiation(opportunity, GateWorld.Terms(Rep), Rep));
    }

    private static (Opportunity Opportunity, Initiation Application) Approved()
    {
        var (opportunity, application) = Applied();
        application.Decide(opportunity, InitiationVerdict.Approve, null, null, null, Manager);
        return (opportunity, application);
    }

    private static PresalesWork Work(int minutes) => new(3, PresalesKind.PersonDays, Manager.Today, minutes, Money.FromMajor(2_000), Money.Zero, null);

    private static Stamp At(long person, int hour)
    {
        var at = new DateTime(2026, 11, 18, hour, 0, 0, DateTimeKind.Utc);
        return new Stamp(person, at, DateOnly.FromDateTime(at));
    }

    private static string? Broken(Action verb)
    {
        try
        {
            verb();
            return null;
        }
        catch (RuleBroken broken)
        {
            return broken.Refusal.Code;
        }
    }
}
