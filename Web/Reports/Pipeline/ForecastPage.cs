using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

public enum ForecastPart
{
    Forecast,

    /// <summary>How right the forecast has been.</summary>
    Backtest,
}

public enum ForecastLength
{
    Month,
    Quarter,
}

/// <summary>What the address of the forecast says.</summary>
public sealed record ForecastLook
{
    /// <summary>As all was known at the end of that day; without one, now.</summary>
    public DateOnly? AsOf { get; init; }

    public PipelineGrouping? By { get; init; }

    public ForecastPart Part { get; init; }

    /// <summary>Without one, the company's own period.</summary>
    public ForecastLength? Period { get; init; }

    /// <summary>Without one, that with the best record.</summary>
    public ForecastMethod? Method { get; init; }

    /// <summary>Every row, however many: to print, or to look one up.</summary>
    public bool All { get; init; }

    [MaxLength(20)]
    public string? Owner { get; init; }

    [MaxLength(20)]
    public string? Team { get; init; }

    [MaxLength(20)]
    public string? Region { get; init; }

    public ForecastQuestion Ask(Viewer viewer, DateOnly today) => new(
        viewer, AsOf is { Year: > 1970 and < 9000 } day && day < today ? day : today,
        By is { } by and (PipelineGrouping.Total or PipelineGrouping.Owner or PipelineGrouping.Team or PipelineGrouping.Region or PipelineGrouping.Product) ? by : PipelineGrouping.Owner)
    {
        Months = Period switch { ForecastLength.Month => 1, ForecastLength.Quarter => 3, _ => null },
        Filter = [.. Slice(PipelineGrouping.Owner, Owner), .. Slice(PipelineGrouping.Team, Team), .. Slice(PipelineGrouping.Region, Region)],
    };

    private static IEnumerable<PipelineSlice> Slice(PipelineGrouping grouping, string? key) =>
        string.IsNullOrEmpty(key) ? [] : [new PipelineSlice(grouping, key)];
}

/// <summary>The forecast as one page shows it.</summary>
public sealed record ForecastPage(
    ForecastLook Look, ForecastQuestion Asked, ForecastResult Result, OrganisationFacts Names, PageAddress Address, PipelineText Text)
{
    public const string Path = "/reports/sales-forecast";

    /// <summary>More of them are too heavy for a phone; the rest is one click away.</summary>
    public const int MostRows = 10;

    public static readonly IReadOnlyList<PipelineGrouping> Groupings =
        [PipelineGrouping.Total, PipelineGrouping.Owner, PipelineGrouping.Team, PipelineGrouping.Region, PipelineGrouping.Product];

    public static readonly IReadOnlyDictionary<DateTime, FrozenForecast> NothingFrozen = new Dictionary<DateTime, FrozenForecast>();

    /// <summary>What was said at the end of past weeks, by that instant.</summary>
    public IReadOnlyDictionary<DateTime, FrozenForecast> Frozen { get; init; } = NothingFrozen;

    public ForecastMethod Method => Look.Method is { } asked && Enum.IsDefined(asked) ? asked : Result.Best;

    public bool HasTargets => Result.Targets.Count > 0;

    public bool MayExport => Asked.Viewer.May(RecordType.Opportunity, AccessAction.Export);

    public bool HidesRows(PeriodForecast period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return !Look.All && period.Groups.Count > MostRows;
    }

    /// <summary>Those of a period by the names that the reader sees, all together last; of many the biggest.</summary>
    public IEnumerable<(string Name, ForecastSum Sum)> Rows(PeriodForecast period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var groups = HidesRows(period) ? period.Groups.OrderByDescending(sum => sum.Forecast(Method)).ThenBy(sum => sum.Key, StringComparer.Ordinal).Take(MostRows) : period.Groups;
        return groups.Select(sum => (Name: Text.Group(Asked.By, sum.Key, Result.Names.GetValueOrDefault(sum.Key)), Sum: sum))
            .OrderBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.Sum.Key, StringComparer.Ordinal)
            .Append((Text.Group(PipelineGrouping.Total, LedgerKey.Total, null), period.Total));
    }

    public IEnumerable<(string Name, ForecastScore Score)> Scores => Result.Scores
        .Where(score => score.Key == LedgerKey.Total || Asked.By == PipelineGrouping.Owner)
        .Select(score => (Name: Text.Group(PipelineGrouping.Owner, score.Key, Result.People.GetValueOrDefault(score.Key)), Score: score))
        .OrderBy(row => row.Score.Key != LedgerKey.Total).ThenBy(row => row.Name, StringComparer.CurrentCulture).ThenBy(row => row.Score.Method);

    /// <summary>The weeks of all together by the shown method, the latest first.</summary>
    public IEnumerable<ForecastPoint> Weeks => Result.Points
        .Where(point => point.Key == LedgerKey.Total && point.Method == Method).OrderByDescending(point => point.At);

    /// <summary>What the shown method said then, as it was frozen; null where no week is.</summary>
    public Money? FrozenAt(ForecastPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Frozen.GetValueOrDefault(point.At)?.Total.Methods.FirstOrDefault(said => said.Method == Method) is { } found ? new Money(found.Forecast) : null;
    }

    /// <summary>The opportunities behind a number.</summary>
    public string Open(PeriodForecast period, string key, ForecastFigure figure) => Address.At(Path + "/opportunities").Without("part", "page")
        .With("by", Asked.By).With("group", key).With("of", Show.Day(period.Period.From)).With("figure", figure).With("method", figure == ForecastFigure.Weighted ? Method : null).ToString();

    public static Money Amount(double minor) => new((long)Math.Round(minor));
}
