using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Reports.Targets;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>The ratios of a sheet that open how they are made.</summary>
public enum SheetRatio
{
    Attainment,
    Margin,

    /// <summary>Of all stages, or of one.</summary>
    Success,
    Collection,
    Presales,
}

/// <summary>How the ratios of a sheet are made, each part with what made it.</summary>
internal sealed class SheetRatios(SheetPage page, Words words)
{
    private AppraisalFigures Figures => page.Content.Figures;

    /// <summary>The ratio that a metric is; null of one that is an amount, or counts what its page lists.</summary>
    public static SheetRatio? Behind(AppraisalMetric metric) => metric switch
    {
        AppraisalMetric.Success => SheetRatio.Success,
        AppraisalMetric.Margin => SheetRatio.Margin,
        AppraisalMetric.Collection => SheetRatio.Collection,
        AppraisalMetric.PresalesRatio => SheetRatio.Presales,
        _ => null,
    };

    /// <summary>Null where it can't be told, or is not for the reader.</summary>
    /// <param name="stageId">The stage whose success is asked for; null for all.</param>
    public RatioPage? Of(SheetRatio ratio, int? stageId, string? stage) => ratio switch
    {
        SheetRatio.Attainment => page.SeesAmount && Figures.Target is { Minor: > 0 } target ? Attainment(target) : null,
        SheetRatio.Margin => page is { SeesAmount: true, SeesMargin: true } && Figures.MarginRate is not null ? Margin() : null,
        SheetRatio.Collection => page.SeesAmount && Figures.Collection is not null ? Collection() : null,
        SheetRatio.Presales => page.SeesAmount && page.Viewer.SeesMetric(AppraisalMetric.PresalesRatio) && Figures is { Presales: { } cost, PresalesRatio: not null } ? Presales(cost) : null,
        _ => Success([.. Figures.Stages.Where(one => stageId is null || one.StageId == stageId)], stageId, stage),
    };

    private RatioPage Attainment(Money target) => Made(
        (words["Appraisal.Column.attainment"], words["Appraisal.Means.attainment"]), null, [Amount("signed", Figures.Signed, page.Path(AppraisalMetric.Signed))],
        [Amount("target", target, page.Viewer.May(RecordType.Target, AccessAction.Read) ? TargetPartsPage.Of((TargetOf.Person, page.Person.Id), page.Period.From, page.Period.Until) : null)],
        AppraisalFigures.Rate(Figures.Signed.Minor, target.Minor));

    private RatioPage Margin() => Made(
        (words["Reports.SalesColumn.margin_rate"], words["Reports.SalesMeans.margin_rate"]), null, [Amount("margin", Figures.Margin, page.Path(AppraisalMetric.Margin))],
        [new(words["Reports.SalesColumn.ex_tax"], Show.Money(Figures.ExTax), page.Path(AppraisalMetric.Margin))], Figures.MarginRate);

    private RatioPage Collection() => Made(
        (words.Of(AppraisalMetric.Collection), words["Appraisal.MetricMeans.Collection"]), null, [Amount("received", Figures.Received, page.Path(AppraisalMetric.Receipts))],
        [Amount("signed", Figures.Signed, page.Path(AppraisalMetric.Signed))], Figures.Collection);

    private RatioPage Presales(Money cost) => Made(
        (words.Of(AppraisalMetric.PresalesRatio), words["Appraisal.MetricMeans.PresalesRatio"]), null, [new(words["Appraisal.Presales"], Show.Money(cost), page.Path(AppraisalMetric.PresalesRatio))],
        [Amount("margin", Figures.Margin, page.Path(AppraisalMetric.Margin))], Figures.PresalesRatio);

    private RatioPage? Success(IReadOnlyList<StageFigures> stages, int? stageId, string? stage)
    {
        if (stages.Sum(one => one.Left) is var left && left == 0)
        {
            return null;
        }

        var forward = stages.Sum(one => one.Forward);
        RatioPart Part(FunnelFigure figure, long count) =>
            new(words[$"Appraisal.{figure}"], Show.Number(count), page.Path(AppraisalMetric.Success) + (stageId is { } id ? $"&stage={id}" : "") + $"&figure={figure}");
        return Made(
            (words.Of(AppraisalMetric.Success), words["Appraisal.MetricMeans.Success"]), stage, [Part(FunnelFigure.Forward, forward)],
            [Part(FunnelFigure.Forward, forward), Part(FunnelFigure.Lost, stages.Sum(one => one.Lost)), Part(FunnelFigure.Abandoned, stages.Sum(one => one.Abandoned))],
            AppraisalFigures.Rate(forward, left));
    }

    private RatioPart Amount(string column, Money amount, string? link) => new(words[$"Appraisal.Column.{column}"], Show.Money(amount), link);

    private RatioPage Made((string Name, string Means) what, string? stage, IReadOnlyList<RatioPart> above, IReadOnlyList<RatioPart> below, decimal? result) =>
        new(what.Name, what.Means, stage is null ? page.Content.Person : $"{page.Content.Person} · {stage}", above, below, Show.Percent(result))
        {
            Back = new(page.Path(), words["Appraisal.SheetOf", page.Content.Person, page.Content.Period]),
            Days = $"{page.Period} {Show.Day(page.Period.From)} – {Show.Day(page.Period.Until)}",
        };
}
