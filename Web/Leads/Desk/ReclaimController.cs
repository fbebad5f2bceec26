using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Which proposals stay with their owners, until when and why.</summary>
public sealed class ExemptionForm
{
    public IReadOnlyList<long> Ids { get; set; } = new List<long>();

    [Required]
    public DateOnly? Until { get; set; }

    [Required]
    [StringLength(LeadLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>The latest run with one page of its proposals; null before the first night.</summary>
public sealed record ReclaimPage(
    ReclaimRun? Run, KeysetPage<ProposalRow> Page, ExemptionForm Form, ReclaimPolicy Policy, OrganisationFacts Names, DateOnly Today)
{
    public string? First => Page.Previous is null ? null : "/desk/reclaim";

    public string? Next => Page.Next is { } cursor ? $"/desk/reclaim?after={Uri.EscapeDataString(cursor.ToString())}" : null;

    public bool IsOfToday => Run?.RunOn == Today;
}

/// <summary>收回试算: what the night proposes; look, exempt, confirm.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("desk/reclaim")]
public sealed class ReclaimController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int PageSize = 100;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? after, CancellationToken cancel) => View("Reclaim", await PageAsync(after, new ExemptionForm(), cancel));

    /// <summary>The night's run by hand, where no night has been yet.</summary>
    [HttpPost("runs")]
    public async Task<IActionResult> Create(CancellationToken cancel)
    {
        var run = await Db.RunReclaimNightAsync(ByViewer, cancel);
        Say(words["Desk.Reclaim.Ran", run.Proposed]);
        return LocalRedirect("/desk/reclaim");
    }

    [HttpPost("runs/{id:long}/exemptions")]
    public async Task<IActionResult> Exempt(long id, ExemptionForm form, CancellationToken cancel)
    {
        var count = 0;
        if (form.Ids.Count == 0)
        {
            ModelState.AddModelError("", words.Of(new Refusal("NothingSelected")));
        }

        if (!ModelState.IsValid || !await TryAsync(async () =>
            count = await Db.ExemptAsync(id, [.. form.Ids], form.Until ?? Today, form.Reason ?? "", ByViewer, cancel)))
        {
            Db.ChangeTracker.Clear();
            return Unprocessable("Reclaim", await PageAsync(null, form, cancel));
        }

        Say(words["Desk.Reclaim.Exempted", count, form.Until]);
        return LocalRedirect("/desk/reclaim");
    }

    [HttpPost("runs/{id:long}/confirmation")]
    public async Task<IActionResult> Confirm(long id, int version, CancellationToken cancel)
    {
        if (!await Db.ReclaimRuns.AnyAsync(row => row.Id == id, cancel))
        {
            return NotFound();
        }

        var run = await Db.ConfirmReclaimAsync(id, version, ByViewer, cancel);
        Say(words["Desk.Reclaim.Taken", run.Taken, run.Gone], run.AllocationId is { } allocation ? $"/desk/allocations/{allocation}/undo" : null);
        return LocalRedirect("/desk/reclaim");
    }

    private async Task<ReclaimPage> PageAsync(string? after, ExemptionForm form, CancellationToken cancel)
    {
        var run = await Db.ReclaimRuns.AsNoTracking().OrderByDescending(row => row.RunOn).FirstOrDefaultAsync(cancel);
        var page = await Db.ProposalsAsync(run?.Id ?? 0, KeysetCursor.Parse(after, null), PageSize, cancel);
        var names = await organisation.ReadAsync(Db, page.Rows.Select(row => row.OwnerId), cancel);
        return new ReclaimPage(run, page, form, Db.Company.Facts.Policy, names, Today);
    }
}
