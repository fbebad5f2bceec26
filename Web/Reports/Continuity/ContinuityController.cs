using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Continuity;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Continuity;

/// <summary>The report as one page shows it.</summary>
public sealed record ContinuityPage(
    ContinuityFilter Filter, IReadOnlyList<ContinuityOwner> Owners, KeysetPage<ContinuityRow> Page, OrganisationFacts Names, PageAddress Address, Viewer Viewer)
{
    /// <summary>What its columns mean.</summary>
    public static IEnumerable<(string Name, string Text)> Told(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            (words["Reports.Score"], words["Reports.Means.ContinuityScore"]), (words["Reports.Weak"], words["Reports.Means.Weak", ContinuityScore.Weak]),
            (words["Reports.MeanScore"], words["Reports.Means.MeanScore"]), (words["Reports.Trend"], words["Reports.Means.Trend", ContinuityReport.Weeks]),
            .. ContinuityScore.Most.Keys.Select(part => (words.Of(part), words[$"Care.ContinuityHow.{part}"])),
        ];
    }

    /// <summary>How many records the list has on all of its pages.</summary>
    public required int Count { get; init; }

    /// <summary>Whose customers depend on him most.</summary>
    public Chart Drawn(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Chart.OfFirst("bars", words["Reports.Chart.Continuity"],
            [new(words["Care.Owner"]), new(words["Reports.Customers"]), new(words["Reports.Weak"], null, words["Reports.Means.Weak", ContinuityScore.Weak])],
            [.. Owners.Select(row => new ChartRow(Names.Person(row.OwnerId) ?? Show.Nothing, null, [ChartCell.Of(row.Customers, Open(row.OwnerId, false)), ChartCell.Of(row.Weak, Open(row.OwnerId, true))]))], words);
    }

    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start + "#records";

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor) + "#records" : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor) + "#records" : null;

    public bool MayExport => Viewer.May(RecordType.Customer, AccessAction.Export);

    public const string Path = "/reports/continuity";

    public string Open(long? owner, bool weak) => Start.At(Path).With("owner", owner).With("weak", weak ? "true" : null) + "#records";

    /// <summary>How an owner's mean or its trend is made.</summary>
    public string OpenRatio(long owner, ContinuityRatio of) => Start.Without("print").At(Path + "/ratio").With("row", owner).With("of", of).ToString();
}

/// <summary>客户延续度: how well customers would go on without their owners.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("reports/continuity")]
[MayTakeLong]
public sealed class ContinuityController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(ContinuityFilter filter, string? after, string? before, CancellationToken cancel)
    {
        var owners = await ContinuityReport.OwnersAsync(Db, Viewer, Today, cancel);
        var page = await ContinuityReport.PageAsync(Db, Viewer, filter, KeysetCursor.Parse(after, before), Paper.Size(Request, PageSize), cancel);
        var names = await organisation.ReadAsync(Db, owners.Select(row => (long?)row.OwnerId), cancel);
        return View("Continuity", new ContinuityPage(filter, owners, page, names, PageAddress.Of(Request), Viewer)
        { Count = await ContinuityReport.CountAsync(Db, Viewer, filter, cancel) });
    }

    /// <summary>How the mean score of an owner's customers, or its trend, is made: of the weekly sums.</summary>
    /// <param name="row">The owner.</param>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(ContinuityFilter filter, ContinuityRatio of, long row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var report = PageAddress.Of(Request).At(ContinuityPage.Path).Without("of", "row");
        var owner = (await ContinuityReport.OwnersAsync(Db, Viewer, Today, cancel)).FirstOrDefault(one => one.OwnerId == row);
        var names = await organisation.ReadAsync(Db, [row], cancel);
        return owner is not null && ContinuityRatios.Of(of, owner, names.Person(row) ?? Show.Nothing, report, words) is { } ratio
            ? View(RatioPage.View, ratio) : LocalRedirect(report.ToString());
    }
}
