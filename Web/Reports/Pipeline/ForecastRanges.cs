using System.Globalization;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>How the interval of a forecast is made: of what came true of former ones, or of the chances of the known opportunities.</summary>
/// <param name="page">The report as it was asked for.</param>
internal sealed class ForecastRanges(ForecastPage page, PeriodForecast period, ForecastSum sum, Words words)
{
    /// <summary>More rows say nothing more.</summary>
    public const int Most = 100;

    public required Crumb Back { get; init; }

    /// <summary>The group's name.</summary>
    public required string Whose { get; init; }

    private ForecastExpectation Expected => sum[page.Method];

    /// <summary>Of the weeks nearest in distance from the end of their period.</summary>
    /// <param name="weeks">Those that the interval is made of.</param>
    /// <param name="own">The report of the group alone: what was said of it and what came opens there.</param>
    public RatioPage OfRecord(RecordedRange range, IReadOnlyList<ForecastPoint> weeks, ForecastPage own)
    {
        var (low, high) = range.Around(sum.Won, sum.Forecast(page.Method));
        RatioStep Step(string name, string part, double factor, double result) => new(
            words[name], words["Pipeline.RangeStep", words["Pipeline.Won"], words[part], words["Pipeline.ForecastColumn.forecast"]],
            words["Pipeline.RangeStep", Told(sum.Won), factor.ToString("0.##########", CultureInfo.InvariantCulture), Told(sum.Forecast(page.Method))], Told(result));
        return Made(
            [Signed, Part("Pipeline.ForecastColumn.forecast", Told(sum.Forecast(page.Method)), ForecastFigure.Forecast), Plain("Pipeline.LowerPart", Percent(range.Low)), Plain("Pipeline.UpperPart", Percent(range.High))],
            [Step("Pipeline.RangeLow", "Pipeline.LowerPart", range.Low, low), Step("Pipeline.RangeHigh", "Pipeline.UpperPart", range.High, high)]) with
        {
            Rows = new RatioRows(
                words["Pipeline.RangeWeeks", range.Weeks], words["Pipeline.RangeWeeks.Text", range.Weeks, range.Place, Percent(range.Level), Told(range.Least)],
                [
                    (words["Reports.Week"], false), (words["Pipeline.Period"], false), (words["Pipeline.DaysLeft"], true), (words["Pipeline.Said"], true), (words["Pipeline.Came"], true),
                    (words["Pipeline.CamePart"], true), (words["Pipeline.Bound"], false),
                ],
                [.. weeks.Index().Select(week => Row(own, week.Item, week.Index + 1 == range.Place ? "Pipeline.LowerPart" : weeks.Count - week.Index == range.Place ? "Pipeline.UpperPart" : null))]),
        };
    }

    /// <summary>Of the chances of the known opportunities, each won or not by itself.</summary>
    /// <param name="spread">What adds most to it.</param>
    /// <param name="named">What each is called; what the reader does not see is missing.</param>
    public RatioPage OfKnown(IReadOnlyList<ForecastSpread> spread, IReadOnlyDictionary<long, PipelineHit> named)
    {
        var (low, high) = Expected.Around(sum.Won);
        var (won, weighted, deviation) = (words["Pipeline.Won"], words["Pipeline.Weighted"], words["Pipeline.Deviation"]);
        var z = WilsonInterval.Z.ToString("0.000000", CultureInfo.InvariantCulture);
        return Made(
            [Signed, Part("Pipeline.Weighted", Told(Expected.Weighted), ForecastFigure.Weighted)],
            [
                new(deviation, words["Pipeline.DeviationStep"], $"√{(Expected.Variance / 10_000).ToString("#,##0", CultureInfo.InvariantCulture)}", Told(Expected.Deviation)),
                new(words["Pipeline.RangeLow"], words["Pipeline.KnownLowStep", won, weighted, z, deviation], words["Pipeline.KnownLowStep", Told(sum.Won), Told(Expected.Weighted), z, Told(Expected.Deviation)], Told(low)),
                new(words["Pipeline.RangeHigh"], $"{won} + {weighted} + {z} × {deviation}", $"{Told(sum.Won)} + {Told(Expected.Weighted)} + {z} × {Told(Expected.Deviation)}", Told(high)),
            ]) with
        {
            Rows = new RatioRows(
                words["Pipeline.Spread"], words[spread.Count > Most ? "Pipeline.Spread.First" : "Pipeline.Spread.Text", Most],
                [(words["Pipeline.Project"], false), (words["Reports.Amount"], true), (words["Pipeline.ChanceInPeriod"], true), (words["Pipeline.SpreadShare"], true)],
                [.. spread.Take(Most).Select(one => Row(one, named))]),
        };
    }

    private RatioPart Signed => Part("Pipeline.Won", Told(sum.Won), ForecastFigure.Signed);

    private RatioPage Made(IReadOnlyList<RatioPart> parts, IReadOnlyList<RatioStep> steps) =>
        new(words["Pipeline.Range"], words["Pipeline.ForecastMeans.Range"], Whose, parts, steps)
        {
            Back = Back,
            Days = $"{period.Period} {Show.Day(period.Period.From)} – {Show.Day(period.Period.Until)}",
        };

    private RatioPart Part(string name, string value, ForecastFigure figure) => new(words[name], value, page.Open(period, sum.Key, figure));

    private RatioPart Plain(string name, string value) => new(words[name], value, page.Address + RatioRows.Place);

    private RatioCell[] Row(ForecastPage own, ForecastPoint week, string? bound) =>
    [
        new(page.Time.WeekOf(week.At).ToString()), new(week.Period.ToString()), new(Show.Number(week.Period.Until.DayNumber - page.Time.DayOf(week.At).DayNumber)),
        new(Told(week.Forecast), own.OpenSaid(week)), new(Told(week.Actual), own.OpenCame(week)), new(Percent(week.Part)), new(bound is null ? "" : words[bound]),
    ];

    private RatioCell[] Row(ForecastSpread one, IReadOnlyDictionary<long, PipelineHit> named)
    {
        var hit = named.GetValueOrDefault(one.OpportunityId);
        return
        [
            hit?.Name is { } name ? new($"{hit.Number} {name}", $"/opportunities/{one.OpportunityId}") : new(hit?.Number ?? Show.Nothing), new(Told(one.Amount)), new(Percent(one.Chance)),
            new(Percent(Expected.Variance == 0 ? 0 : one.Variance / Expected.Variance)),
        ];
    }

    private static string Percent(double share) => FunnelPage.Share(share);

    private static string Told(long minor) => Show.Money(ForecastPage.Amount(minor));

    private static string Told(double minor) => Show.Money(ForecastPage.Amount(minor));
}
