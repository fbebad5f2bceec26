using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Web.Access;
using SiCrm.Web.Appraisal;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>What waits for the viewer's decision.</summary>
/// <param name="Limit">Up to which presales budget he approves; null: any.</param>
public sealed record ApprovalsPage(IReadOnlyList<WaitingGate> Waiting, Money? Limit, OrganisationFacts Names, bool MaySetLimits, bool SeesBudgets)
{
    public const int Most = 200;

    public bool IsAbove(WaitingGate row) => SeesBudgets && row.Budget > Limit;

    public static string PathOf(WaitingGate row) => row.Sheet is var (person, period) ? SheetPage.PathOf(person, period) + "#appeals"
        : row.ContractId is { } contract ? $"/contracts/{contract}" : row.QuoteId is { } quote ? $"/quotes/{quote}"
        : $"/opportunities/{row.OpportunityId}/{(row.Kind == GateKind.Initiation ? "initiation" : "qualification")}";
}

/// <summary>待审批: qualifications, initiations, quotes, appeals and contracts to sign that wait, the oldest first.</summary>
[Authorize(Policy = Policies.Decide)]
[Route("approvals")]
public sealed class ApprovalsController(CrmDbContext db, TimeProvider clock, Organisation organisation) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var waiting = await Db.WaitingGatesAsync(Viewer, ApprovalsPage.Most, cancel);
        return View("Approvals", new ApprovalsPage(waiting, Db.Company.Facts.Approvals.LimitOf(Viewer.Roles),
            await organisation.ReadAsync(Db, waiting.Select(row => row.ById), cancel), Viewer.May(RecordType.Person, AccessAction.Write),
            Viewer.Sees(SensitiveField.PresalesCost)));
    }
}
