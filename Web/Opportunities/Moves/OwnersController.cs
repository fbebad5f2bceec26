using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What a manager decides: whose an opportunity is, and how likely he himself thinks it.</summary>
[Authorize(Policy = Policies.AssignOpportunities)]
[Route("opportunities/{id:long}")]
public sealed class OwnersController(CrmDbContext db, TimeProvider clock, IMapper mapper, Organisation organisation, Words words)
    : OpportunityMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("owner")]
    public Task<IActionResult> NewOwner(long id, string? back) => AskAsync(id, "Owner", new OwnerForm { Back = back });

    [HttpPost("owner")]
    public Task<IActionResult> HandOver(long id, OwnerForm form) => MoveAsync(id, "Owner", form, "Opportunities.Said.HandedOver", async opportunity =>
    {
        if ((await OwnersAsync()).FirstOrDefault(person => person.Id == form.PersonId) is { } owner)
        {
            opportunity.HandOverTo(owner.Id, owner.TeamId, form.Reason, ByViewer);
        }
        else
        {
            ModelState.AddModelError(nameof(form.PersonId), Words["Opportunities.OwnerNotOffered"]);
        }
    });

    [HttpGet("call")]
    public Task<IActionResult> NewCall(long id, string? back)
    {
        var form = new CallForm { Back = back };
        return AskAsync(id, "Call", form, opportunity => form.Percent = opportunity.Called);
    }

    [HttpPost("call")]
    public Task<IActionResult> Call(long id, CallForm form) =>
        MoveAsync(id, "Call", form, "Opportunities.Said.Called", opportunity => opportunity.Call(form.Percent, form.Reason, ByViewer));

    protected override async Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        ViewData["People"] = (await OwnersAsync()).Select(person => new SelectListItem(person.Name, $"{person.Id}")).ToList();
        await base.FillAsync(form, record);
    }

    private async Task<IReadOnlyList<Colleague>> OwnersAsync() => (await organisation.ReadAsync(Db)).OpportunityOwnersFor(Viewer, AccessAction.Assign, Today);
}
