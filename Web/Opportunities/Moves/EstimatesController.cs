using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What is expected of an opportunity: amount, date, horizon, next step; each change is history.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}")]
public sealed class EstimatesController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : OpportunityMoveController(db, clock, mapper, words)
{
    private bool SeesAmount => Viewer.Sees(SensitiveField.Amount);

    [HttpGet("amount")]
    public async Task<IActionResult> NewAmount(long id, string? back)
    {
        var form = new AmountForm { Back = back };
        return SeesAmount ? await AskAsync(id, "Amount", form, opportunity => form.Amount = opportunity.Amount) : NotFound();
    }

    /// <summary>What he does not see, he does not change either.</summary>
    [HttpPost("amount")]
    public async Task<IActionResult> Revalue(long id, AmountForm form) => SeesAmount
        ? await MoveAsync(id, "Amount", form, "Opportunities.Said.Revalued", opportunity => opportunity.Revalue(form.Amount, form.Reason, ByViewer)) : NotFound();

    [HttpGet("expected")]
    public Task<IActionResult> NewExpected(long id, string? back)
    {
        var form = new ExpectedForm { Back = back };
        return AskAsync(id, "Expected", form, opportunity => form.ExpectedOn = opportunity.ExpectedOn);
    }

    [HttpPost("expected")]
    public Task<IActionResult> Redate(long id, ExpectedForm form) =>
        MoveAsync(id, "Expected", form, "Opportunities.Said.Redated", opportunity => opportunity.Redate(form.ExpectedOn, form.Reason, ByViewer));

    [HttpGet("horizon")]
    public Task<IActionResult> NewHorizon(long id, string? back) => AskAsync(id, "Horizon", new HoldForm { Back = back });

    [HttpPost("horizon")]
    public Task<IActionResult> Hold(long id, HoldForm form) => MoveAsync(id, "Horizon", form, "Opportunities.Said.Horizon", opportunity =>
    {
        if (opportunity.IsHeld)
        {
            opportunity.Release(ByViewer);
        }
        else
        {
            opportunity.Hold(form.Reason, ByViewer);
        }
    });

    [HttpGet("next-step")]
    public Task<IActionResult> NewStep(long id, string? back)
    {
        var form = new NextStepForm { Back = back };
        return AskAsync(id, "NextStep", form, opportunity => (form.NextStep, form.NextDueOn) = (opportunity.NextStep, opportunity.NextDueOn));
    }

    [HttpPost("next-step")]
    public Task<IActionResult> Plan(long id, NextStepForm form) => MoveAsync(id, "NextStep", form, "Opportunities.Said.Planned", opportunity =>
    {
        (form.NextDueOn < Today ? new Refusal("DateIsPast", form.NextDueOn) : null).ThrowIfRefused();
        opportunity.Plan(form.NextStep, form.NextDueOn);
    });
}
