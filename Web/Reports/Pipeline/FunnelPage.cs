using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>What the address of the funnel says.</summary>
public sealed record FunnelLook
{
    private const int Months = 12;

    /// <summary>The first day; without one a year before the last.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; without one today, or the first where that one is still to come.</summary>
    public DateOnly? Until { get; init; }

    [MaxLength(40)]
    public string? Category { get; init; }

    [MaxLength(20)]
    public string? Owner { get; init; }

    [MaxLength(20)]
    public string? Team { get; init; }

    [MaxLength(20)]
    public string? Region { get; init; }

    /// <summary>Without what nobody is called by, and without days before all others; the page says which.</summary>
    public FunnelLook Known(ModelStateDictionary state, OrganisationFacts names, CategoryScheme categories, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(categories);
        state.LeaveOutEarly("from", From, words);
        state.LeaveOutEarly("until", Until, words);
        return this with
        {
            Owner = state.KnownKey("owner", Owner, names.Person, words),
            Team = state.KnownKey("team", Team, names.Team, words),
            Region = state.KnownKey("region", Region, names.Region, words),
            Category = state.KnownCode("category", Category, categories.Has),
        };
    }

    public FunnelQuestion Ask(Viewer viewer, DateOnly today)
    {
        var first = From is { Year: > 1970 } ? From : null;
        var until = Until is { Year: > 1970 and < 2900 } day ? day : first > today ? first.Value : today;
        var from = first ?? until.AddMonths(-Months).AddDays(1);
        ReportSpan.CanAsk(from, until).ThrowIfRefused();
        return new(viewer, from, until, string.IsNullOrEmpty(Category) ? null : Category)
        {
            OwnerId = LedgerKey.IdOf(Owner ?? ""),
            TeamId = LedgerKey.IdOf(Team ?? ""),
            RegionId = LedgerKey.IdOf(Region ?? ""),
        };
    }
}

/// <summary>The funnel as one page shows it.</summary>
/// <param name="Slowest">Those that are slowest for their stage.</param>
/// <param name="Hits">The same, with names.</param>
public sealed record FunnelPage(
    FunnelQuestion Asked, StageScheme Stages, IReadOnlyList<FunnelRow> Rows, IReadOnlyList<SlowVisit> Slowest, IReadOnlyList<PipelineHit> Hits,
    OrganisationFacts Names, PageAddress Address, FunnelComparison Compared)
{
    public const string Path = "/reports/stage-funnel";

    public static readonly IReadOnlyList<FunnelFigure> Figures = Enum.GetValues<FunnelFigure>();

    public required DateOnly Today { get; init; }

    public bool MayExport => Asked.Viewer.May(RecordType.Opportunity, AccessAction.Export);

    public static string? KeyOf(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    public string Open(int stageId, FunnelFigure figure) => Open(Address, stageId, figure);

    /// <summary>What the days rest on; so few of them say so, whether of the category or of all.</summary>
    public static string Sample(FunnelRow row, Words words)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(words);
        return words[(row.IsWidened, row.IsThin) switch
        {
            (true, true) => "Pipeline.WidenedThin",
            (true, false) => "Pipeline.Widened",
            (false, true) => "Pipeline.Thin",
            _ => "Pipeline.Sample",
        }, row.Sample];
    }

    /// <summary>Null for what is not compared.</summary>
    public ComparedFigures? Before(int stageId, FunnelFigure figure) => Compared.BeforeOf(stageId)[figure] is not { } before ? null
        : new(Show.Number(before), Show.Number(Compared.LastYearOf(stageId)[figure] ?? 0), Compared.IsSame)
        {
            BeforeLink = Open(stageId, figure, Compared.DaysBefore),
            LastYearLink = Open(stageId, figure, Compared.YearBefore),
        };

    public ComparedFigures BeforeSuccess(int stageId) => new(Share(Compared.BeforeOf(stageId).Success), Share(Compared.LastYearOf(stageId).Success), Compared.IsSame)
    {
        BeforeLink = Compared.BeforeOf(stageId).Success is null ? null : Made(Within(Compared.DaysBefore), stageId),
        LastYearLink = Compared.LastYearOf(stageId).Success is null ? null : Made(Within(Compared.YearBefore), stageId),
    };

    /// <summary>How a stage's success rate is made.</summary>
    public string Made(int stageId) => Made(Address, stageId);

    /// <summary>How the days in a stage are made.</summary>
    public string MadeDays(int stageId) => Address.At(Path + "/days").With("stage", stageId.ToString(CultureInfo.InvariantCulture)).ToString();

    private string Open(int stageId, FunnelFigure figure, (DateOnly From, DateOnly Until) days) => Open(Within(days), stageId, figure);

    private PageAddress Within((DateOnly From, DateOnly Until) days) => Address.With("from", Show.Day(days.From)).With("until", Show.Day(days.Until));

    internal static string Open(PageAddress address, int stageId, FunnelFigure figure) =>
        address.At(Path + "/opportunities").With("stage", stageId.ToString(CultureInfo.InvariantCulture)).With("figure", figure).ToString();

    private static string Made(PageAddress address, int stageId) => address.At(Path + "/ratio").With("stage", stageId.ToString(CultureInfo.InvariantCulture)).ToString();

    public static string Days(double? days) => days is { } known ? Reports.Figures.Days((decimal)known) : Show.Nothing;

    public static string Share(double? share) => Show.Percent((decimal?)share);
}
