using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>The opportunities behind a weighted pipeline of 大区销售构成, as they stood at the end of its days.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Authorize(Policy = Policies.ReadOpportunities)]
[MayTakeLong]
public sealed class RegionPipelineController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const string Report = "/reports/regional-sales";

    public static string Of(string asked, bool due) => $"{Report}/pipeline?{asked}{(due ? "&due=true" : "")}";

    /// <summary>The report where nobody says of which days.</summary>
    /// <param name="due">Only what was expected to be signed by the end of the days.</param>
    [HttpGet("reports/regional-sales/pipeline")]
    public async Task<IActionResult> Index(SalesFilter filter, bool due, int page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter is not { From: not null, To: not null })
        {
            return LocalRedirect($"{Report}?all=true");
        }

        var (names, address) = (await organisation.ReadAsync(Db, [filter.Owner], cancel), PageAddress.Of(Request));
        // A pipeline is told of all products and categories: what else is asked for is left out, and named.
        ModelState.LeaveOut("product", filter.Product is not null);
        ModelState.LeaveOut("customerCategory", filter.CustomerCategory is not null);
        filter = this.Readable(filter with { Product = null, CustomerCategory = null }, names, words, Db.Company.Settings.FiscalYearStart, known => known.Asked(Viewer, Db.Company.Settings, Today, names));
        var asked = filter.Asked(Viewer, Db.Company.Settings, Today, names);
        var (marks, sum) = await RegionPipeline.BehindAsync(Db, asked, due, Today, cancel);
        var end = asked.To < Today ? asked.To : Today;
        var head = new HitsHead(
            words[$"Reports.SalesColumn.{(due ? "pipeline_due" : "pipeline")}"], address.At(Report).Without("due", "page").With("all", "true").ToString(),
            words["Reports.Sales.regional-sales"], names, address)
        {
            Narrowed = [(words["Pipeline.AsOf"], Show.Day(end)), .. asked.Narrowed(names, words)],
        };
        var list = await HitsPage.OfAsync(Db, Viewer, head, marks, page, new(null, CompanyTime.StartOf(end.AddDays(1))), cancel);
        return View("Opportunities", list with { Total = sum });
    }
}
