using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Covers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Covers;

/// <summary>代管: who stands in for somebody on leave, arranged by himself or his manager.</summary>
[Authorize(Policies.SignedIn)]
[Route("covers")]
public sealed class CoversController(CrmDbContext db, TimeProvider clock, Organisation organisation, Auditor audit, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancel) =>
        View("Covers", await PageAsync(new CoverForm { Away = Viewer.PersonId, From = Today }, cancel));

    [HttpPost("")]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] CoverForm form, CancellationToken cancel)
    {
        var people = await Db.People.AsNoTracking().Where(person => person.Id == form.Away || person.Id == form.Deputy).ToDictionaryAsync(person => person.Id, cancel);
        if (!ModelState.IsValid || !people.TryGetValue(form.Away ?? 0, out var away) || !people.TryGetValue(form.Deputy ?? 0, out var deputy))
        {
            return Unprocessable("Covers", await PageAsync(form, cancel));
        }

        if (!await MayArrangeAsync(away.Id, cancel))
        {
            return NotFound();
        }

        audit.Note(AuditKind.RightsChanged, deputy.Id, deputy.Name, AuditDetails.Of(new AuditChange("Cover", null, $"{away.Name} {Show.Day(form.Terms(Today).From)} – {Show.Day(form.Terms(Today).Until)}")));
        if (!await TryAsync(() => Db.CoverAsync(away, deputy, form.Terms(Today), ByViewer)))
        {
            return Unprocessable("Covers", await PageAsync(form, cancel));
        }

        Say(words["Covers.Added", deputy.Name, away.Name]);
        return LocalRedirect("/covers");
    }

    [HttpPost("{id:long}/end")]
    public async Task<IActionResult> End(long id, CancellationToken cancel)
    {
        if (await Db.Covers.SingleOrDefaultAsync(cover => cover.Id == id, cancel) is not { } cover || !await MayArrangeAsync(cover.AwayId, cancel))
        {
            return NotFound();
        }

        audit.Note(AuditKind.RightsChanged, cover.DeputyId, details: AuditDetails.Of(new AuditChange("Cover", Show.Day(cover.UntilOn), Show.Day(Today))));
        await Db.EndCoverAsync(cover, ByViewer);
        Say(words["Covers.Ended"]);
        return LocalRedirect("/covers");
    }

    private async Task<bool> MayArrangeAsync(long awayId, CancellationToken cancel) =>
        (await organisation.ReadAsync(Db, [awayId], cancel)).People.TryGetValue(awayId, out var away) && Viewer.MayArrange(away);

    private async Task<CoversPage> PageAsync(CoverForm form, CancellationToken cancel) =>
        new(form, await Db.CoversAsync(cancel), await organisation.ReadAsync(Db, cancel), Viewer, Today);
}
