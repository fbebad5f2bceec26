using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>Open opportunities for which nobody has given an expected date.</summary>
public sealed class UndatedForecastSpecs
{
    private const int Qualified = 2;
    private const int Proposal = 4;
    private const int Won = 7;
    private const int Lost = 8;

    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateOnly First = new(2024, 1, 1);

    [Fact]
    public void The_share_that_closes_is_the_Kaplan_Meier_estimate_of_all_that_entered_the_stage()
    {
        var (sweep, stays, random) = (NewSweep(), new List<ObservedStay>(), new Random(7));
        var today = First.AddDays(400);
        var closings = new List<(DateOnly On, long Id)>();
        for (var id = 1L; id <= 300; id++)
        {
            var (entered, days) = (First.AddDays(random.Next(0, 400)), random.Next(0, 200));
            Enter(sweep, id, entered, Qualified);
            var hasEnded = random.Next(3) > 0 && entered.AddDays(days) < today;
            stays.Add(new ObservedStay(hasEnded ? days : today.DayNumber - entered.DayNumber, hasEnded));
            if (hasEnded)
            {
                closings.Add((entered.AddDays(days), id));
            }
        }

        closings.ForEach(closing => Close(sweep, closing.Id, closing.On, Lost));
        var (curve, chances) = (new KaplanMeier(stays), sweep.ChancesAt(At(today)));
        Assert.Equal(closings.Count, chances.Timing.Stages[Qualified].Closed);
        for (var age = 0; age < 220; age++)
        {
            var day = chances.Timing.Today - age;
            var span = FiscalSpan.Of(today, 3, 1).Next;
            var (from, until) = (span.From.DayNumber - today.DayNumber, span.Until.DayNumber + 1 - today.DayNumber);
            var there = curve.StayingAfter(age);
            var expected = there == 0 ? 0 : (curve.StayingAfter(age + from) - curve.StayingAfter(age + until)) / there;
            Assert.Equal(expected, chances.Timing.Within(Qualified, day, span, today) ?? -1, 9);
        }
    }

    [Fact]
    public void It_counts_in_the_periods_in_which_others_of_its_age_were_closed_and_only_in_the_weighted_amounts()
    {
        var sweep = Learnt();
        var today = First.AddDays(180);
        Enter(sweep, 1000, today.AddDays(-10), Qualified);
        var (present, chances) = (FiscalSpan.Of(today, 3, 1), sweep.ChancesAt(At(today)));
        var now = sweep.Standing.Sums(present, present, chances, PipelineView.Everything)[LedgerKey.Total];
        var next = sweep.Standing.Sums(present.Next, present, chances, PipelineView.Everything)[LedgerKey.Total];
        // All are closed 20 days after they entered the stage: this one ten days from now, as the quarter begins that comes.
        Assert.Equal((0, 0L), (now.UndatedCount, now[ForecastMethod.StageDefault].Weighted));
        Assert.Equal((1, 0, 0, 0L, 0L), (next.UndatedCount, next.OpenCount, next.Open, next.Commit, next.BestCase));
        Assert.Equal(200, next[ForecastMethod.StageDefault].Weighted);
        Assert.Equal((long)Math.Round(30 / 61.0 * 1000), next[ForecastMethod.Learned].Weighted);
        Assert.True(next[ForecastMethod.Learned].Variance > 0);
    }

    [Fact]
    public void While_few_have_been_closed_it_counts_nowhere_and_what_is_held_never_does()
    {
        var sweep = Learnt(cases: ForecastChances.Floor - 1);
        var today = First.AddDays(180);
        Enter(sweep, 1000, today.AddDays(-10), Qualified);
        var next = FiscalSpan.Of(today, 3, 1).Next;
        Assert.Null(sweep.ChancesAt(At(today)).PartIn(Item(sweep, 1000), next, next));
        var enough = Learnt();
        Enter(enough, 1000, today.AddDays(-10), Qualified);
        var (item, chances) = (Item(enough, 1000), enough.ChancesAt(At(today)));
        Assert.NotNull(chances.PartIn(item, next, next));
        Assert.Null(chances.PartIn(item with { Standing = item.Standing with { IsHeld = true } }, next, next));
        Assert.Null(chances.PartIn(item, next.Previous.Previous, next));
    }

