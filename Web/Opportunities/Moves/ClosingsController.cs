using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Opportunities.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>The end of an opportunity: won 赢单, lost 丢单, given up 放弃; and that it goes on after all.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}")]
public sealed class ClosingsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : OpportunityMoveController(db, clock, mapper, words)
{
    [HttpGet("win")]
    public Task<IActionResult> NewWin(long id, string? back) => AskClosingAsync(id, "Win", back);

    [HttpPost("win")]
    public Task<IActionResult> Win(long id, ClosingForm form) =>
        CloseAsync(id, "Win", form, "Opportunities.Said.Won", opportunity => opportunity.Win(Stages, form.Closing, ByViewer));

    [HttpGet("loss")]
    public Task<IActionResult> NewLoss(long id, string? back) => AskClosingAsync(id, "Loss", back);

    [HttpPost("loss")]
    public Task<IActionResult> Lose(long id, ClosingForm form) =>
        CloseAsync(id, "Loss", form, "Opportunities.Said.Lost", opportunity => opportunity.Lose(form.Closing, ByViewer));

    [HttpGet("abandonment")]
    public Task<IActionResult> NewAbandonment(long id, string? back) => AskClosingAsync(id, "Abandonment", back);

    [HttpPost("abandonment")]
    public Task<IActionResult> Abandon(long id, ClosingForm form) =>
        CloseAsync(id, "Abandonment", form, "Opportunities.Said.Abandoned", opportunity => opportunity.Abandon(form.Closing, ByViewer));

    [HttpGet("reopening")]
    public Task<IActionResult> NewReopening(long id, string? back) => base.AskAsync(id, "Reopening", new StageMoveForm { Back = back }, TellContractsAsync);

    [HttpPost("reopening")]
    public Task<IActionResult> Reopen(long id, StageMoveForm form) => MoveAsync(id, "Reopening", form, "Opportunities.Said.Reopened", async opportunity =>
    {
        (await Db.WhyNotReopenedAsync(opportunity)).ThrowIfRefused();
        opportunity.Reopen(Stages.Find(form.To ?? 0) ?? Stages.First, Stages, form.Reason, ByViewer);
    }, TellContractsAsync);

    protected override Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        ViewData["Stages"] = Stages.Open.Select(stage => new SelectListItem(stage.Called(), $"{stage.Id}")).ToList();
        return base.FillAsync(form, record);
    }

    /// <summary>What keeps it closed, said before anybody writes why it goes on.</summary>
    private async Task TellContractsAsync(Opportunity opportunity)
    {
        ViewData["Why"] = await Db.WhyNotReopenedAsync(opportunity);
        ViewData["Contracts"] = await Db.ContractsOfAsync(Viewer, opportunity.Id, opportunity.State);
    }

    private async Task<IActionResult> AskClosingAsync(long id, string view, string? back) =>
        await ClosedAsync(id, null) is { } closed ? View("Closed", closed) : await AskAsync(id, view, new ClosingForm { Back = back });

    private async Task<IActionResult> CloseAsync(long id, string view, ClosingForm form, string said, Action<Opportunity> verb) =>
        await ClosedAsync(id, form) is { } closed ? Unprocessable("Closed", closed) : await MoveAsync(id, view, form, said, verb);

    /// <summary>Null while it is open, or out of reach.</summary>
    private async Task<ClosedPage?> ClosedAsync(long id, ClosingForm? form)
    {
        if (await FindAsync(id) is not { IsOpen: false } opportunity)
        {
            return null;
        }

        var typed = string.Join('\n', new[] { form?.Words, form?.Competitor, form?.Lessons }.Where(text => !string.IsNullOrWhiteSpace(text)));
        return new ClosedPage(DetailOf(opportunity), await Db.ContractsOfAsync(Viewer, id, opportunity.State), Viewer, typed.Length == 0 ? null : typed);
    }
}
