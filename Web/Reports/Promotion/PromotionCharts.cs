using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>The week of all leads together as charts: what became of them, the weeks before, and how far they came.</summary>
internal sealed class PromotionCharts(PromotionPage page)
{
    private static readonly (FlowFigure Figure, int Sign)[] Steps =
    [
        (FlowFigure.Opening, 0), (FlowFigure.Captured, 1), (FlowFigure.Reopened, 1), (FlowFigure.MovedIn, 1), (FlowFigure.MovedOut, -1),
        (FlowFigure.Converted, -1), (FlowFigure.Disqualified, -1), (FlowFigure.Closing, 0),
    ];

    private static readonly FlowFigure[] Followed = [FlowFigure.Captured, FlowFigure.Promoted, FlowFigure.Converted, FlowFigure.Disqualified, FlowFigure.Closing];

    private static readonly FlowFigure[] Funnel = [FlowFigure.Captured, FlowFigure.Qualified, FlowFigure.Assigned, FlowFigure.Started, FlowFigure.Converted];

    private readonly FlowTable _table = new(page);
    private readonly PromotionFlow _flow = page.Flow?.Flow ?? throw new InvalidOperationException("No flow was counted.");

    public IEnumerable<Chart> All => [Waterfall, Trend, Reached];

    private Words Words => page.Words;

    private Chart Waterfall => new("waterfall", Words["Reports.Waterfall"], Heads("Reports.Figure"),
        [.. Steps.Where(step => step.Sign == 0 || (_flow.Total[step.Figure].Leads != 0 && (!_flow.By.Moves() || step.Figure is not (FlowFigure.MovedIn or FlowFigure.MovedOut)))).Select(step => Row(step.Figure, step.Sign))]);

    /// <summary>Each week leads to the report of it.</summary>
    private Chart Trend => new("trend", Words["Reports.Trend"], [new(Words["Reports.Week"]), .. Followed.Select(figure => new ChartHead(Words.Of(figure)))],
        [.. _flow.Trend.Select(week => new ChartRow(new IsoWeek(week.Week).ToString(), page.InWeek(new IsoWeek(week.Week)), [.. Followed.Select(figure => ChartCell.Of(week[figure]))]))]);

    private Chart Reached => new("funnel", Words["Reports.Funnel"], Heads("Reports.Figure"), [.. Funnel.Select(figure => Row(figure, 0))]);

    private ChartHead[] Heads(string first) => [new(Words[first]), new(Words["Reports.Leads"])];

    /// <summary>What has changed since it was frozen has no records any more that it would open.</summary>
    private ChartRow Row(FlowFigure figure, int sign) => new(
        Words.Of(figure), null, [ChartCell.Of(_flow.Total[figure].Leads, _table.NowOf(LedgerKey.Total, figure) is null ? page.Open(LedgerKey.Total, figure) : null)], sign);
}
