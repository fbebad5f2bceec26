using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>How far a forecast reaches towards its target.</summary>
public enum ForecastReach
{
    Gap,
    Coverage,
}

/// <summary>How gap and coverage of a forecast are made: of the target, of what is signed, and of what the open opportunities are expected to bring.</summary>
internal sealed class ForecastReaches(ForecastPage page, PeriodForecast period, ForecastSum sum, Words words)
{
    public required Crumb Back { get; init; }

    /// <summary>The group's name.</summary>
    public required string Whose { get; init; }

    /// <summary>Null without a target, or where nothing is left to be covered.</summary>
    public RatioPage? Of(ForecastReach reach) => page.Result.Gap(period, sum, page.Method) is not { } gap ? null : reach == ForecastReach.Gap ? Gap(gap) : Coverage(gap);

    private RatioPage Gap(ForecastGap gap)
    {
        var parts = new[] { Target(gap), Signed(gap), Weighted(gap) with { IsLess = true, Place = "less" } };
        var step = new RatioStep(words["Pipeline.Gap"], string.Join(" − ", parts.Select(part => part.Name)), string.Join(" − ", parts.Select(part => part.Value)), Show.Money(gap.Gap));
        return new RatioPage(words["Pipeline.Gap"], words["Pipeline.ForecastMeans.Gap"], Whose, parts, [step]) { Back = Back, Days = Days };
    }

    private RatioPage? Coverage(ForecastGap gap) => gap.Coverage is not { } coverage ? null
        : new(words["Pipeline.Coverage"], words["Pipeline.ForecastMeans.Coverage"], Whose, [Weighted(gap)], [Target(gap), Signed(gap)], Show.Percent(coverage)) { Back = Back, Days = Days };

    private string Days => $"{period.Period} {Show.Day(period.Period.From)} – {Show.Day(period.Period.Until)}";

    private RatioPart Target(ForecastGap gap) => new(words["Pipeline.Target"], Show.Money(gap.Target), page.OpenTarget(period, sum));

    private RatioPart Signed(ForecastGap gap) => new(words["Pipeline.Won"], Show.Money(gap.Signed), Opened(gap.Signed, ForecastFigure.Signed)) { IsLess = true, Place = "less" };

    private RatioPart Weighted(ForecastGap gap) => new(words["Pipeline.Weighted"], Show.Money(gap.Weighted), Opened(gap.Weighted, ForecastFigure.Weighted));

    /// <summary>Nothing is made of no opportunities.</summary>
    private string? Opened(Money amount, ForecastFigure figure) => amount == Money.Zero ? null : page.Open(period, sum.Key, figure);
}
