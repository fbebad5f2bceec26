using Microsoft.EntityFrameworkCore;
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

    /// <summary>Of one of the groups alone; null for those who are in none.</summary>
    public PerformanceQuestion Only(long? group) =>
        By == PerformanceGrouping.Team ? this with { Team = group ?? PerformanceReport.None } : this with { Region = group ?? PerformanceReport.None };
}

/// <summary>A person's figures, or those of a group together.</summary>
/// <param name="Person">Null for a group.</param>
/// <param name="Score">Null for a group: scores are people's.</param>
public sealed record PerformanceRow(Colleague? Person, long? TeamId, long? RegionId, AppraisalFigures Figures, decimal? Score)
{
    public bool IsClosed { get; init; }

    /// <summary>As it was closed, with what was accepted of appeals.</summary>
    public decimal? ClosedScore { get; init; }

    public decimal? Attainment => Figures.Target is { Minor: > 0 } target ? AppraisalFigures.Rate(Figures.Signed.Minor, target.Minor) : null;
}

/// <param name="Total">Of the rows.</param>
public sealed record PerformanceResult(IReadOnlyList<PerformanceRow> Rows, PerformanceRow Total, long SchemeId);

/// <summary>
/// 人员绩效考核表 <c>performance</c>: what each signed by his agreed shares against his target, the points that it earned, and the score of all
/// metrics. Computed now, whatever was closed; the closed score stands beside it.
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
        var closed = await ClosedAsync(db, asked.Period, cancel);
        var rows = appraisal.People(asked, names).ConvertAll(person => RowOf(appraisal, person, closed));
        var total = Sum(rows, null, null);
        return new PerformanceResult(asked.By == PerformanceGrouping.Person ? [.. rows.OrderByDescending(row => row.Score).ThenByDescending(row => row.Figures.Signed)]
            : Grouped(rows, asked.By), total, appraisal.Scheme.Id);
    }

    /// <summary>Whose rows there are.</summary>
    internal static List<Colleague> People(this CompanyAppraisal appraisal, PerformanceQuestion asked, OrganisationFacts names) =>
    [
        .. appraisal.Appraised(names, asked.Period, asked.Viewer)
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

    /// <summary>What the closed sheets say in one figure; what lies behind is not read.</summary>
    private static async Task<Dictionary<long, decimal?>> ClosedAsync(CrmDbContext db, FiscalSpan period, CancellationToken cancel)
    {
        var rows = await db.AppraisalSheets.AsNoTracking().Where(sheet => sheet.PeriodOn == period.From && sheet.Months == period.Months).Select(sheet => new
        {
            sheet.PersonId,
            sheet.ScoreHundredths,
            Accepted = sheet.Appeals.Where(appeal => appeal.State == AppealState.Accepted).Sum(appeal => appeal.ChangeHundredths),
        }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.PersonId, row => (row.ScoreHundredths + row.Accepted) / 100m);
    }

    private static PerformanceRow RowOf(CompanyAppraisal appraisal, Colleague person, Dictionary<long, decimal?> closed)
    {
        var figures = appraisal.Of(person.Id);
        return new PerformanceRow(person, person.TeamId, person.RegionId, figures, appraisal.ScoreOf(figures, person.Roles).Total)
        {
            IsClosed = closed.ContainsKey(person.Id),
            ClosedScore = closed.GetValueOrDefault(person.Id),
        };
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
