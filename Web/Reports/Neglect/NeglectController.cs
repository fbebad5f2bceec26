using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Neglect;

/// <summary>客户盲区: with whom nobody spoke for longer than the cycle.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("reports/neglect")]
[MayTakeLong]
public sealed class NeglectController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(NeglectFilter filter, NeglectPart part, string? after, string? before, CancellationToken cancel)
    {
        filter = await KnownAsync(filter, cancel);
        var totals = await NeglectReport.TotalsAsync(Db, Viewer, filter, Today, cancel);
        var page = await NeglectReport.PageAsync(Db, Viewer, filter, part, KeysetCursor.Parse(after, before), Paper.Size(Request, PageSize), Today, cancel);
        return View("Neglect", new NeglectPage(
            filter, part, totals, page, await organisation.ReadAsync(Db, totals.Select(row => row.OwnerId), cancel), PageAddress.Of(Request), Viewer, Today));
    }

    /// <summary>How the share of silence is made: of an owner's customers and key contacts, or of all that the report shows.</summary>
    /// <param name="row">The owner, as in the report's filter.</param>
    [HttpGet("ratio")]
    public async Task<IActionResult> Ratio(NeglectFilter filter, string? row, CancellationToken cancel)
    {
        filter = await KnownAsync(filter, cancel);
        var (address, whose) = (PageAddress.Of(Request).At(NeglectPage.Path).Without("row"), row is null ? filter : filter with { Owner = row });
        var totals = await NeglectReport.TotalsAsync(Db, Viewer, whose, Today, cancel);
        var page = new NeglectPage(
            whose, default, totals, new([], null, null), await organisation.ReadAsync(Db, totals.Select(one => one.OwnerId), cancel), row is null ? address : address.With("owner", row), Viewer, Today);
        return page.Ratio(words, new(address.ToString(), words["Reports.Neglect"])) is { } ratio ? View(RatioPage.View, ratio) : LocalRedirect(address.ToString());
    }

    private async Task<NeglectFilter> KnownAsync(NeglectFilter filter, CancellationToken cancel) =>
        filter.Known(ModelState, await organisation.ReadAsync(Db, [LedgerKey.IdOf(filter.Owner ?? "")], cancel), Db.Company.Facts.Categories, words);
}
