using System.Globalization;
using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>升迁: an opportunity goes on to another stage, or back.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/stage-moves")]
public sealed class StageMovesController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : OpportunityMoveController(db, clock, mapper, words)
{
    [HttpGet("new")]
    public Task<IActionResult> New(long id, int? to, string? back)
    {
        var form = new StageMoveForm { To = to, Back = back };
        return AskAsync(id, "StageMove", form, opportunity => form.To ??= Stages.After(Stages.Of(opportunity.StageId))?.Id);
    }

    [HttpPost("")]
    public Task<IActionResult> Create(long id, StageMoveForm form) => MoveAsync(id, "StageMove", form, "Opportunities.Said.Moved", opportunity =>
    {
        if (Stages.Find(form.To ?? 0) is { } stage)
        {
            opportunity.MoveTo(stage, Stages, form.Reason, ByViewer, form.Done);
        }
        else
        {
            ModelState.AddModelError(nameof(form.To), Words["Opportunities.NoSuchStage"]);
        }
    });

    protected override Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ViewData["Stages"] = Stages.Open.Where(stage => stage.Id != record.StageId)
            .Select(stage => new SelectListItem(Said(record, stage), stage.Id.ToString(CultureInfo.InvariantCulture))).ToList();
        ViewData["Gate"] = record.QualifiedAt is null ? "qualification" : record.InitiatedAt is null ? "initiation" : null;
        ViewData["Checklist"] = Stages.Of(record.StageId).Checklist;
        return base.FillAsync(form, record);
    }

    /// <summary>A stage that is behind a gate says so before somebody tries.</summary>
    private string Said(Opportunity opportunity, Stage stage) =>
        opportunity.CanMoveTo(stage, Stages) is { Code: "QualificationNotPassed" or "InitiationNotPassed" } ? Words["Opportunities.BehindGate", stage] : stage.Called();
}
