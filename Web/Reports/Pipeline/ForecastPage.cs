using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
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

    /// <summary>Of what is still to come nothing is known.</summary>
    public bool IsDayLeftOut(DateOnly today) => AsOf is { } day && !(day is { Year: > 1970 } && day <= today);

    /// <summary>Without what nobody is called by, and without a day that can't be asked for; the page says which.</summary>
    public ForecastLook Known(ModelStateDictionary state, OrganisationFacts names, Words words, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(names);
        state.LeaveOutEarly("asOf", AsOf, words);
        state.LeaveOut("asOf", AsOf > today);
        return this with
        {
            Owner = state.KnownKey("owner", Owner, names.Person, words, LedgerKey.None),
            Team = state.KnownKey("team", Team, names.Team, words, LedgerKey.None),
            Region = state.KnownKey("region", Region, names.Region, words, LedgerKey.None),
        };
    }

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

    public required CompanyTime Time { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>What was signed in the first of the periods without an opportunity; null where nothing was, or it is not for the viewer.</summary>
    public SignedBesides? Besides { get; init; }

    public ForecastMethod Method => Look.Method is { } asked && Enum.IsDefined(asked) ? asked : Result.Best;

    public bool HasTargets => Result.Targets.Count > 0;

    public bool MayExport => Asked.Viewer.May(RecordType.Opportunity, AccessAction.Export);

    /// <summary>By what it is narrowed, in words.</summary>
    public IReadOnlyList<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return [.. Asked.Filter.Select(slice => (words.Of(slice.Grouping), Text.Group(slice.Grouping, slice.Key, Names.NameOf(slice))))];
    }

    /// <summary>The contracts of a period, of the part that is asked for as far as contracts can be asked for by it.</summary>
    public string Contracts(PeriodForecast period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var days = Address.At("/reports/sales-by-time").Without(Address.Values.Select(pair => pair.Key)).With("from", Show.Day(period.Period.From)).With("to", Show.Day(period.Period.Until));
        return Asked.Filter.Aggregate(days, (address, slice) => slice is { Grouping: PipelineGrouping.Region, Key: LedgerKey.None } ? address.With("noRegion", "true")
            : address.With(slice.Grouping.ToString().ToLowerInvariant(), LedgerKey.IdOf(slice.Key))).ToString();
    }

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

    /// <summary>Where it may lie: by the record, or else by the chances of the known opportunities alone.</summary>
    public (double Low, double High, RecordedRange? Recorded) Range(PeriodForecast period, ForecastSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        var recorded = Result.RangeOf(period, sum, Method);
        var (low, high) = recorded?.Around(sum.Won, sum.Forecast(Method)) ?? sum[Method].Around(sum.Won);
        return (low, high, recorded);
    }

    /// <summary>The recorded interval of all together; null where the record is too short.</summary>
    public RecordedRange? Recorded => Result.Periods is [var present, ..] ? Result.RangeOf(present, present.Total, Method) : null;

    /// <summary>What was said of a past week: what was signed by then, and what was open with its part.</summary>
    public string OpenSaid(ForecastPoint point) => OfRecord(point, ForecastFigure.Forecast).With("asOf", Show.Day(point.Before(Time))).With("method", Method)
        .With("record", Show.Day(Asked.AsOf)).ToString();

    /// <summary>What came true of its period, as it is known on the day that is asked for.</summary>
    public string OpenCame(ForecastPoint point) => OfRecord(point, ForecastFigure.Signed).With("asOf", Show.Day(Asked.AsOf)).Without("method").ToString();

    /// <summary>The weeks that a score is of: those of all stand below, those of a person on a page of his own.</summary>
    public string OpenScore(ForecastScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var address = Address.At(Path).With("part", ForecastPart.Backtest).With("method", score.Method);
        return (score.Key == LedgerKey.Total ? address : address.With("owner", score.Key)) + "#weeks";
    }

    private PageAddress OfRecord(ForecastPoint point, ForecastFigure figure)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Address.At(Path + "/opportunities").Without("part", "page", "period", "all", "by").With("report", ReportOrigin.Of("sales-forecast", Address)).With("group", LedgerKey.Total).With("of", Show.Day(point.Period.From)).With("figure", figure);
    }

    /// <summary>What a target is made of, for who may read targets.</summary>
    public string? OpenTarget(PeriodForecast period, ForecastSum sum)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(sum);
        return Asked.Viewer.May(RecordType.Target, AccessAction.Read)
            ? Targets.TargetPartsPage.Of(Asked.TargetIs(sum.Key), period.Period.From, period.Period.Until)
            : Asked.TargetIs(sum.Key) == (TargetOf.Person, Asked.Viewer.PersonId) ? $"/appraisal/me?period={period.Period}" : null;
    }

    /// <summary>The opportunities behind a number.</summary>
    public string Open(PeriodForecast period, string key, ForecastFigure figure) => Address.At(Path + "/opportunities").Without("part", "page")
        .With("by", Asked.By).With("group", key).With("of", Show.Day(period.Period.From)).With("figure", figure).With("method", figure is ForecastFigure.Weighted or ForecastFigure.Forecast ? Method : null)
        .With("report", ReportOrigin.Of("sales-forecast", Address)).ToString();

    /// <summary>How the probability of a stage was learned.</summary>
    public string OpenLearned(int stage) => Address.At(Path + "/learned/ratio").Without("page", "print").With("stage", stage).ToString();

    /// <summary>The opportunities that it was learned from.</summary>
    public string OpenCases(int stage) => Address.At(Path + "/learned/opportunities").Without("page", "print").With("stage", stage).ToString();

    /// <summary>How an interval is made.</summary>
    public string OpenRange(PeriodForecast period, string key) => Address.At(Path + "/range").Without("part", "page")
        .With("by", Asked.By).With("group", key).With("of", Show.Day(period.Period.From)).With("method", Method).ToString();

    /// <summary>How a gap, or how far the pipeline covers it, is made.</summary>
    public string OpenReach(PeriodForecast period, string key, ForecastReach reach) => Address.At(Path + "/ratio").Without("part", "page", "print")
        .With("by", Asked.By).With("group", key).With("of", Show.Day(period.Period.From)).With("method", Method).With("reach", reach).ToString();

    /// <summary>What its columns mean.</summary>
    public IEnumerable<(string Name, string Text)> Told(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<(string Name, string Means)> columns =
        [
            ("Won", "Signed"), ("Commit", "Commit"), ("BestCase", "BestCase"), ("OpenFor", "Open"), ("Weighted", "Weighted"), ("ForecastColumn.forecast", "Forecast"), ("Range", "Range"),
            .. HasTargets ? [("Target", "Target"), ("Gap", "Gap"), ("Coverage", "Coverage")] : Array.Empty<(string, string)>(),
        ];
        return columns.Select(column => (words[$"Pipeline.{column.Name}"], words[$"Pipeline.ForecastMeans.{column.Means}"]));
    }

    public static Money Amount(long minor) => new(minor);

    public static Money Amount(double minor) => new((long)Math.Round(minor));
}
