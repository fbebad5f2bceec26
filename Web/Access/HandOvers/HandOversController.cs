using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>移交: criteria, a proposal to be looked at, and what became of it.</summary>
[Authorize(Policy = Policies.AssignCustomers)]
[Route("hand-overs")]
public sealed class HandOversController(CrmDbContext db, TimeProvider clock, Organisation organisation, HandOverReader reader, Words words) : CrmController(db, clock)
{
    private const int Shown = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel)
    {
        var rows = await Db.HandOvers.AsNoTracking().VisibleTo(Viewer).Where(row => row.State != HandOverState.Draft || row.MadeById == Viewer.PersonId)
            .OrderByDescending(row => row.Id).Take(Shown).ToListAsync(cancel);
        ViewData["Names"] = await organisation.ReadAsync(Db, rows.Select(row => (long?)row.Criteria.FromId), cancel);
        return View("HandOvers", rows);
    }

    /// <param name="from">Whose work, when it is known.</param>
    /// <param name="scheme">Saved criteria to begin with.</param>
    /// <param name="customers">Only these; what belongs to another owner than the first is left to a hand-over of its own.</param>
    [HttpGet("new")]
    public async Task<IActionResult> New(long? from, long? scheme, IReadOnlyList<long> customers, CancellationToken cancel)
    {
        if (customers is { Count: > 0 })
        {
            return await ChosenAsync(customers, cancel);
        }

        var saved = await Db.HandOverSchemes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == scheme && row.OwnerId == Viewer.PersonId, cancel);
        var form = saved is null ? new HandOverForm { FromId = from } : HandOverForm.Of(saved.Criteria);
        return View("New", await reader.FormAsync(form, Viewer, Today, cancel));
    }

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "")] HandOverForm form, CancellationToken cancel)
    {
        HandOver? handOver = null;
        if (!ModelState.IsValid || !await TryAsync(async () => handOver = await Db.ProposeHandOverAsync(Viewer, form.Criteria, ByViewer, cancel)) || handOver is null)
        {
            return Unprocessable("New", await reader.FormAsync(form, Viewer, Today, cancel));
        }

        await KeepSchemeAsync(form, cancel);
        return LocalRedirect($"/hand-overs/{handOver.Id}");
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, long after, CancellationToken cancel) =>
        await Db.HandOvers.AsNoTracking().VisibleTo(Viewer).SingleOrDefaultAsync(row => row.Id == id, cancel) is { } handOver
            ? View("HandOver", await reader.PageAsync(handOver, Viewer, after, new HandOverConfirmationForm(), ByViewer, cancel))
            : NotFound();

    private async Task<IActionResult> ChosenAsync(IReadOnlyList<long> customers, CancellationToken cancel)
    {
        var chosen = await Db.Customers.AsNoTracking().VisibleTo(Viewer, AccessAction.Assign).Kept().Where(row => customers.Contains(row.Id))
            .OrderBy(row => row.OwnerId == null).ThenBy(row => row.Id).Select(row => new { row.Id, row.OwnerId, row.Name }).ToListAsync(cancel);
        if (chosen.Count == 0)
        {
            return NotFound();
        }

        if (chosen[0].OwnerId is not { } giver)
        {
            Say(words["HandOvers.NobodyGives"]);
            return LocalRedirect("/customers");
        }

        var page = await reader.FormAsync(
            new HandOverForm { FromId = giver, CustomerIds = [.. chosen.Where(row => row.OwnerId == giver).Select(row => row.Id)] }, Viewer, Today, cancel);
        return View("New", page with { OfOthers = [.. chosen.Where(row => row.OwnerId != giver).Select(row => (row.Id, row.Name))] });
    }

    private async Task KeepSchemeAsync(HandOverForm form, CancellationToken cancel)
    {
        if (PlainText.Line(form.SchemeName) is not { } name || Viewer.PersonId is not { } owner)
        {
            return;
        }

        await Db.HandOverSchemes.Where(row => row.OwnerId == owner && row.Name == name).ExecuteDeleteAsync(cancel);
        Db.HandOverSchemes.Add(new HandOverScheme(name, form.Criteria, owner));
        await Db.SaveChangesAsync(cancel);
    }
}
