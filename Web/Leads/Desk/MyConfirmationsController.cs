using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Still alive: the next step and its day.</summary>
public sealed class AliveForm
{
    [Required]
    [StringLength(LeadLengths.NextAction)]
    public string? NextAction { get; set; }

    [Required]
    public DateOnly? NextDueOn { get; set; }
}

/// <summary>The lead goes back to the desk.</summary>
public sealed class GiveBackWordForm
{
    [Required]
    public GiveBackReason? Reason { get; set; }

    [StringLength(LeadLengths.Reason - 40)]
    public string? Note { get; set; }
}

/// <summary>升迁确认: the owner's word on each lead that did not move this week.</summary>
[Authorize(Policy = Policies.WriteLeads)]
[Route("my/confirmations")]
public sealed class MyConfirmationsController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    private const int Shown = 30;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) =>
        View("MyConfirmations", await Db.OpenConfirmationsAsync(Viewer, Today, Shown, cancel));

    [HttpPost("{id:long}/alive")]
    public Task<IActionResult> Confirm(long id, AliveForm form, CancellationToken cancel) => AnswerAsync(id, (asked, lead) =>
    {
        asked.SayAlive(lead, form.NextAction ?? "", form.NextDueOn ?? Today, ByViewer);
        return words["Desk.Confirmation.Alive", lead.Number];
    }, cancel);

    [HttpPost("{id:long}/give-back")]
    public Task<IActionResult> GiveBack(long id, GiveBackWordForm form, CancellationToken cancel) => AnswerAsync(id, (asked, lead) =>
    {
        asked.GiveBack(lead, form.Reason ?? GiveBackReason.Other, form.Note, ByViewer);
        return words["Desk.Confirmation.GivenBack", lead.Number];
    }, cancel);

    private async Task<IActionResult> AnswerAsync(
        long id, Func<Domain.Leads.Desk.WeeklyConfirmation, Lead, string> answer, CancellationToken cancel)
    {
        if (await Db.ConfirmationForAnswerAsync(Viewer, id, Today, cancel) is not { } found)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(async () =>
        {
            var said = answer(found.Asked, found.Lead);
            await Db.SaveChangesAsync(cancel);
            Say(said);
        }))
        {
            Db.ChangeTracker.Clear();
            ViewData["Refused"] = id;
            return Unprocessable("MyConfirmations", await Db.OpenConfirmationsAsync(Viewer, Today, Shown, cancel));
        }

        return LocalRedirect("/my/confirmations");
    }
}
