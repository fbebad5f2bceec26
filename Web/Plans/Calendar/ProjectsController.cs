using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Calendar;

/// <summary>An open opportunity that an action can be planned for.</summary>
public sealed record ProjectRow(long Id, string Number, string Name, string? Customer, string? NextStep, DateOnly? NextDueOn);

public sealed record ProjectsPage(IReadOnlyList<ProjectRow> Rows, DateOnly On, DateOnly Today);

/// <summary>From the calendar to an action: which of one's own opportunities it is for, those without a next step first.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("calendar/projects")]
public sealed class ProjectsController(CrmDbContext db, TimeProvider clock) : CrmController(db, clock)
{
    private const int Most = 200;

    [HttpGet("")]
    public async Task<IActionResult> Index(DateOnly? on, CancellationToken cancel)
    {
        var person = Viewer.PersonId;
        var rows = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer, AccessAction.Write).Open().Where(row => row.OwnerId == person)
            .OrderBy(row => row.NextDueOn != null).ThenBy(row => row.NextDueOn).ThenBy(row => row.Id).Take(Most)
            .Select(row => new ProjectRow(row.Id, row.Number, row.Name, row.Customer == null ? null : row.Customer.Name, row.NextStep, row.NextDueOn)).ToListAsync(cancel);
        ModelState.Clear();
        return View("Projects", new ProjectsPage(rows, on ?? Today, Today));
    }
}
