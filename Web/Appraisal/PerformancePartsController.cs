using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>What a figure of people together is made of.</summary>
/// <param name="Reached">The contracts among them that the reader sees himself.</param>
public sealed record PerformancePartsPage(
    PerformanceQuestion Asked, PerformanceFigure Figure, PerformancePartsResult Result, OrganisationFacts Names, IReadOnlySet<long> Reached, PageAddress Address)
{
    public const int PageSize = 100;

    private const string Path = "/reports/performance/parts";

    /// <summary>From 1.</summary>
    public int Place { get; init; } = 1;

    public string? First => Place > 1 ? At(1) : null;

    public string? Previous => Place > 1 ? At(Place - 1) : null;

    public string? Next => Place * PageSize < Result.Count ? At(Place + 1) : null;

    public string Report => Address.At("/reports/performance").Without("of", "page").ToString();

    public bool SeesMargin => Asked.Viewer.Sees(SensitiveField.Margin);

    /// <summary>As the report's column is called.</summary>
    public string Column => ColumnOf(Figure);

    /// <summary>What all parts come to.</summary>
    public IEnumerable<(string Column, string Value)> Sums => Figure switch
    {
        PerformanceFigure.Target =>
        [
            ("target", Result.Figures.Target is { } target ? Show.Money(target) : Show.Nothing), ("signed", Show.Money(Result.Figures.Signed)), ("attainment", Show.Percent(Result.Attainment)),
        ],
        PerformanceFigure.Received => [("received", Show.Money(Result.Figures.Received))],
        _ =>
        [
            ("signed", Show.Money(Result.Figures.Signed)), ("points", MetricText.Points(Result.Figures.Points)),
            .. SeesMargin ? ((string, string)[])[("margin", Show.Money(Result.Figures.Margin))] : [],
        ],
    };

    public string? LinkOf(long contract) => !Reached.Contains(contract) ? null : $"/contracts/{contract}/{(Figure == PerformanceFigure.Received ? "money" : "history")}";

    public static string ColumnOf(PerformanceFigure figure) => figure switch
    {
        PerformanceFigure.Target => "target",
        PerformanceFigure.Points => "points",
        PerformanceFigure.Margin => "margin",
        PerformanceFigure.Received => "received",
        _ => "signed",
    };

    public static string Of(PerformanceQuestion asked, PerformanceFigure figure) => $"{Path}?of={figure}&{Query(asked)}";

    /// <summary>Whose figures in which period, as addresses say it.</summary>
    public static string Query(PerformanceQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return $"period={asked.Period}{(asked.Team is { } team ? $"&team={team}" : "")}{(asked.Region is { } region ? $"&region={region}" : "")}";
    }

    private string At(int page) => Address.With("page", page == 1 ? null : page).ToString();
}

/// <summary>The contracts, receipts and targets behind the figures of a team, a region or everybody in the reader's reach.</summary>
[Authorize(Policy = Policies.ReadAppraisals)]
[MayTakeLong]
public sealed class PerformancePartsController(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>The report where nobody says which figure.</summary>
    [HttpGet("reports/performance/parts")]
    public async Task<IActionResult> Index(PerformanceFilter filter, PerformanceFigure? of, int page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (of is not { } figure)
        {
            return LocalRedirect("/reports/performance");
        }

        var names = await organisation.ReadAsync(Db, cancel);
        var asked = filter.Known(ModelState, names, words).Asked(Viewer, this.PeriodOf(filter.Period, Db.Company.Settings, Today, words), Today);
        if (Hides(figure) || await PerformanceParts.OfAsync(Db, cache, asked, figure, names, page, PerformancePartsPage.PageSize, cancel) is not { People: > 0 } result)
        {
            return NotFound();
        }

        return View("Parts", new PerformancePartsPage(asked, figure, result, names, await ReachedAsync(result.Rows, cancel), PageAddress.Of(Request))
        {
            Place = Math.Clamp(page, 1, 1 + (Math.Max(0, result.Count - 1) / PerformancePartsPage.PageSize)),
        });
    }

    private bool Hides(PerformanceFigure figure) => !Viewer.Sees(SensitiveField.Amount) || figure switch
    {
        PerformanceFigure.Margin => !Viewer.Sees(SensitiveField.Margin),
        PerformanceFigure.Target => !Viewer.May(RecordType.Target, AccessAction.Read),
        _ => false,
    };

    private async Task<IReadOnlySet<long>> ReachedAsync(IReadOnlyList<PerformancePart> parts, CancellationToken cancel)
    {
        var ids = parts.Select(part => part.Credit?.ContractId ?? part.Receipt?.Id).OfType<long>().Distinct().ToList();
        return (await Db.Contracts.AsNoTracking().VisibleTo(Viewer).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancel)).ToHashSet();
    }
}
