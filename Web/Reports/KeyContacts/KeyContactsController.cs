using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.KeyContacts;

/// <summary>The report as one page shows it.</summary>
public sealed record KeyContactsPage(
    KeyContactsFilter Filter, KeyContactTotals Totals, KeysetPage<KeyCustomer> Page, IReadOnlyList<KeyContactLine> Lines, OrganisationFacts Names,
    PageAddress Address, Viewer Viewer, DateOnly Today)
{
    /// <summary>Each key customer is in one of the bars; null where there is none.</summary>
    public Chart? Drawn(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ChartRow Row(KeyContactGap gap, int count) => new(words[$"Reports.KeyContactGap.{gap}"], null, [ChartCell.Of(count, Open(gap))]);
        return Totals.Customers == 0 ? null : new("funnel", words["Reports.Chart.KeyContacts"], [new(words["Reports.KeyCustomers"]), new(words["Reports.Customers"])],
            [Row(KeyContactGap.Kept, Totals.Kept), Row(KeyContactGap.Silent, Totals.SilentCustomers), Row(KeyContactGap.NobodyNamed, Totals.NobodyNamed)]);
    }

    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    public bool MayExport => Viewer.May(RecordType.Customer, AccessAction.Export);

    /// <summary>Where a touch with him is logged; null where the viewer may not.</summary>
    public string? LogOf(KeyContactLine row) => Names.MayWriteTo(Viewer, row.OwnerId) ? LogLinks.Of(row.CustomerId, row.ContactId, Start) : null;

    /// <summary>How many customers the list has on all of its pages.</summary>
    public int Count => Filter.Gap switch { null => Totals.Customers, KeyContactGap.NobodyNamed => Totals.NobodyNamed, _ => Totals.SilentCustomers };

    public string Open(KeyContactGap? gap) => Start.With("gap", gap) + "#records";
}

/// <summary>重点客户及关键联系人维护: who is kept up, and who was not spoken with.</summary>
[Authorize(Policy = Policies.ReadCustomers)]
[Route("reports/key-contacts")]
[MayTakeLong]
public sealed class KeyContactsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 25;

    [HttpGet("")]
    public async Task<IActionResult> Index(KeyContactsFilter filter, string? after, string? before, CancellationToken cancel)
    {
        filter = filter.Known(ModelState, await organisation.ReadAsync(Db, [filter.Owner], cancel), Db.Company.Facts.Categories, words);
        var totals = await KeyContactsReport.TotalsAsync(Db, Viewer, filter, Today, cancel);
        var (page, lines) = await KeyContactsReport.PageAsync(Db, Viewer, filter, KeysetCursor.Parse(after, before), Paper.Size(Request, PageSize), Today, cancel);
        var names = await organisation.ReadAsync(Db, lines.Select(row => row.OwnerId), cancel);
        return View("KeyContacts", new KeyContactsPage(filter, totals, page, lines, names, PageAddress.Of(Request), Viewer, Today));
    }
}
