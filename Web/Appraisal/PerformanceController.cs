using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>What the address of the report asks for.</summary>
public sealed record PerformanceFilter
{
    /// <summary><c>2017</c>, <c>2017-Q2</c>, <c>2017-05</c>.</summary>
    public string? Period { get; init; }

    public PerformanceGrouping By { get; init; }

    public long? Team { get; init; }

    public long? Region { get; init; }

    /// <summary>Beside what was in the period before, and in the same one a year before.</summary>
    public bool Compare { get; init; }

    /// <summary>All columns.</summary>
    public bool All { get; init; }

    /// <summary>Without numbers that are nobody's; the page says which.</summary>
    public PerformanceFilter Known(ModelStateDictionary state, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        return this with
        {
            Team = state.Known("team", Team, id => id == PerformanceReport.None ? "" : names.Team(id), words),
            Region = state.Known("region", Region, id => id == PerformanceReport.None ? "" : names.Region(id), words),
        };
    }

    public PerformanceQuestion Asked(Viewer viewer, FiscalSpan period, DateOnly today) => new(viewer, period, today) { By = By, Team = Team, Region = Region, All = All };
}

/// <summary>The report as a page.</summary>
public sealed record PerformancePage(
    PerformanceTable Table, PerformanceResult Result, PerformanceQuestion Asked, OrganisationFacts Names, PageAddress Address, PeriodChoices Periods)
{
    /// <summary>Null where it is not asked for.</summary>
    public PerformanceComparison? Compared { get; init; }

    public bool MayExport => Asked.Viewer.May(RecordType.Appraisal, AccessAction.Export);

    public bool SeesAmounts => Asked.Viewer.Sees(SensitiveField.Amount);
}

/// <summary>人员绩效考核表: everybody in the reader's reach, for a fiscal month, quarter or year.</summary>
[Authorize(Policy = Policies.ReadAppraisals)]
[Route("reports/performance")]
[MayTakeLong]
public sealed class PerformanceController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(PerformanceFilter filter, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, cancel);
        var asked = QuestionOf(filter, Viewer, names);
        var result = await PerformanceReport.OfAsync(Db, cache, asked, names, cancel);
        var compared = await ComparedAsync(filter, asked, names, cancel);
        return View("Performance", new PerformancePage(
            PerformanceTable.Of(result, asked, names, words, compared), result, asked, names, PageAddress.Of(Request), new PeriodChoices(asked.Period, Today))
        { Compared = compared });
    }

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportAppraisals)]
    public async Task<IActionResult> Export(PerformanceFilter filter, ExportFormat format, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        var names = await organisation.ReadAsync(Db, cancel);
        var asked = QuestionOf(filter, Viewer.ToExport(RecordType.Appraisal), names);
        var table = PerformanceTable.Of(await PerformanceReport.OfAsync(Db, cache, asked, names, cancel), asked, names, words, await ComparedAsync(filter, asked, names, cancel)).ToExport();
        return new TableDownload(table with
        {
            Name = $"{words["Appraisal.Report"]} {asked.Period}",
            Columns = [.. table.Columns.Select(column => column == "person" && asked.By != PerformanceGrouping.Person ? words.Of(asked.By) : PerformanceMetrics.Called(column, words))],
        }, format);
    }

    /// <summary>How the attainment of a person, of a team or region, or of everybody who is asked for is made.</summary>
    /// <param name="row">The team or region that the report is grouped by; 0 for none.</param>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(PerformanceFilter filter, long? person, long? row, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        var names = await organisation.ReadAsync(Db, cancel);
        var asked = QuestionOf(filter, Viewer, names);
        var whose = person is not null ? asked with { By = PerformanceGrouping.Person } : row is { } group ? asked.Only(group) : asked;
        var result = await PerformanceReport.OfAsync(Db, cache, whose, names, cancel);
        return new PerformanceRatios(asked, names, words).Of(result, person, row) is { } ratio ? View(RatioPage.View, ratio) : NotFound();
    }

    private async Task<PerformanceComparison?> ComparedAsync(PerformanceFilter filter, PerformanceQuestion asked, OrganisationFacts names, CancellationToken cancel) =>
        filter.Compare ? await PerformanceComparison.OfAsync(Db, cache, asked, names, cancel) : null;

    private PerformanceQuestion QuestionOf(PerformanceFilter filter, Viewer viewer, OrganisationFacts names) =>
        filter.Known(ModelState, names, words).Asked(viewer, this.PeriodOf(filter.Period, Db.Company.Settings, Today, words), Today);
}
