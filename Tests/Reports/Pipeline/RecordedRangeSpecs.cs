using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>The interval that the forecast's own record makes.</summary>
public sealed class RecordedRangeSpecs
{
    private const int Proposal = 4;
    private const int Won = 7;
    private const int Lost = 8;

    private static readonly CompanyTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
    private static readonly DateOnly First = new(2022, 1, 3);

    [Fact]
    public void Fewer_weeks_than_twenty_tell_nothing() =>
        Assert.Equal([false, true], new[] { RecordedRange.Floor - 1, RecordedRange.Floor }.Select(weeks => RecordedRange.Of([.. Enumerable.Repeat(1.0, weeks)]) is not null));

    [Theory]
    [InlineData(20, 1, 20, 19 / 21.0)]
    [InlineData(39, 1, 39, 38 / 40.0)]
    [InlineData(79, 2, 78, 76 / 80.0)]
    [InlineData(200, 5, 196, 191 / 201.0)]
    public void It_leaves_out_two_and_a_half_per_cent_on_both_sides_or_nothing_where_so_little_is_no_week(int weeks, double low, double high, double level)
    {
        var range = RecordedRange.Of([.. Enumerable.Range(1, weeks).Reverse().Select(week => (double)week)]) ?? throw new InvalidOperationException();
        Assert.Equal((low, high, weeks), (range.Low, range.High, range.Weeks));
        Assert.Equal(level, range.Level, 9);
    }

