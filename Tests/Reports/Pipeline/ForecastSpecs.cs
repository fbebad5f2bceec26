using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class ForecastSpecs
{
    private const int Proposal = 4;
    private const int Won = 7;
    private const int Lost = 8;
    private const long Honest = 1;
    private const long Hopeful = 2;

    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateOnly First = new(2024, 1, 1);

    /// <summary>Half of all are won. One manager says so; the other always says ninety per cent.</summary>
    [Fact]
    public void A_forecaster_who_is_always_too_hopeful_is_found()
    {
        var (record, sweep) = Played();
        var today = First.AddMonths(24);
        var scores = record.Scores(sweep.Standing, today, PipelineView.Everything).ToDictionary(score => (score.Method, score.Key));
        var (honest, hopeful) = (scores[(ForecastMethod.Called, "1")], scores[(ForecastMethod.Called, "2")]);
        Assert.InRange(honest.RelativeBias ?? 9, -0.15, 0.15);
        Assert.InRange(hopeful.RelativeBias ?? 0, 0.25, 1.2);
        Assert.True(hopeful.Brier > honest.Brier);
        Assert.True(hopeful.MeanAbsoluteError > honest.MeanAbsoluteError);
        Assert.True(hopeful.IntervalCoverage < honest.IntervalCoverage);
        Assert.NotEqual(ForecastMethod.Called, ForecastRecord.Best(scores.Values));
    }

    [Fact]
    public void The_learned_share_is_that_of_the_last_24_months_and_the_estimate_holds_while_cases_are_few()
    {
        var sweep = NewSweep();
        var item = Item(1, Proposal, 100, null);
        for (var i = 0; i < 19; i++)
        {
            Enter(sweep, 100 + i, First.AddDays(i), Honest, null);
            Close(sweep, 100 + i, First.AddDays(i + 20), Won);
        }

        var few = sweep.ChancesAt(At(First.AddDays(60)));
        Assert.Equal((19, 19), (few.Learned[Proposal].Hits, few.Learned[Proposal].Of));
        Assert.Equal(0.5, few.Of(ForecastMethod.Learned, item));
        Enter(sweep, 500, First.AddDays(61), Honest, null);
        Close(sweep, 500, First.AddDays(62), Lost);
        Assert.Equal(0.95, sweep.ChancesAt(At(First.AddDays(63))).Of(ForecastMethod.Learned, item), 6);
        Assert.Equal(0, sweep.ChancesAt(At(First.AddMonths(27))).Learned[Proposal].Of);
    }

    [Fact]
    public void Who_comes_into_a_stage_again_counts_once_and_who_is_reopened_is_not_won()
    {
        var sweep = NewSweep();
        Enter(sweep, 1, First, Honest, null);
        Close(sweep, 1, First.AddDays(5), Won);
        Enter(sweep, 2, First, Honest, null);
        Enter(sweep, 2, First.AddMonths(12), Honest, null);
        Assert.Equal(new WilsonInterval(1, 2), sweep.ChancesAt(At(First.AddMonths(13))).Learned[Proposal]);
        Enter(sweep, 1, First.AddMonths(14), Honest, null);
        Assert.Equal(new WilsonInterval(0, 2), sweep.ChancesAt(At(First.AddMonths(15))).Learned[Proposal]);
        Close(sweep, 1, First.AddMonths(16), Won);
        Close(sweep, 2, First.AddMonths(17), Won);
        Assert.Equal(new WilsonInterval(2, 2), sweep.ChancesAt(At(First.AddMonths(25))).Learned[Proposal]);
        Assert.Equal(new WilsonInterval(1, 1), sweep.ChancesAt(At(First.AddMonths(37))).Learned[Proposal]);
        Assert.Equal(new WilsonInterval(1, 1), new ForecastSweep(sweep).ChancesAt(At(First.AddMonths(37))).Learned[Proposal]);
    }

    [Fact]
    public void A_period_has_what_is_expected_in_it_and_the_present_one_what_is_overdue()
    {
        var (present, next) = (FiscalSpan.Of(First, 3, 1), FiscalSpan.Of(First, 3, 1).Next);
        var (overdue, later, held) = (Item(1, 4, 10, First.AddDays(-9)), Item(2, 4, 10, next.From), Item(3, 4, 10, First, isHeld: true));
        Assert.Equal((true, false, false), (overdue.IsFor(present, present), later.IsFor(present, present), held.IsFor(present, present)));
        Assert.Equal((false, true, false), (overdue.IsFor(next, present), later.IsFor(next, present), held.IsFor(next, present)));
        Assert.False(Item(4, 4, 10, null).IsFor(present, present));
    }

    [Fact]
    public void Commit_and_best_case_go_by_the_call_and_by_the_stage_without_one()
    {
        var sum = new ForecastSum(LedgerKey.Total);
        var chances = NewSweep().ChancesAt(At(First));
        sum.Add(Item(1, 6, 10_000, First), chances);
        sum.Add(Item(2, 4, 1000, First), chances);
        sum.Add(Item(3, 1, 100_000, First, called: 90), chances);
        sum.Add(Item(4, 6, 700, First, called: 5), chances);
        Assert.Equal((110_000, 1000, 111_700), (sum.Commit, sum.BestCase, sum.Open));
        Assert.Equal(8000 + 500 + 90_000 + 35, sum[ForecastMethod.Called].Weighted);
    }

    [Fact]
    public void However_they_are_grouped_the_weighted_amounts_make_the_whole_to_the_cent()
    {
        var (random, chances) = (new Random(9), NewSweep().ChancesAt(At(First)));
        var present = FiscalSpan.Of(First, 3, 1);
        for (var round = 0; round < 50; round++)
        {
            var standing = new ForecastStanding([.. Enumerable.Range(1, random.Next(1, 60)).Select(id => new ForecastItem(
                id, random.Next(2) == 0 ? random.Next(0, 101) : null,
                new OpportunityStanding(random.Next(1, 7), OpportunityState.Open, random.Next(1, 8), random.Next(1, 4), random.Next(1, 3), random.Next(1, 9_999_999), First, false),
                new OpportunityAttributes(random.Next(1, 5), null)))], []);
            foreach (var by in (PipelineGrouping[])[PipelineGrouping.Owner, PipelineGrouping.Team, PipelineGrouping.Region, PipelineGrouping.Product])
            {
                var sums = standing.Sums(present, present, chances, new PipelineView(by, []));
                Assert.All(Enum.GetValues<ForecastMethod>(), method => Assert.Equal(
                    sums[LedgerKey.Total].Forecast(method), sums.Values.Where(sum => sum.Key != LedgerKey.Total).Sum(sum => sum.Forecast(method))));
            }
        }
    }

    [Fact]
    public void Nothing_of_later_enters_what_was_said()
    {
        var (whole, sweep) = Played(until: 24);
        var today = First.AddMonths(24);
        var before = whole.Points(sweep.Standing, today, PipelineView.Everything).Where(point => point.At < At(First.AddMonths(9))).ToList();
        var (again, gone) = Played(until: 12);
        var early = again.Points(gone.Standing, First.AddMonths(12), PipelineView.Everything).Where(point => point.At < At(First.AddMonths(9))).ToList();
        Assert.NotEmpty(before);
        Assert.Equal(early, before);
    }

    /// <summary>Every week some enter Proposal; eight weeks later each second one is won, the others are lost.</summary>
    private static (ForecastRecord Record, ForecastSweep Sweep) Played(int until = 24)
    {
        var (sweep, record) = (NewSweep(), new ForecastRecord(Time));
        var (end, id) = (First.AddMonths(until), 0L);
        var closings = new Queue<(DateOnly On, long Id, int Stage)>();
        for (var monday = IsoWeek.Of(First).Next.Monday; monday < end; monday = monday.AddDays(7))
        {
            record.Note(At(monday), sweep);
            while (closings.TryPeek(out var closing) && closing.On <= monday)
            {
                closings.Dequeue();
                Close(sweep, closing.Id, monday, closing.Stage);
            }

            for (var i = 0; i < 6; i++)
            {
                var owner = i % 2 == 0 ? Honest : Hopeful;
                Enter(sweep, ++id, monday, owner, owner == Honest ? 50 : 90, monday.AddDays(56));
                closings.Enqueue((monday.AddDays(56), id, i / 2 % 2 == (monday.DayNumber / 7 % 2) ? Won : Lost));
            }
        }

        return (record, sweep);
    }

    private static ForecastSweep NewSweep() => new(Time, StageScheme.Default, day => FiscalSpan.Of(day, 3, 1));

    private static DateTime At(DateOnly day) => Time.StartOf(day);

    private static void Enter(ForecastSweep sweep, long id, DateOnly on, long owner, int? called, DateOnly? expectedOn = null) => sweep.Apply(new ForecastRow(
        id, At(on).AddHours(9), true, called, new OpportunityStanding(Proposal, OpportunityState.Open, owner, 1, 1, 1000, expectedOn, false), default));

    private static void Close(ForecastSweep sweep, long id, DateOnly on, int stage)
    {
        var item = sweep.Open.Single(item => item.OpportunityId == id);
        sweep.Apply(new ForecastRow(id, At(on).AddHours(10), true, item.Called,
            item.Standing with { StageId = stage, State = stage == Won ? OpportunityState.Won : OpportunityState.Lost }, default));
    }

    private static ForecastItem Item(long id, int stage, long amount, DateOnly? expectedOn, int? called = null, bool isHeld = false) =>
        new(id, called, new OpportunityStanding(stage, OpportunityState.Open, Honest, 1, 1, amount, expectedOn, isHeld), default);
}