    [Fact]
    public void What_entered_a_stage_more_than_two_years_ago_teaches_nothing()
    {
        var sweep = Learnt();
        Assert.Contains(Qualified, sweep.ChancesAt(At(First.AddMonths(20))).Timing.Stages.Keys);
        Assert.DoesNotContain(Qualified, sweep.ChancesAt(At(First.AddMonths(32))).Timing.Stages.Keys);
        Assert.DoesNotContain(Qualified, new ForecastSweep(sweep).ChancesAt(At(First.AddMonths(33))).Timing.Stages.Keys);
    }

    [Fact]
    public void A_move_to_the_next_stage_ends_no_stay_and_a_copy_goes_on_by_itself()
    {
        var sweep = Learnt();
        Enter(sweep, 1000, First.AddDays(100), Qualified);
        Enter(sweep, 1000, First.AddDays(110), Proposal);
        var copy = new ForecastSweep(sweep);
        Close(copy, 1000, First.AddDays(150), Won);
        var (here, there) = (sweep.ChancesAt(At(First.AddDays(160))).Timing.Stages, copy.ChancesAt(At(First.AddDays(160))).Timing.Stages);
        Assert.Equal((60, 0), (here[Qualified].Closed, here[Proposal].Closed));
        Assert.Equal((61, 1), (there[Qualified].Closed, there[Proposal].Closed));
        Assert.Equal(1, there[Proposal].Within(39, 39, 40));
    }

    [Fact]
    public void The_backtest_judges_it_by_whether_it_came_within_the_period()
    {
        var (sweep, record) = (Learnt(), new ForecastRecord(Time));
        Enter(sweep, 1000, new DateOnly(2024, 7, 2), Qualified);
        Enter(sweep, 1001, new DateOnly(2024, 7, 2), Qualified);
        var monday = new DateOnly(2024, 7, 8);
        record.Note(At(monday), sweep);
        Close(sweep, 1000, monday.AddDays(10), Won);
        Close(sweep, 1001, monday.AddDays(10), Lost);
        Enter(sweep, 1002, monday.AddDays(12), Qualified);
        Close(sweep, 1002, monday.AddDays(40), Won);
        var scores = record.Scores(sweep.Standing, new DateOnly(2024, 10, 2), PipelineView.Everything).Where(score => score.Key == LedgerKey.Total).ToDictionary(score => score.Method);
        var learned = scores[ForecastMethod.Learned];
        Assert.Equal((1, 2), (learned.Weeks, learned.Judged));
        Assert.Equal(0.25, learned.Brier ?? 9, 2);
        Assert.InRange(learned.Bias, -1040, -960);
        Assert.Equal(0.5, learned.Unforeseen ?? 9, 6);
    }

    /// <summary>Some entered in the first sixty days; twenty days later each second one was won, the others lost.</summary>
    private static ForecastSweep Learnt(int cases = 60)
    {
        var sweep = NewSweep();
        for (var day = 0; day < 80; day++)
        {
            if (day >= 20 && day - 20 < cases)
            {
                Close(sweep, day - 19, First.AddDays(day), day % 2 == 0 ? Won : Lost);
            }

            if (day < cases)
            {
                Enter(sweep, day + 1, First.AddDays(day), Qualified);
            }
        }

        return sweep;
    }

    private static ForecastSweep NewSweep() => new(Time, StageScheme.Default, day => FiscalSpan.Of(day, 3, 1));

    private static DateTime At(DateOnly day) => Time.StartOf(day);

    private static ForecastItem Item(ForecastSweep sweep, long id) => sweep.Open.Single(item => item.OpportunityId == id);

    private static void Enter(ForecastSweep sweep, long id, DateOnly on, int stage) => sweep.Apply(new ForecastRow(
        id, At(on), true, null, new OpportunityStanding(stage, OpportunityState.Open, 1, 1, 1, 1000, null, false), default));

    private static void Close(ForecastSweep sweep, long id, DateOnly on, int stage) => sweep.Apply(new ForecastRow(
        id, At(on), true, null, Item(sweep, id).Standing with { StageId = stage, State = stage == Won ? OpportunityState.Won : OpportunityState.Lost }, default));
}
