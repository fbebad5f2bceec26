using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The charts of the reports on opportunities.</summary>
public static class PipelineCharts
{
    private const string Likely = "likely";

    public static Chart Of(FunnelPage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        return new("funnel", words["Pipeline.EnteredByStage"], [new(words["Pipeline.Stage"]), new(words.Of(FunnelFigure.Entered))],
            [.. page.Rows.Select(row => new ChartRow(page.Stages.Of(row.StageId).Called(), null, [ChartCell.Of(row.Entered, page.Open(row.StageId, FunnelFigure.Entered))]))]);
    }

    /// <param name="total">Of all together.</param>
    public static Chart Of(PipelinePage page, PipelineLine total, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(total);
        ArgumentNullException.ThrowIfNull(words);
        return new("waterfall", words["Pipeline.Waterfall"], [new(words["Reports.Figure"]), new(words["Reports.Amount"])],
        [
            .. from figure in PipelineFlow.Figures
               let amount = new Money(total[figure].Amount)
               where figure is PipelineFigure.Opening or PipelineFigure.Closing || amount != Money.Zero
               select new ChartRow(
                   words.Of(figure), page.Open(LedgerKey.Total, figure), [new(amount.ToString(), Show.Money(amount))], figure == PipelineFigure.Opening ? 0 : PipelineFlow.SignOf(figure)),
        ]);
    }

    /// <summary>By period what is likely to be signed, what is forecast and between what it may lie, and the target; for who sees amounts.</summary>
    public static Chart? Of(ForecastPage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        if (!page.Asked.Viewer.Sees(SensitiveField.Amount))
        {
            return null;
        }

        ChartHead Head(string name, string means, string? stack = null) => new(words[$"Pipeline.{name}"], stack, words[$"Pipeline.ForecastMeans.{means}"]);
        IReadOnlyList<ChartHead> target = page.HasTargets ? [Head("Target", "Target")] : [];
        return new(
            "bars", words["Pipeline.ForecastChart"],
            [
                new(words["Pipeline.Period"]), Head("Won", "Signed", Likely), Head("Commit", "Commit", Likely), Head("BestCase", "BestCase", Likely), Head("ForecastColumn.forecast", "Forecast"),
                .. target, Head("Weighted", "Weighted"), Head("Range", "Range"),
            ],
            [.. page.Result.Periods.Select(period => new ChartRow(period.Period.ToString(), null, [.. Cells(page, period, words)]))])
        {
            Note = words["Pipeline.ForecastChartMeans"],
        };
    }

    private static IEnumerable<ChartCell> Cells(ForecastPage page, PeriodForecast period, Words words)
    {
        var sum = period.Total;
        ChartCell Cell(long amount, ForecastFigure figure) => ChartCell.Of(new Money(amount), words, page.Open(period, sum.Key, figure));
        var (low, high, _) = page.Range(period, sum);
        var (from, to) = (ForecastPage.Amount(low), ForecastPage.Amount(high));
        yield return Cell(sum.Won, ForecastFigure.Signed);
        yield return Cell(sum.Commit, ForecastFigure.Commit);
        yield return Cell(sum.BestCase, ForecastFigure.BestCase);
        yield return Cell(sum.Forecast(page.Method), ForecastFigure.Forecast) with { Span = (from, to) };
        if (page.HasTargets)
        {
            yield return page.Result.Gap(period, sum, page.Method) is { } gap ? ChartCell.Of(gap.Target, words, page.OpenTarget(period, sum)) : ChartCell.Nothing;
        }

        var weighted = Cell(sum[page.Method].Weighted, ForecastFigure.Weighted);
        yield return ChartCell.Told(weighted.Text, weighted.Link);
        yield return ChartCell.Told($"{Figures.Compact(from, words)} – {Figures.Compact(to, words)}", page.OpenRange(period, sum.Key));
    }
}
