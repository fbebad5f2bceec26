using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>The parts of the weekly promotion as files for people: in their language, leads and amounts beside each other.</summary>
/// <param name="seesAmounts">Without it the columns of amounts stay empty.</param>
public sealed class PromotionTables(Words words, CompanyTime time, bool seesAmounts)
{
    private static readonly IReadOnlyList<FlowFigure> Columns =
    [
        FlowFigure.Opening, FlowFigure.Captured, FlowFigure.Reopened, FlowFigure.MovedIn, FlowFigure.MovedOut, FlowFigure.Converted,
        FlowFigure.Disqualified, FlowFigure.Revalued, FlowFigure.Closing, FlowFigure.Qualified, FlowFigure.Assigned, FlowFigure.Started,
        FlowFigure.Reclaimed, FlowFigure.Stalled, FlowFigure.Promoted,
    ];

    private readonly PromotionText _text = new(words);

    public ExportTable Flow(PromotionFlow flow, IsoWeek week) => ExportTable.Of(
        NameOf(week),
        [
            words.Of(flow.By), .. Columns.Select(figure => words.Of(figure)), words["Reports.Rate"],
            .. Columns.Select(figure => words["Reports.AmountOf", figure]), .. Columns.Select(figure => words["Reports.PreviousOf", figure]),
            .. Columns.Select(figure => words["Reports.MeanOf", figure]), .. Columns.Select(figure => words["Reports.SameWeekOf", figure]),
        ],
        (flow.By == LedgerGrouping.Total ? [] : _text.Sorted(flow.By, flow.Lines, StringComparer.CurrentCulture))
            .Append((words["Reports.Total"], flow.Total)).Select(row => Row(row.Item1, row.Item2)));

    public ExportTable Matrix(IReadOnlyList<MatrixCell> cells, IsoWeek week) => ExportTable.Of(
        NameOf(week), [words["Reports.From"], words["Reports.To"], words["Reports.Leads"], words["Reports.Amount"]],
        cells.Where(cell => cell.Leads != 0)
            .Select(cell => (IReadOnlyList<object?>)[From(cell.From), _text.Point(cell.To), cell.Leads, Seen(new Money(cell.Amount))]));

    public ExportTable Stalled(IAsyncEnumerable<PromotionLead> leads, IsoWeek week) => new(
        NameOf(week),
        [
            words["Reports.Number"], words["Reports.Company"], words["Reports.Status"], words["Reports.Owner"], words["Reports.Unmoved"],
            words["Reports.Amount"], words["Reports.ReclaimRule"], words["Reports.ReclaimDue"],
        ],
        leads.Select(lead => (IReadOnlyList<object?>)
        [
            lead.Number, lead.Company, words.Of(lead.To), lead.Owner ?? words["Reports.LeadDesk"], time.Local(lead.Since), Seen(lead.Amount),
            lead.Rule is { } rule ? words.Of(rule) : null, lead.DueAt is { } due ? time.Local(due) : null,
        ]));

    private object? Seen(Money amount) => seesAmounts ? amount : null;

    private IReadOnlyList<object?> Row(string name, PromotionLine line) =>
    [
        name, .. Columns.Select(figure => (object?)line[figure].Leads), new ShareOf(line.Rate),
        .. Columns.Select(figure => Seen(new Money(line[figure].Amount))), .. Columns.Select(figure => (object?)line[figure].Previous),
        .. Columns.Select(figure => (object?)decimal.Round(line[figure].Mean, 2)), .. Columns.Select(figure => (object?)line[figure].LastYear),
    ];

    private string From(LedgerPoint point) =>
        point.IsOpen() || point is LedgerPoint.Captured or LedgerPoint.MovedIn ? _text.Point(point) : words["Reports.ReopenedInWeek"];

    private string NameOf(IsoWeek week) => $"{words["Reports.Promotion"]} {week}";
}
