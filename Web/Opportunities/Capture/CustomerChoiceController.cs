using AutoMapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Customers.Contacts;
using SiCrm.Web.Opportunities.Moves;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Capture;

/// <summary>Whose project it is, where that was not known at first.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/customer")]
public sealed class CustomerChoiceController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : OpportunityMoveController(db, clock, mapper, words)
{
    [HttpGet("")]
    public Task<IActionResult> New(long id, string? q, string? back) => AskAsync(id, "Customer", new CustomerForm { Q = q, Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, CustomerForm form) => MoveAsync(id, "Customer", form, "Opportunities.Said.Customer", async opportunity =>
    {
        if (await Db.Customers.VisibleTo(Viewer).ForChange().Kept().SingleOrDefaultAsync(row => row.Id == form.CustomerId) is { } customer)
        {
            opportunity.BelongTo(customer, ByViewer);
        }
        else
        {
            ModelState.AddModelError(nameof(form.CustomerId), Words["Opportunities.ChooseOneCustomer"]);
        }
    });

    protected override async Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        var found = await Db.ChoicesAsync(Viewer, (form as CustomerForm)?.Q, HttpContext.RequestAborted);
        ViewData["Customers"] = found.Select(choice => new SelectListItem(choice.Name, $"{choice.Id}")).ToList();
        await base.FillAsync(form, record);
    }
}
