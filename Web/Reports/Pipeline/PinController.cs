using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

public sealed class PinForm
{
    /// <summary>Whether it is to be followed.</summary>
    public bool Pin { get; set; }

    [Required]
    [StringLength(ProjectPin.ReasonLength)]
    public string? Reason { get; set; }
}

public sealed record PinPage(long Id, string Number, string Name, PinForm Form, IReadOnlyList<ProjectPin> Pins, OrganisationFacts Names)
{
    public bool IsPinned => Pins.Any(pin => pin.IsPinned);
}

/// <summary>Follows a project among the key projects, by hand and with a reason, and takes it off again.</summary>
[Authorize(Policy = Policies.ApproveOpportunities)]
[Route("opportunities/{id:long}/pin")]
public sealed class PinController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken cancel) =>
        await PageAsync(id, new PinForm(), cancel) is { } page ? View("Pin", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Turn(long id, [Bind(Prefix = "Form")] PinForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !await TryAsync(() => Db.TurnPinAsync(Viewer, id, form.Pin, form.Reason, ByViewer, cancel)))
        {
            return Unprocessable("Pin", page);
        }

        Say(words[form.Pin ? "Pipeline.Said.Pinned" : "Pipeline.Said.Unpinned", page.Number]);
        return LocalRedirect($"/opportunities/{id}");
    }

    private async Task<PinPage?> PageAsync(long id, PinForm form, CancellationToken cancel)
    {
        var row = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer, AccessAction.Approve).Where(row => row.Id == id)
            .Select(row => new { row.Id, row.Number, row.Name }).SingleOrDefaultAsync(cancel);
        return row is null ? null
            : new PinPage(row.Id, row.Number, row.Name, form, await Db.PinsOfAsync(id, cancel), await organisation.ReadAsync(Db, cancel));
    }
}