    [Fact]
    public void It_is_never_below_what_is_signed()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var range = RecordedRange.Of([.. Enumerable.Range(0, random.Next(20, 60)).Select(_ => random.NextDouble() * 3)]) ?? throw new InvalidOperationException();
            var won = random.Next(0, 1000);
            var (low, high) = range.Around(won, won + random.Next(0, 1000));
            Assert.True(low >= won && high >= low && range.Level is > 0.9 and < 1);
        }
    }

    /// <summary>A third of what is signed is nobody's opportunity when the week begins: chances of the known ones cannot tell it, the record can.</summary>
    [Fact]
    public void It_covers_about_what_it_says_where_the_known_opportunities_do_not()
    {
        var (record, sweep) = Played(weeks: 260);
        var today = First.AddDays(7 * 260);
        var score = record.Scores(sweep.Standing, today, PipelineView.Everything).Single(one => one is { Key: LedgerKey.Total, Method: ForecastMethod.Learned });

        Assert.True(score.RecordedWeeks > 150);
        Assert.True(score.IntervalCoverage < 0.6, $"{score.IntervalCoverage}");
        Assert.InRange(score.RecordedCoverage ?? 0, 0.85, 1);
        Assert.True(score.Unforeseen > 0.2);
    }

    [Fact]
    public void A_past_weeks_interval_is_of_what_was_known_by_then()
    {
        var (whole, sweep) = Played(weeks: 150);
        var (early, gone) = Played(weeks: 90);
        var until = Time.StartOf(First.AddDays(7 * 70));
        var (then, now) = (Told(early, gone, 90), Told(whole, sweep, 150));
        Assert.Contains(then, range => range is not null);
        Assert.Equal(then, now);

        List<RecordedRange?> Told(ForecastRecord record, ForecastSweep sweep, int weeks) =>
            [.. record.Points(sweep.Standing, First.AddDays(7 * weeks), PipelineView.Everything).Where(point => point.Key == LedgerKey.Total && point.At < until).Select(point => point.Recorded)];
    }

    [Fact]
    public void Today_has_the_interval_of_the_weeks_that_are_as_far_from_the_end_of_the_period()
    {
        var (record, sweep) = Played(weeks: 120);
        var today = First.AddDays(7 * 120);
        var period = FiscalSpan.Of(today, 3, 1);
        var (points, scores) = record.Judge(sweep.Standing, today, PipelineView.Everything, period);
        var score = scores.Single(one => one is { Key: LedgerKey.Total, Method: ForecastMethod.Learned });
        var left = period.Until.DayNumber - today.DayNumber;
        var range = score.Now ?? throw new InvalidOperationException();
        var nearest = points.Where(point => point is { Key: LedgerKey.Total, Method: ForecastMethod.Learned } && range.IsOf(point.Forecast))
            .OrderBy(point => Math.Abs(point.Period.Until.DayNumber - Time.DayOf(point.At).DayNumber - left)).Take(RecordedRange.Floor).Select(point => (double)point.Actual / point.Forecast).ToList();

        Assert.True(range.Weeks >= RecordedRange.Floor && range.Low <= nearest.Min() && range.High >= nearest.Max());
        Assert.Null(record.Scores(sweep.Standing, today, PipelineView.Everything)[0].Now);
    }

    [Fact]
    public void The_weeks_behind_it_are_those_that_it_is_made_of()
    {
        var (record, sweep) = Played(weeks: 120);
        var (today, period) = (First.AddDays(7 * 120), FiscalSpan.Of(First.AddDays(7 * 120), 3, 1));
        var (points, scores) = record.Judge(sweep.Standing, today, PipelineView.Everything, period);
        var range = scores.Single(one => one is { Key: LedgerKey.Total, Method: ForecastMethod.Learned }).Now ?? throw new InvalidOperationException();

        var weeks = new ForecastDistances([.. points.Where(point => point is { Key: LedgerKey.Total, Method: ForecastMethod.Learned })], Time).Behind(today, period);

        Assert.Equal((range.Weeks, range.Low, range.High), (weeks.Count, weeks[range.Place - 1].Part, weeks[^range.Place].Part));
        Assert.Empty(new ForecastDistances([.. points.Take(RecordedRange.Floor - 1)], Time).Behind(today, period));
    }

    [Fact]
    public void Weeks_in_which_next_to_nothing_was_said_do_not_make_it_and_it_tells_nothing_of_so_little()
    {
        var (today, period) = (First.AddDays(7 * 60), FiscalSpan.Of(First.AddDays(7 * 60), 3, 1));
        ForecastPoint Week(int week, long said, long came) =>
            new(Time.StartOf(First.AddDays(7 * week)), FiscalSpan.Of(First.AddDays(7 * week), 3, 1), ForecastMethod.Learned, LedgerKey.Total, said, 0, 0, 0, came);
        List<ForecastPoint> usual = [.. Enumerable.Range(0, 40).Select(week => Week(week, 1000, 900 + (week * 5)))];
        List<ForecastPoint> all = [.. usual, .. Enumerable.Range(40, 5).Select(week => Week(week, 10, 1000)), Week(45, 250, 260), Week(46, 249, 249_000)];

        var range = new ForecastDistances(all, Time).On(today, period) ?? throw new InvalidOperationException();
        var weeks = new ForecastDistances(all, Time).Behind(today, period);

        Assert.InRange(range.High, 1, 1.1);
        Assert.InRange(range.Low, 0.9, 1);
        Assert.Equal((range.Weeks, range.Low, range.High), (weeks.Count, weeks[range.Place - 1].Part, weeks[^range.Place].Part));
        Assert.All(weeks, week => Assert.True(week.Forecast >= 250));
        Assert.Equal((250, true, false), (range.Least, range.IsOf(250), range.IsOf(249)));
        Assert.Null(new ForecastDistances([.. usual.Take(RecordedRange.Floor - 1), .. all.Skip(40).Take(5)], Time).On(today, period));
    }

    /// <summary>Six enter each week, expected eight weeks later, half of them won; two more are won on the day they come, and in some quarters more of them.</summary>
    private static (ForecastRecord Record, ForecastSweep Sweep) Played(int weeks)
    {
        var sweep = new ForecastSweep(Time, StageScheme.Default, day => FiscalSpan.Of(day, 3, 1));
        var (record, random, id) = (new ForecastRecord(Time), new Random(17), 0L);
        var closings = new Queue<(DateOnly On, long Id, int Stage)>();
        for (var monday = First; monday < First.AddDays(7 * weeks); monday = monday.AddDays(7))
        {
            record.Note(Time.StartOf(monday), sweep);
            while (closings.TryPeek(out var closing) && closing.On <= monday)
            {
                closings.Dequeue();
                Close(sweep, closing.Id, monday, closing.Stage);
            }

            for (var i = 0; i < 6; i++)
            {
                Enter(sweep, ++id, monday, monday.AddDays(56));
                closings.Enqueue((monday.AddDays(56), id, random.Next(2) == 0 ? Won : Lost));
            }

            for (var i = random.Next(1, 4); i > 0; i--)
            {
                Enter(sweep, ++id, monday, monday.AddDays(56));
                Close(sweep, id, monday, Won);
            }
        }

        return (record, sweep);
    }

    private static void Enter(ForecastSweep sweep, long id, DateOnly on, DateOnly expectedOn) => sweep.Apply(new ForecastRow(
        id, Time.StartOf(on).AddHours(9), true, null, new OpportunityStanding(Proposal, OpportunityState.Open, 1, 1, 1, 1000, expectedOn, false), default));

    private static void Close(ForecastSweep sweep, long id, DateOnly on, int stage) => sweep.Apply(new ForecastRow(
        id, Time.StartOf(on).AddHours(10), true, null,
        sweep.Open.Single(item => item.OpportunityId == id).Standing with { StageId = stage, State = stage == Won ? OpportunityState.Won : OpportunityState.Lost }, default));
}
