using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>The milestones behind a figure of contract execution.</summary>
/// <param name="Contract">The one whose they are; null for all that were signed within the days.</param>
public sealed record ExecutionMilestonesPage(
    SalesQuestion Asked, MilestonesOf Of, long? Contract, KeysetPage<ExecutionMilestone> Page, ExecutionMilestoneSums Sums, OrganisationFacts Names, Viewer Viewer, PageAddress Address)
{
    public const int PageSize = 50;

    private const string Path = "/reports/contract-execution";

    public IReadOnlyList<ExecutionMilestone> Rows => Page.Rows;

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    private PageAddress Start => Address.Without("after", "before");

    public bool IsOfPayments => Of is MilestonesOf.Due or MilestonesOf.Retained;

    public string Report => Start.At(Path).Without("of", "contract").With("all", "true").ToString();

    public static string Link(MilestonesOf of, string asked) => $"{Path}/milestones?of={of}&{asked}";

    /// <summary>What they come to, by the names of the columns of the report; weights make a whole of one contract only.</summary>
    public IEnumerable<(string Column, object? Value)> Figures => Of switch
    {
        MilestonesOf.Due => Seen(("due", Sums.Amount), ("in_time_sum", Sums.InTime), ("in_time", new ShareOf(Sums.Amount.Minor == 0 ? null : Pareto.Share(Sums.InTime, Sums.Amount)))),
        MilestonesOf.Retained => Seen(("retained", Sums.Open)),
        MilestonesOf.Planned => Weight("planned_percent"),
        MilestonesOf.Behind => [("behind", Sums.Count)],
        MilestonesOf.Delivered => [("delivered", Sums.Count), .. Weight("delivered_percent")],
        _ => [("deliveries", Sums.Count), .. Weight("weight")],
    };

    public IEnumerable<(string Word, string Value)> Narrowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            (words["Reports.SalesColumn.signed_on"], $"{Show.Day(Asked.From)} – {Show.Day(Asked.To)}"), .. Asked.Narrowed(Names, words),
            .. Contract is null ? [] : new[] { (words["Reports.SalesColumn.contract"], Rows.Count == 0 ? Show.Nothing : Rows[0].Contract ?? Show.Nothing) },
        ];
    }

    private IEnumerable<(string Column, object? Value)> Weight(string column) => Contract is null ? [] : [(column, Sums.BasisPoints / 100m)];

    private IEnumerable<(string Column, object? Value)> Seen(params (string Column, object? Value)[] figures) => Viewer.Sees(SensitiveField.Amount) ? figures : [];
}

[Authorize(Policy = Policies.ReadContracts)]
[MayTakeLong]
public sealed class ExecutionMilestonesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    /// <summary>The report where nobody says which milestones.</summary>
    [HttpGet("reports/contract-execution/milestones")]
    public async Task<IActionResult> Index(SalesFilter filter, MilestonesOf? of, long? contract, string? after, string? before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (of is not { } asked)
        {
            return LocalRedirect("/reports/contract-execution?all=true");
        }

        var names = await organisation.ReadAsync(Db, [filter.Owner], cancel);
        filter = this.Readable(await filter.NamedAsync(Db, Viewer, cancel), names, words, Db.Company.Settings.FiscalYearStart, known => known.Asked(Viewer, Db.Company.Settings, Today, names));
        var question = filter.Asked(Viewer, Db.Company.Settings, Today, names);
        var (page, sums) = await ExecutionMilestones.BehindAsync(
            Db, question, asked, contract, Today, KeysetCursor.Parse(after, before), ExecutionMilestonesPage.PageSize, cancel);
        return View("Milestones", new ExecutionMilestonesPage(question, asked, contract, page, sums, names, Viewer, PageAddress.Of(Request)));
    }
}
