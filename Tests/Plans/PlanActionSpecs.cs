using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Plans;

public class PlanActionSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 20, 2, 0, 0, DateTimeKind.Utc), Today);

    private static Person Sam => new("Sam", null, 1, 1, new DateOnly(2025, 1, 1), Role.Sales);

    [Fact]
    public void The_earliest_open_action_is_the_next_step()
    {
        var opportunity = Project();
        var plan = new AdvancementPlan(opportunity, []);
        var later = plan.Add(Terms("Present", days: 5), Now);
        var first = plan.Add(Terms("Call", days: 2), Now);

        Assert.Equal(("Call", Today.AddDays(2)), (opportunity.NextStep, opportunity.NextDueOn));
        plan.Do(first, "He is interested", 30, Now);
        Assert.Equal(("Present", Now.At), (opportunity.NextStep, opportunity.LastActivityAt));
        plan.Drop(later, "They cancelled", Now);
        Assert.Equal((null, null), (opportunity.NextStep, opportunity.NextDueOn));
    }

    [Fact]
    public void A_moved_action_takes_its_due_day_along_and_remembers_what_was_promised()
    {
        var action = new PlanAction(1, Terms("Bid", days: 1) with { DueOn = Today.AddDays(3) }, Now);
        action.MoveTo(Today.AddDays(4), 600, "They asked for it", [Sam], Now);

        Assert.Equal((Today.AddDays(4), 600, Today.AddDays(6), Today.AddDays(3), 1), (action.StartOn, action.StartMinute, action.DueOn, action.PromisedOn, action.Moves));
        Assert.Equal([PlanEventKind.Planned, PlanEventKind.Moved], action.History.Select(row => row.Kind));
    }

    [Theory]
    [InlineData("2026-11-19", null, 60, "ActionInPast")]
    [InlineData("9999-12-31", null, 60, "ActionTooFarAhead")]
    [InlineData("2028-02-29", 540, 60, null)]
    [InlineData("2026-11-20", 1410, 60, "ActionPastMidnight")]
    [InlineData("2026-11-20", 1380, 60, null)]
    [InlineData("2026-11-20", 540, 0, "ActionHoursOutOfRange")]
    [InlineData("2026-11-20", null, 0, null)]
    public void Days_and_hours_that_nobody_can_keep_are_refused(string day, int? minute, int minutes, string? refusal)
    {
        var stamp = Now with { Today = day == "2028-02-29" ? new DateOnly(2027, 1, 1) : Today };
        var terms = Terms("Call") with { StartOn = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), StartMinute = minute, Minutes = minutes };
        Assert.Equal(refusal, PlanAction.CanTake(terms, stamp)?.Code);
    }

    [Fact]
    public void Nothing_is_planned_for_who_is_gone_by_then()
    {
        var leaver = Sam;
        leaver.Deactivate(Today.AddDays(1), 0);

        Assert.Null(PlanAction.CanTake(Terms("Call") with { People = [leaver] }, Now));
        Assert.Equal("ActionPersonNotActive", PlanAction.CanTake(Terms("Call", days: 2) with { People = [leaver] }, Now)?.Code);
    }

    [Fact]
    public void A_closed_action_stays_closed()
    {
        var action = new PlanAction(1, Terms("Call"), Now);
        action.Do(null, 45, Now);

        Assert.Equal("ActionIsClosed", Assert.Throws<RuleBroken>(() => action.Drop("late", Now)).Refusal.Code);
        Assert.Equal((45, Today), (action.People.Single(one => one.PersonId == 7).LoggedMinutes, action.People.Single(one => one.PersonId == 7).LoggedOn));
    }

    [Fact]
    public void To_drop_says_why() =>
        Assert.Equal("ReasonNeeded", Assert.Throws<RuleBroken>(() => new PlanAction(1, Terms("Call"), Now).Drop(" ", Now)).Refusal.Code);

    [Fact]
    public void Plans_are_kept_when_what_was_promised_first_was_done_by_then()
    {
        var (day, before) = (Today.AddDays(-3), Today.AddDays(-4));
        var keeping = PlanKeeping.Of(
        [
            new(day, ActionState.Done, before), new(day, ActionState.Done, Today), new(day, ActionState.Dropped, day), new(day, ActionState.Open, null),
            new(day, ActionState.Lapsed, day), new(Today, ActionState.Open, null), new(Today.AddDays(5), ActionState.Done, Today),
        ], Today);

        Assert.Equal(new PlanKeeping(2, 1, 1, 1), keeping);
        Assert.Equal(0.4m, keeping.Rate);
    }

    [Fact]
    public void Hours_of_several_days_fall_on_the_working_days()
    {
        var friday = new DateOnly(2026, 11, 20);
        var time = new PlannedTime(1, 7, friday, null, 601, friday.AddDays(3));

        Assert.Equal([(friday, 301), (friday.AddDays(3), 300)], time.Spread(BusinessCalendar.Plain));
    }

    [Fact]
    public void Appointments_of_one_person_clash_where_they_overlap()
    {
        PlannedTime At(long id, long person, int minute, int minutes) => new(id, person, Today, minute, minutes, Today);
        var clashing = new[] { At(1, 7, 540, 120), At(2, 7, 600, 30), At(3, 7, 660, 30), At(4, 8, 600, 30), At(5, 7, 630, 30) }.Clashing();

        Assert.Equal([(1, 7), (2, 7), (5, 7)], clashing.Order());
    }

    [Theory]
    [InlineData("09:30", 570)]
    [InlineData("9", 540)]
    [InlineData("2pm", 840)]
    [InlineData("下午3点半", 930)]
    [InlineData("１４：３０", 870)]
    [InlineData("12am", 0)]
    [InlineData("24:00", null)]
    [InlineData("9:75", null)]
    [InlineData("soon", null)]
    public void Hours_of_the_day_are_read_as_people_write_them(string text, int? minute) =>
        Assert.Equal(minute, ClockText.TryReadClock(text, out var read) ? read : null);

    [Theory]
    [InlineData("1.5", 90)]
    [InlineData("90m", 90)]
    [InlineData("1h30", 90)]
    [InlineData("1:30", 90)]
    [InlineData("2小时", 120)]
    [InlineData("90分钟", 90)]
    [InlineData("半天", 240)]
    [InlineData("2天", 960)]
    [InlineData("a while", null)]
    [InlineData("-1", null)]
    public void Lengths_of_time_are_read_as_people_write_them(string text, int? minutes) =>
        Assert.Equal(minutes, ClockText.TryReadLength(text, out var read) ? read : null);

    private static ActionTerms Terms(string title, int days = 0) => new(title, ActionKind.Call, null, Today.AddDays(days), null, 60, null, null, [Sam]);

    private static Opportunity Project() => new("O-1", "Data centre", null, null, null, Money.FromMajor(1000), null, 7, 1, Now);
}
