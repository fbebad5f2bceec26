using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
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

    public PerformanceQuestion Asked(Viewer viewer, FiscalSpan period, DateOnly today) => new(viewer, period, today) { By = By, Team = Team, Region = Region };
}

/// <summary>The report as a page.</summary>
public sealed record PerformancePage(
    PerformanceTable Table, PerformanceResult Result, PerformanceQuestion Asked, OrganisationFacts Names, PageAddress Address, PeriodChoices Periods)
{
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
        var (asked, names) = (QuestionOf(filter, Viewer), await organisation.ReadAsync(Db, cancel));
        var result = await PerformanceReport.OfAsync(Db, cache, asked, names, cancel);
        return View("Performance", new PerformancePage(
            PerformanceTable.Of(result, asked, names, words), result, asked, names, PageAddress.Of(Request), new PeriodChoices(asked.Period, Today)));
    }

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportAppraisals)]
    public async Task<IActionResult> Export(PerformanceFilter filter, ExportFormat format, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return NotFound();
        }

        var (asked, names) = (QuestionOf(filter, Viewer.ToExport(RecordType.Appraisal)), await organisation.ReadAsync(Db, cancel));
        var table = PerformanceTable.Of(await PerformanceReport.OfAsync(Db, cache, asked, names, cancel), asked, names, words).ToExport();
        return new TableDownload(table with
        {
            Name = $"{words["Appraisal.Report"]} {asked.Period}",
            Columns = [.. table.Columns.Select(column => words[$"Appraisal.Column.{column}"])],
        }, format);
    }

    private PerformanceQuestion QuestionOf(PerformanceFilter filter, Viewer viewer) =>
        filter.Asked(viewer, this.PeriodOf(filter.Period, Db.Company.Settings, Today, words), Today);
}
