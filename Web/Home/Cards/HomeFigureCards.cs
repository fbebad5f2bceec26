using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Home.Cards;

/// <summary>A month of this year beside the one of last year.</summary>
/// <param name="Signed">Null for months to come.</param>
public sealed record HomeMonth(FiscalSpan Month, Money? Signed, Money LastYear, Money? Target, string Path, string LastYearPath)
{
    /// <summary>The targets that the target is made of; null for who may not read them.</summary>
    public string? TargetPath { get; init; }
}

/// <param name="LastYear">Of the same days of last year as have gone of this one.</param>
public sealed record HomeSales(IReadOnlyList<HomeMonth> Months, Money LastYear, string LastYearPath)
{
    public bool HasTargets => Months.Any(month => month.Target is not null);

    public Money Signed => new(Months.Sum(month => month.Signed?.Minor ?? 0));
}

/// <param name="LastYear">Of the same days; null where that is not asked.</param>
public sealed record HomeShare(string Name, Money Signed, Money? LastYear, string Path)
{
    public string? LastYearPath { get; init; }

    /// <summary>How its share of the whole is made.</summary>
    public string? SharePath { get; init; }
}

/// <summary>What a whole is made of, the biggest first.</summary>
public sealed record HomeShares(IReadOnlyList<HomeShare> Rows)
{
    public static HomeShares Of(IEnumerable<HomeShare> rows) =>
        new([.. rows.Where(row => row.Signed != Money.Zero || row.LastYear is { } before && before != Money.Zero).OrderByDescending(row => row.Signed)]);

    public bool HasLastYear => Rows.Any(row => row.LastYear is not null);

    public decimal Share(HomeShare row) => Pareto.Share(row.Signed, new Money(Rows.Sum(one => one.Signed.Minor)));
}

/// <summary>The present period by the stages' own probabilities.</summary>
public sealed record HomeForecast(FiscalSpan Period, ForecastGap Gap, bool HasTarget)
{
    public int Open { get; init; }

    public required string SignedPath { get; init; }

    public required string OpenPath { get; init; }

    /// <summary>The targets that the target is made of.</summary>
    public required string TargetPath { get; init; }

    /// <summary>Where target, signed and expected stand side by side.</summary>
    public required string GapPath { get; init; }
}

public sealed record HomeAttainment(string Name, Money Signed, Money? Target, string Path)
{
    public decimal? Attained => Target is { Minor: > 0 } wanted ? Pareto.Share(Signed, wanted) : null;

    /// <summary>What the target is made of, or where he reads his own; null for who may read neither.</summary>
    public string? TargetPath { get; init; }

    /// <summary>How it is attained.</summary>
    public string? AttainedPath { get; init; }
}

/// <summary>What is signed of the present period's target.</summary>
public sealed record HomeResult(FiscalSpan Period, IReadOnlyList<HomeAttainment> People, HomeAttainment Whole)
{
    /// <summary>What of the whole was signed by nobody of the people, of contracts that were the team's when they were signed; null where there is none.</summary>
    public HomeShare? Others { get; init; }
}

public sealed record HomeHorizon(Horizon Horizon, long Count, Money Amount, string Path);

/// <summary>Something that should be looked at, and where.</summary>
public sealed record HomeSign(string Word, long Count, string Path);

public sealed record HomeLoad(string Name, long Actions, long Minutes, string Path);
