using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>The lead desk's word on an appeal.</summary>
public sealed class AppealDecisionForm
{
    public bool IsAccepted { get; set; }

    [Required]
    [StringLength(LeadLengths.Reason)]
    public string? Answer { get; set; }
}

/// <summary>申诉: what former owners say about reclaimed leads, for the lead desk to decide.</summary>
[Authorize(Policy = Policies.RunDesk)]
[Route("desk/appeals")]
public sealed class AppealsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Shown = 50;

    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken cancel) => ListAsync(StatusCodes.Status200OK, cancel);

    [HttpPost("{id:long}/decision")]
    public async Task<IActionResult> Decide(long id, AppealDecisionForm form, CancellationToken cancel)
    {
        var found = true;
        if (!ModelState.IsValid || !await TryAsync(async () =>
            found = await Db.DecideAppealAsync(Viewer, id, form.IsAccepted, form.Answer ?? "", ByViewer, cancel) is not null))
        {
            Db.ChangeTracker.Clear();
            ViewData["Refused"] = id;
            return await ListAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        Say(words[form.IsAccepted ? "Desk.Appeal.Accepted" : "Desk.Appeal.Declined"]);
        return found ? LocalRedirect("/desk/appeals") : NotFound();
    }

    private async Task<IActionResult> ListAsync(int status, CancellationToken cancel)
    {
        var appeals = await Db.OpenAppealsAsync(Viewer, Shown, cancel);
        ViewData["Names"] = await organisation.ReadAsync(Db, appeals.Select(row => (long?)row.PersonId), cancel);
        Response.StatusCode = status;
        return View("Appeals", appeals);
    }
}
