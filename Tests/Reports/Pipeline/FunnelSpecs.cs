using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;

namespace SiCrm.Tests.Reports.Pipeline;

public sealed class FunnelSpecs
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>E. B. Wilson's interval as the textbooks compute it: Newcombe 1998, table I; Brown, Cai and DasGupta 2001.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1.0)]
    public void The_interval_of_a_share_is_Wilson_s(int hits, int of, double low, double high)
    {
        var interval = new WilsonInterval(hits, of);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    /// <summary>The remission times of 21 patients on 6-MP (Freireich 1963), the example of every textbook; the median is 23 weeks.</summary>
    [Fact]
    public void Days_are_estimated_as_Kaplan_and_Meier_do()
    {
        (double Days, bool HasEnded)[] weeks =
        [
            (6, true), (6, true), (6, true), (6, false), (7, true), (9, false), (10, true), (10, false), (11, false), (13, true), (16, true),
            (17, false), (19, false), (20, false), (22, true), (23, true), (25, false), (32, false), (32, false), (34, false), (35, false),
        ];
        var curve = new KaplanMeier(weeks.Select(stay => new ObservedStay(stay.Days, stay.HasEnded)));
        Assert.Equal(0.857, curve.StayingAfter(6), 3);
        Assert.Equal(0.807, curve.StayingAfter(7), 3);
        Assert.Equal(0.753, curve.StayingAfter(10), 3);
        Assert.Equal(0.690, curve.StayingAfter(13), 3);
        Assert.Equal(0.627, curve.StayingAfter(16), 3);
        Assert.Equal(0.538, curve.StayingAfter(22), 3);
        Assert.Equal(0.448, curve.StayingAfter(23), 3);
        Assert.Equal(23, curve.DaysUntil(0.5));
        Assert.Null(curve.DaysUntil(0.8));
        Assert.Equal(9, curve.Ended);
    }

    [Fact]
    public void The_slow_ones_that_are_stuck_count()
    {
        var quick = Enumerable.Range(0, 10).Select(_ => new ObservedStay(5, true));
        Assert.Equal(5, new KaplanMeier(quick).DaysUntil(0.5));
        Assert.Null(new KaplanMeier(quick.Concat(Enumerable.Range(0, 11).Select(_ => new ObservedStay(100, false)))).DaysUntil(0.5));
    }

    [Fact]
    public void A_stage_tells_what_entered_it_and_how_it_left()
    {
        var funnel = new StageFunnel(
            [.. Visits(6, 10, OpportunityEventKind.Advanced), .. Visits(2, 20, OpportunityEventKind.Lost), .. Visits(1, 30, OpportunityEventKind.Abandoned),
                .. Visits(1, 4, OpportunityEventKind.MovedBack), .. Visits(3, null, null)],
            Start, Start.AddDays(100), null);
        var row = funnel.Row(1);
        Assert.Equal((13, 6, 2, 1, 1, 3), (row.Entered, row.Forward, row.Lost, row.Abandoned, row.MovedBack, row.Open));
        Assert.Equal(new WilsonInterval(6, 9), row.Success);
        Assert.Equal((10, true), (row.MedianDays, row.IsThin));
        Assert.Equal(row.Forward, funnel.Behind(1, FunnelFigure.Forward).Count());
    }

    [Fact]
    public void Parts_of_a_question_together_are_the_whole()
    {
        FunnelVisit[] visits = [.. Visits(6, 10, OpportunityEventKind.Advanced), .. Visits(2, 20, OpportunityEventKind.Lost), .. Visits(3, null, null)];
        StageFunnel Of(IEnumerable<FunnelVisit> some) => new(some, Start, Start.AddDays(100), null);

        Assert.Equal(Of(visits).Row(1), Of(visits.Take(7)).With(Of(visits.Skip(7))).Row(1));
        Assert.Equal(Of(visits).Row(1), Of([]).With(Of(visits)).Row(1));
    }

    [Fact]
    public void What_left_after_the_span_was_still_there_at_its_end()
    {
        var funnel = new StageFunnel(Visits(4, 50, OpportunityEventKind.Advanced), Start, Start.AddDays(20), null);
        Assert.Equal((4, 0), (funnel.Row(1).Open, funnel.Row(1).Forward));
        Assert.Null(funnel.Row(1).MedianDays);
    }

    [Fact]
    public void A_thin_category_borrows_the_days_of_all_and_says_so()
    {
        List<FunnelVisit> visits = [.. Visits(30, 12, OpportunityEventKind.Advanced, "General"), .. Visits(3, 40, OpportunityEventKind.Advanced, "Key")];
        var thin = new StageFunnel(visits, Start, Start.AddDays(100), "Key").Row(1);
        var own = new StageFunnel(visits, Start, Start.AddDays(100), "General").Row(1);
        Assert.Equal((3, 12, true, false), (thin.Forward, thin.MedianDays, thin.IsWidened, thin.IsThin));
        Assert.Equal((12, false), (own.MedianDays, own.IsWidened));
    }

    [Fact]
    public void An_open_one_is_compared_with_those_that_went_on()
    {
        var gone = Enumerable.Range(1, 100).SelectMany(days => Visits(1, days, OpportunityEventKind.Advanced));
        var stuck = new FunnelVisit(999, 1, Start.AddDays(117), null, null, null);
        var slow = Assert.Single(new StageFunnel([.. gone, stuck], Start, Start.AddDays(200), null).Slowest([1]));
        Assert.Equal((999, 83.0, 0.82, 100), (slow.OpportunityId, slow.Days, slow.SlowerThan, slow.Compared));
    }

    private static IEnumerable<FunnelVisit> Visits(int count, int? days, OpportunityEventKind? by, string? category = null) =>
        Enumerable.Range(0, count).Select(i => new FunnelVisit(i, 1, Start, days is { } length ? Start.AddDays(length) : null, by, category)).ToList();
}
