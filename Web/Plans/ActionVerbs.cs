using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans;

/// <summary>Done: the form has what is usual, so that it only has to be sent.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}/done")]
public sealed class ActionDoneController(CrmDbContext db, TimeProvider clock, Words words) : ActionVerbController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Done", back, loaded => new ActionDoneForm
    {
        Hours = loaded.Action.Minutes == 0 ? null : ClockText.Hours(loaded.Action.Minutes),
    });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ActionDoneForm form)
    {
        var minutes = Minutes(form.Hours, nameof(form.Hours));
        return ActAsync(id, "Done", form, "Plans.Said.Done", async loaded =>
        {
            loaded.Plan.Do(loaded.Action, form.Outcome, minutes, ByViewer);
            if (form.NextTitle is { } title && loaded.Plan.Opportunity.IsOpen)
            {
                var terms = new ActionTerms(title, ActionKind.Other, null, form.NextOn ?? Today, null, 0, null, null, await PeopleOfAsync(loaded.Action));
                Db.PlanActions.Add(loaded.Plan.Add(terms, ByViewer));
            }
        });
    }
}

/// <summary>To another day or hour.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}/moves")]
public sealed class ActionMovesController(CrmDbContext db, TimeProvider clock, Words words) : ActionVerbController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, DateOnly? on, string? back) => AskAsync(id, "Move", back, loaded => new ActionMoveForm
    {
        StartOn = on ?? Db.Company.Facts.Calendar.AddWorkingDays(loaded.Action.StartOn > Today ? loaded.Action.StartOn : Today, 1),
        Clock = loaded.Action.StartMinute is { } minute ? ClockText.Clock(minute) : null,
    });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ActionMoveForm form)
    {
        var minute = 0;
        if (form is { KeepsClock: false, Clock: { } clock } && !ClockText.TryReadClock(clock, out minute))
        {
            ModelState.AddModelError(nameof(form.Clock), Words["Plans.NotAClock"]);
        }

        return ActAsync(id, "Move", form, "Plans.Said.Moved", async loaded =>
        {
            var start = form.KeepsClock ? loaded.Action.StartMinute : form.Clock is null ? null : minute;
            loaded.Plan.Move(loaded.Action, form.StartOn ?? default, start, form.Reason, await PeopleOfAsync(loaded.Action), ByViewer);
        });
    }
}

/// <summary>Given up, with the reason.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}/drops")]
public sealed class ActionDropsController(CrmDbContext db, TimeProvider clock, Words words) : ActionVerbController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Drop", back, _ => new ActionDropForm());

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ActionDropForm form) => ActAsync(id, "Drop", form, "Plans.Said.Dropped", loaded =>
    {
        loaded.Plan.Drop(loaded.Action, form.Reason, ByViewer);
        return Task.CompletedTask;
    });
}

/// <summary>How long it took one of those who took part.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("plan-actions/{id:long}/logs")]
public sealed class ActionLogsController(CrmDbContext db, TimeProvider clock, Words words) : ActionVerbController(db, clock, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Log", back, loaded => new ActionLogForm
    {
        Hours = ClockText.Hours(loaded.Action.People.FirstOrDefault(one => one.PersonId == Viewer.PersonId)?.LoggedMinutes ?? loaded.Action.Minutes),
    });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, ActionLogForm form)
    {
        var minutes = Minutes(form.Hours, nameof(form.Hours));
        return ActAsync(id, "Log", form, "Plans.Said.Logged", loaded =>
        {
            (loaded.Action.People.Any(one => one.PersonId == Viewer.PersonId) ? null : new Refusal("ActionNotYours")).ThrowIfRefused();
            loaded.Action.Log(Viewer.PersonId ?? 0, minutes ?? 0, ByViewer);
            return Task.CompletedTask;
        });
    }
}
