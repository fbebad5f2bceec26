using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.PresalesCost;

/// <summary>售前成本: presales cost of won, lost and running projects, and how the predictions at the gate came out.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("reports/presales-cost")]
[MayTakeLong]
public sealed class PresalesCostController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private static readonly IReadOnlyDictionary<string, OpportunityState[]> States = new Dictionary<string, OpportunityState[]>
    {
        ["Won"] = [OpportunityState.Won], ["Lost"] = [OpportunityState.Lost, OpportunityState.Abandoned], ["Open"] = [OpportunityState.Open],
    };

    private static readonly KeysetOrder<PresalesEntry, PresalesEntry> Latest = new(
        row => row.Id, new KeysetLeg<PresalesEntry, PresalesEntry, DateOnly>(entry => entry.On, row => row.On));

    [HttpGet("")]
    public async Task<IActionResult> Index(PresalesCostFilter filter, CancellationToken cancel)
    {
        if (this.OfPeriod(filter.Period ?? filter.Week, "to", Db.Company.Settings.FiscalYearStart, words) is { } days)
        {
            return LocalRedirect(days.Without("until").ToString());
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = (await filter.NamedAsync(Db, Viewer, cancel)).Known(ModelState, names, words);
        filter = this.LeavesOutDays(() => filter.Asked(Db.Company.Settings, Today), "from", "to") ? filter with { From = null, Until = null, To = null } : filter;
        var asked = filter.Asked(Db.Company.Settings, Today);
        var (report, ended) = await Db.ReadTogetherAsync(
            here => PresalesCosts.OfAsync(here, Viewer, asked, cancel), other => PostMortems.OfAsync(other, Viewer, asked, cancel), cancel);
        return View("PresalesCost", new PresalesCostPage(report, ended, names)
        {
            Filter = filter,
            Periods = new ReportPeriods(Today, Db.Company.Settings.FiscalYearStart).Chips(
                asked.From, asked.Until, (from, until) => PresalesCostPage.Of(asked with { From = from, Until = until })),
            Sold = filter.Of with { Sold = filter.Print ? [] : await Db.ProductsSoldAsync(Viewer, Today, cancel) },
            Owners = names.OwnersOf(RecordType.Opportunity, Viewer, Today, asked.Owner),
            SeesResult = Viewer.Sees(SensitiveField.Margin) && Viewer.Sees(SensitiveField.PresalesCost),
        });
    }

    /// <summary>The lines of the ledger behind a figure of the report.</summary>
    /// <param name="of">Says that the key counts, for a group without a name.</param>
    [HttpGet("entries")]
    public async Task<IActionResult> Entries(PresalesCostFilter filter, string? key, string? of, string? state, string? after, string? before, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        var asked = (await filter.NamedAsync(Db, Viewer, cancel)).Known(ModelState, names, words).Asked(Db.Company.Settings, Today);
        var rows = PresalesCosts.Entries(Db, Viewer, asked, States.GetValueOrDefault(state ?? ""), of is null ? null : key ?? "");
        var sum = await rows.GroupBy(row => 1).Select(all => new { Count = all.Count(), Minutes = all.Sum(row => (long)row.Minutes), Minor = all.Sum(row => (long)(object)row.Amount) }).SingleOrDefaultAsync(cancel);
        var page = await Latest.PageAsync(rows, all => all, descending: true, KeysetCursor.Parse(after, before), PresalesEntriesPage.Size, cancel);
        var ids = page.Rows.Select(entry => entry.OpportunityId).Distinct().ToList();
        var projects = await Db.Opportunities.VisibleTo(Viewer).Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Number, row.Name }).ToListAsync(cancel);
        return View("Entries", new PresalesEntriesPage(asked, page, PageAddress.Of(Request), new Money(sum?.Minor ?? 0), sum?.Count ?? 0,
            projects.ToDictionary(row => row.Id, row => (row.Number, row.Name)), names)
        { Minutes = sum?.Minutes ?? 0 });
    }
}
