using System.Globalization;
using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>线索分配 of a single lead: one person, by hand.</summary>
[Authorize(Policy = Policies.AssignLeads)]
[Route("leads/{id:long}/assignment")]
public sealed class AssignmentsController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
{
    protected override AccessAction Right => AccessAction.Assign;

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, "Assignment", new AssignmentForm { Back = back }, OfferAsync);

    [HttpPost("")]
    public Task<IActionResult> Create(long id, AssignmentForm form) => MoveAsync(id, "Assignment", form, "Leads.Said.Assigned", async lead =>
    {
        if (await Db.People.MayTakeLeads(Viewer, Today).SingleOrDefaultAsync(person => person.Id == form.PersonId) is { } person)
        {
            lead.AssignTo(person, ByViewer, form.Reason);
        }
        else
        {
            ModelState.AddModelError(nameof(form.PersonId), Words["Leads.PersonNotOffered"]);
        }
    }, OfferAsync);

    /// <summary>With how many open leads each holds, who has the fewest first.</summary>
    private async Task OfferAsync(Lead lead)
    {
        var people = await Db.CandidatesAsync(Viewer, Today);
        ViewData["People"] = people.Where(person => person.Id != lead.OwnerId).OrderBy(person => person.OpenLeads).ThenBy(person => person.Name, StringComparer.Ordinal)
            .Select(person => new SelectListItem(Words["Leads.Candidate", person.Name, person.Team ?? "", person.OpenLeads], person.Id.ToString(CultureInfo.InvariantCulture)))
            .ToList();
    }
}
