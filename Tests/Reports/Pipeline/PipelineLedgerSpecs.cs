using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class PipelineLedgerSpecs
{
    public static TheoryData<string, string> Worlds => new()
    {
        { "Asia/Shanghai", "2026-11-02" },
        { "Asia/Shanghai", "2026-12-15" },
        { "Europe/Berlin", "2026-10-15" },
        { "Europe/Berlin", "2026-03-20" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public void Every_row_opens_and_closes_with_what_stands_there_to_the_cent(string zone, string start) => ForAll(zone, start, (rows, time, weeks) =>
    {
        foreach (var view in Views())
        {
            var groups = PipelineWaterfall.Of(rows, Bounds(time, weeks), view);
            for (var i = 0; i < weeks.Count; i++)
            {
                var (from, to) = time.BoundsOf(weeks[i]);
                Assert.Equal(Standing(rows, from, view), Figures(groups, i, PipelineFigure.Opening));
                Assert.Equal(Standing(rows, to, view), Figures(groups, i, PipelineFigure.Closing));
                if (view.Slices.Count == 0)
                {
                    Assert.Equal(groups.Sum(group => group[i].Amount(PipelineFigure.MovedIn)), groups.Sum(group => group[i].Amount(PipelineFigure.MovedOut)));
                }
            }
        }
    });

    [Theory, MemberData(nameof(Worlds))]
    public void The_sums_of_the_matrices_are_opening_new_and_closing_left(string zone, string start) => ForAll(zone, start, (rows, time, weeks) =>
    {
        foreach (var week in weeks)
        {
            var span = PipelineSpan.Of(week, time, day => FiscalSpan.Of(day, 3, 1));
            var paths = PipelinePaths.Of(rows, span, PipelineView.Everything);
            var (opening, closing) = (Open(rows, span.From), Open(rows, span.To));
            foreach (var cells in (IReadOnlyList<PipelineCell>[])[PipelinePaths.Stages(paths), PipelinePaths.Horizons(paths, span)])
            {
                Assert.Equal(opening.Count, cells.Where(cell => cell.From.Edge == PipelineEdge.Open).Sum(cell => cell.Count));
                Assert.Equal(opening.Sum(row => row.After.Amount), cells.Where(cell => cell.From.Edge == PipelineEdge.Open).Sum(cell => cell.AmountFrom));
                Assert.Equal(closing.Count, cells.Where(cell => cell.To.Edge == PipelineEdge.Open).Sum(cell => cell.Count));
                Assert.Equal(closing.Sum(row => row.After.Amount), cells.Where(cell => cell.To.Edge == PipelineEdge.Open).Sum(cell => cell.Amount));
                Assert.Equal(
                    rows.Count(row => row.Kind == OpportunityEventKind.Opened && row.At >= span.From && row.At < span.To),
                    cells.Where(cell => cell.From.Edge == PipelineEdge.New).Sum(cell => cell.Count));
            }

            foreach (var stage in StageScheme.Default.Open)
            {
                Assert.Equal(
                    closing.Count(row => row.After.StageId == stage.Id),
                    PipelinePaths.Stages(paths).Where(cell => cell.To == new PipelinePoint(PipelineEdge.Open, stage.Id)).Sum(cell => cell.Count));
            }
        }
    });

    [Theory, MemberData(nameof(Worlds))]
    public void The_horizons_that_a_week_closes_with_are_those_that_the_next_one_opens_with(string zone, string start) => ForAll(zone, start, (rows, time, weeks) =>
    {
        Dictionary<int, long>? before = null;
        foreach (var week in weeks)
        {
            var span = PipelineSpan.Of(week, time, day => FiscalSpan.Of(day, 3, 1));
            var cells = PipelinePaths.Horizons(PipelinePaths.Of(rows, span, PipelineView.Everything), span);
            var opening = Places(cells, cell => cell.From);
            Assert.Equal(before ?? opening, opening);
            before = Places(cells, cell => cell.To);
        }
    });

    [Fact]
    public void A_period_that_ends_makes_Next_to_Current_without_anybody_having_pulled_it_in()
    {
        var time = Time("Asia/Shanghai");
        var rows = new List<OpportunityMovement>();
        var opportunity = Opened(time, new DateOnly(2026, 12, 1), new DateOnly(2027, 2, 1));
        rows.AddRange(opportunity.History.Select(row => OpportunityMovement.Of(row, 1, default)));
        var span = PipelineSpan.Of(IsoWeek.Of(2026, 53), time, day => FiscalSpan.Of(day, 3, 1));
        var path = Assert.Single(PipelinePaths.Of(rows, span, PipelineView.Everything));
        Assert.Equal(
            (new PipelinePoint(PipelineEdge.Open, (int)Horizon.Next), new PipelinePoint(PipelineEdge.Open, (int)Horizon.Current)), PipelinePaths.PointsOfHorizons(path, span));
        Assert.False(path.IsIn(PipelineList.PulledIn, span));
        Assert.True(path.IsIn(PipelineList.Untouched, span));
    }

    [Fact]
    public void What_is_put_off_beyond_the_period_has_slipped_and_what_comes_back_is_pulled_in()
    {
        var time = Time("Asia/Shanghai");
        var opportunity = Opened(time, new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 20));
        opportunity.Redate(new DateOnly(2027, 1, 5), "their budget", Stamp.Of(1, time.StartOf(new DateOnly(2026, 11, 17)), time));
        opportunity.Redate(new DateOnly(2026, 12, 30), null, Stamp.Of(1, time.StartOf(new DateOnly(2026, 11, 24)), time));
        var rows = opportunity.History.Select(row => OpportunityMovement.Of(row, 1, default)).ToList();
        Assert.True(In(47, PipelineList.Slipped));
        Assert.False(In(47, PipelineList.PulledIn));
        Assert.True(In(48, PipelineList.PulledIn));
        Assert.False(In(46, PipelineList.Slipped));

        bool In(int week, PipelineList list)
        {
            var span = PipelineSpan.Of(IsoWeek.Of(2026, week), time, day => FiscalSpan.Of(day, 3, 1));
            return Assert.Single(PipelinePaths.Of(rows, span, PipelineView.Everything)).IsIn(list, span);
        }
    }

    private static Opportunity Opened(CompanyTime time, DateOnly day, DateOnly expectedOn) =>
        new("O-1", "Data centre", null, null, null, new Money(100), expectedOn, 1, 1, Stamp.Of(1, time.StartOf(day), time));

    private static Dictionary<int, long> Places(IEnumerable<PipelineCell> cells, Func<PipelineCell, PipelinePoint> point) => cells
        .Where(cell => point(cell).Edge == PipelineEdge.Open).GroupBy(cell => point(cell).Place)
        .OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Sum(cell => cell.Count));

    private static IEnumerable<PipelineView> Views() => Enum.GetValues<PipelineGrouping>()
        .SelectMany(by => (PipelineView[])
        [
            new(by, []), new(by, [new PipelineSlice(PipelineGrouping.Team, "2")]), new(by, [new PipelineSlice(PipelineGrouping.Owner, "1")]),
        ]);

    private static List<OpportunityMovement> Open(IEnumerable<OpportunityMovement> rows, DateTime at) =>
        [.. rows.Where(row => row.HoldsAt(at) && row.After.IsOpen)];

    private static IEnumerable<(string, long, long)> Standing(IReadOnlyList<OpportunityMovement> rows, DateTime at, PipelineView view) =>
        [.. Open(rows, at).Where(row => view.GroupOf(row.After, row.Opportunity) is not null)
            .GroupBy(row => view.GroupOf(row.After, row.Opportunity)!)
            .Select(group => (group.Key, group.LongCount(), group.Sum(row => row.After.Amount))).OrderBy(group => group.Key, StringComparer.Ordinal)];

    private static IEnumerable<(string, long, long)> Figures(IReadOnlyList<IReadOnlyList<PipelineRow>> groups, int week, PipelineFigure figure) =>
        [.. groups.Select(group => (group[week].Key, group[week].Count(figure), group[week].Amount(figure)))
            .Where(group => group.Item2 != 0 || group.Item3 != 0).OrderBy(group => group.Key, StringComparer.Ordinal)];

    private static IReadOnlyList<DateTime> Bounds(CompanyTime time, IReadOnlyList<IsoWeek> weeks) =>
        [.. weeks.Select(week => time.BoundsOf(week).From), time.BoundsOf(weeks[^1]).To];

    private static CompanyTime Time(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static void ForAll(string zone, string start, Action<IReadOnlyList<OpportunityMovement>, CompanyTime, IReadOnlyList<IsoWeek>> holds)
    {
        var time = Time(zone);
        var day = DateOnly.Parse(start, CultureInfo.InvariantCulture);
        Prop.ForAll(RandomHistories.Steps, steps =>
        {
            var world = RandomOpportunities.Play(time, day, steps);
            if (world.All.Count == 0)
            {
                return;
            }

            var last = time.WeekOf(world.Rows.Max(row => row.At));
            var weeks = new List<IsoWeek>();
            for (var week = time.WeekOf(world.Rows.Min(row => row.At)); week <= last.Next; week = week.Next)
            {
                weeks.Add(week);
            }

            holds(world.Rows, time, weeks);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }
}
