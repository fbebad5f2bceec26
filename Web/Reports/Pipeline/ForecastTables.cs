using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The forecast and its record as tables: fixed column names for other programs, the reader's words for people.</summary>
public sealed class ForecastTables(Words words, PipelineText text)
{
    /// <summary>Columns that say which part of an amount another one is.</summary>
    private static readonly string[] Shares = ["coverage", "relative_bias", "unforeseen_share"];

    public ExportTable Forecast(ForecastResult result, ForecastMethod method, PipelineGrouping grouping)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ExportTable.Of(
            "sales-forecast",
            [
                "period", "group", "signed_count", "signed", "commit", "best_case", "open_count", "open", "weighted", "method", "forecast", "low", "high", "target", "gap", "coverage", "interval_of", "interval_weeks",
            ],
            from period in result.Periods
            from sum in period.Groups.OrderBy(sum => sum.Key, StringComparer.Ordinal).Append(period.Total)
            let recorded = result.RangeOf(period, sum, method)
            let range = recorded?.Around(sum.Won, sum.Forecast(method)) ?? sum[method].Around(sum.Won)
            let gap = result.Gap(period, sum, method)
            select (IReadOnlyList<object?>)
            [
                period.Period.ToString(), text.Group(sum.Key == LedgerKey.Total ? PipelineGrouping.Total : grouping, sum.Key, result.Names.GetValueOrDefault(sum.Key)),
                sum.WonCount, new Money(sum.Won), new Money(sum.Commit), new Money(sum.BestCase), sum.OpenCount, new Money(sum.Open),
                ForecastPage.Amount(sum[method].Weighted), words.Of(method), new Money(sum.Forecast(method)),
                ForecastPage.Amount(range.Low), ForecastPage.Amount(range.High), gap?.Target, gap?.Gap,
                new ShareOf(gap?.Coverage), words[recorded is null ? "Pipeline.IntervalOf.Known" : "Pipeline.IntervalOf.Record"], recorded?.Weeks,
            ]);
    }

    public ExportTable Backtest(ForecastResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ExportTable.Of(
            "sales-forecast", ["method", "person", "weeks", "bias", "relative_bias", "mean_absolute_error", "interval_coverage", "brier_score", "best", "unforeseen_share", "recorded_coverage", "recorded_weeks"],
            result.Scores.OrderBy(score => score.Key != LedgerKey.Total).ThenBy(score => score.Key, StringComparer.Ordinal).ThenBy(score => score.Method)
                .Select(score => (IReadOnlyList<object?>)
                [
                    words.Of(score.Method), text.Group(PipelineGrouping.Owner, score.Key, result.People.GetValueOrDefault(score.Key)), score.Weeks,
                    ForecastPage.Amount(score.Bias), ShareOf.Of(score.RelativeBias), ForecastPage.Amount(score.MeanAbsoluteError),
                    ShareOf.Of(score.IntervalCoverage), Rounded(score.Brier), score.Method == result.Best && score.Key == LedgerKey.Total ? 1 : 0,
                    ShareOf.Of(score.Unforeseen), ShareOf.Of(score.RecordedCoverage), score.RecordedWeeks,
                ]));
    }

    /// <summary>How often persons were right against the rule about horizons.</summary>
    public ExportTable Overrides(IReadOnlyList<JudgedOverride> overrides, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return ExportTable.Of(
            "horizon-overrides", ["person", "overrides", "override_right", "proposal_right", "both", "neither", "pending", "override_share", "proposal_share"],
            OverrideScore.Of(overrides).Select(score => (IReadOnlyList<object?>)
            [
                text.Person(score.Key, names.Person(LedgerKey.IdOf(score.Key))), score.All, score[OverrideVerdict.OverrideRight], score[OverrideVerdict.ProposalRight],
                score[OverrideVerdict.Both], score[OverrideVerdict.Neither], score[OverrideVerdict.Pending], ShareOf.Of(score.Right.Share), ShareOf.Of(score.ProposalRight.Share),
            ]));
    }

    /// <summary>With heads in the reader's language.</summary>
    public ExportTable ForReaders(ExportTable table, string title, bool seesAmounts)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ExportTable(
            title, [.. table.Columns.Select(column => words[$"Pipeline.ForecastColumn.{column}"])],
            seesAmounts ? table.Rows : table.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select((cell, place) => cell is Money || Shares.Contains(table.Columns[place]) ? null : cell)]));
    }

    private static decimal? Rounded(double? number) => number is { } known ? decimal.Round((decimal)known, 4) : null;
}
