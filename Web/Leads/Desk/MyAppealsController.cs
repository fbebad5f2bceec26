using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Why the lead should come back.</summary>
public sealed class AppealForm
{
    public long LeadId { get; set; }

    [Required]
    [StringLength(LeadLengths.Reason)]
    public string? Plea { get; set; }
}

/// <summary>What was reclaimed from the viewer, and his appeals.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("my/appeals")]
public sealed class MyAppealsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        ViewData["Now"] = Now;
        return View("MyAppeals", await Db.TakenFromAsync(Viewer, Now, cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(AppealForm form, CancellationToken cancel)
    {
        var filed = false;
        if (!ModelState.IsValid || !await TryAsync(async () => filed = await Db.AppealAsync(Viewer, form.LeadId, form.Plea ?? "", ByViewer, cancel)))
        {
            (ViewData["Now"], ViewData["Refused"]) = (Now, form.LeadId);
            return Unprocessable("MyAppeals", await Db.TakenFromAsync(Viewer, Now, cancel));
        }

        Say(words["Desk.Appeal.Sent"]);
        return filed ? LocalRedirect("/my/appeals") : NotFound();
    }
}
