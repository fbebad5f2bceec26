using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Appraisal;

public enum PerformanceGrouping
{
    Person,
    Team,
    Region,
}

/// <summary>What of the appraisal is asked for, and by whom.</summary>
public sealed record PerformanceQuestion(Viewer Viewer, FiscalSpan Period, DateOnly Today)
{
    public PerformanceGrouping By { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    /// <summary>Also how each worked.</summary>
    public bool All { get; init; }

    /// <summary>Of one of the groups alone; null for those who are in none.</summary>
    public PerformanceQuestion Only(long? group) =>
        By == PerformanceGrouping.Team ? this with { Team = group ?? PerformanceReport.None } : this with { Region = group ?? PerformanceReport.None };
}

/// <summary>A person's figures, or those of a group together.</summary>
/// <param name="Person">Null for a group.</param>
/// <param name="Score">Null for a group: scores are people's.</param>
public sealed record PerformanceRow(Colleague? Person, long? TeamId, long? RegionId, AppraisalFigures Figures, decimal? Score)
{
    /// <summary>His sheet of just this period is closed: the figures are those of the sheet, the score with what was accepted of appeals.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Of a closed sheet: the score as the history tells it now.</summary>
    public decimal? ScoreNow { get; init; }

    /// <summary>It is closed, and the history tells otherwise by now.</summary>
    public bool Differs { get; init; }

    public decimal? Attainment => Figures.Target is { Minor: > 0 } target ? AppraisalFigures.Rate(Figures.Signed.Minor, target.Minor) : null;
}

/// <param name="Total">Of the rows.</param>
public sealed record PerformanceResult(IReadOnlyList<PerformanceRow> Rows, PerformanceRow Total, long SchemeId)
{
    /// <summary>So many of the people have a closed sheet.</summary>
    public int Closed { get; init; }

    /// <summary>Of so many of these the history tells otherwise by now.</summary>
    public int Changed { get; init; }
}

/// <summary>
/// 人员绩效考核表 <c>performance</c>: what each signed by his agreed shares against his target, the points that it earned, and the score of all
/// metrics. Of whom a sheet of the period is closed it tells what was closed, also in totals, as a closed period never changes (product text, sections 9 and 14.8);
/// the score that the history tells now stands beside it.
/// </summary>
public static class PerformanceReport
{
    /// <summary>As a team or a region that is asked for: of those who are in none.</summary>
    public const long None = 0;

    public static async Task<PerformanceResult> OfAsync(
        CrmDbContext db, AppraisalCache cache, PerformanceQuestion asked, OrganisationFacts names, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var appraisal = await db.AppraiseAsync(cache, asked.Period, asked.Today, cancel);
        var closed = await db.ClosedFiguresAsync(asked, cancel);
        var rows = appraisal.People(asked, names, closed.Keys).ConvertAll(person => RowOf(appraisal, person, closed.GetValueOrDefault(person.Id)));
        var total = Sum(rows, null, null);
        return new PerformanceResult(asked.By == PerformanceGrouping.Person ? [.. rows.OrderByDescending(row => row.Score).ThenByDescending(row => row.Figures.Signed)]
            : Grouped(rows, asked.By), total, appraisal.Scheme.Id)
        {
            Closed = rows.Count(row => row.IsClosed),
            Changed = rows.Count(row => row.Differs),
        };
    }

    /// <summary>Whose rows there are.</summary>
    internal static List<Colleague> People(this CompanyAppraisal appraisal, PerformanceQuestion asked, OrganisationFacts names, IEnumerable<long> closed) =>
    [
        .. appraisal.Appraised(names, asked.Period, asked.Viewer, closed)
            .Where(person => (asked.Team is null || (person.TeamId ?? None) == asked.Team) && (asked.Region is null || (person.RegionId ?? None) == asked.Region)),
    ];

    /// <summary>The figures of people together: those that can be added up.</summary>
    internal static AppraisalFigures Sum(IReadOnlyList<AppraisalFigures> all) => new()
    {
        Signed = new(all.Sum(one => one.Signed.Minor)),
        ExTax = new(all.Sum(one => one.ExTax.Minor)),
        Margin = new(all.Sum(one => one.Margin.Minor)),
        Received = new(all.Sum(one => one.Received.Minor)),
        PointUnits = all.Sum(one => one.PointUnits),
        Contracts = all.Sum(one => one.Contracts),
        Target = all.Any(one => one.Target is not null) ? new(all.Sum(one => one.Target?.Minor ?? 0)) : null,
    };

    private static PerformanceRow RowOf(CompanyAppraisal appraisal, Colleague person, ClosedFigures? closed)
    {
        var figures = appraisal.Of(person.Id);
        var score = appraisal.ScoreOf(figures, person.Roles).Total;
        return closed is null ? new PerformanceRow(person, person.TeamId, person.RegionId, figures, score)
            : new PerformanceRow(person, person.TeamId, person.RegionId, closed.Figures, closed.FinalScore) { IsClosed = true, ScoreNow = score, Differs = closed.DiffersFrom(figures, score) };
    }

    private static List<PerformanceRow> Grouped(IReadOnlyList<PerformanceRow> rows, PerformanceGrouping by) =>
    [
        .. rows.GroupBy(row => by == PerformanceGrouping.Team ? row.TeamId : row.RegionId)
            .Select(group => Sum([.. group], by == PerformanceGrouping.Team ? group.Key : null, group.First().RegionId))
            .OrderByDescending(row => row.Figures.Signed).ThenBy(row => row.TeamId).ThenBy(row => row.RegionId),
    ];

    private static PerformanceRow Sum(IReadOnlyList<PerformanceRow> rows, long? team, long? region) =>
        new(null, team, region, Sum([.. rows.Select(row => row.Figures)]), null);
}
