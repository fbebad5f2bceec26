using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>The end of an opportunity: won 赢单, lost 丢单, given up 放弃; and that it goes on after all.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}")]
public sealed class ClosingsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : OpportunityMoveController(db, clock, mapper, words)
{
    [HttpGet("win")]
    public Task<IActionResult> NewWin(long id, string? back) => AskAsync(id, "Win", new ClosingForm { Back = back });

    [HttpPost("win")]
    public Task<IActionResult> Win(long id, ClosingForm form) =>
        MoveAsync(id, "Win", form, "Opportunities.Said.Won", opportunity => opportunity.Win(Stages, form.Closing, ByViewer));

    [HttpGet("loss")]
    public Task<IActionResult> NewLoss(long id, string? back) => AskAsync(id, "Loss", new ClosingForm { Back = back });

    [HttpPost("loss")]
    public Task<IActionResult> Lose(long id, ClosingForm form) =>
        MoveAsync(id, "Loss", form, "Opportunities.Said.Lost", opportunity => opportunity.Lose(form.Closing, ByViewer));

    [HttpGet("abandonment")]
    public Task<IActionResult> NewAbandonment(long id, string? back) => AskAsync(id, "Abandonment", new ClosingForm { Back = back });

    [HttpPost("abandonment")]
    public Task<IActionResult> Abandon(long id, ClosingForm form) =>
        MoveAsync(id, "Abandonment", form, "Opportunities.Said.Abandoned", opportunity => opportunity.Abandon(form.Closing, ByViewer));

    [HttpGet("reopening")]
    public Task<IActionResult> NewReopening(long id, string? back) => AskAsync(id, "Reopening", new StageMoveForm { Back = back });

    [HttpPost("reopening")]
    public Task<IActionResult> Reopen(long id, StageMoveForm form) => MoveAsync(id, "Reopening", form, "Opportunities.Said.Reopened", opportunity =>
        opportunity.Reopen(Stages.Find(form.To ?? 0) ?? Stages.First, Stages, form.Reason, ByViewer));

    protected override Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        ViewData["Stages"] = Stages.Open.Select(stage => new SelectListItem(stage.Called(), $"{stage.Id}")).ToList();
        return base.FillAsync(form, record);
    }
}
