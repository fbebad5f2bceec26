using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>售前记录: time and expenses against the approved budget, in two clicks.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/presales")]
public sealed class PresalesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : GateController(db, clock, organisation, words)
{
    private const int Tries = 3;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await ReadAsync(id, cancel) is { } opportunity ? View("Presales", await PageAsync(opportunity, new PresalesForm(), cancel)) : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.LogOpportunities)]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] PresalesForm form, CancellationToken cancel)
    {
        if (!await MayAsync(id, AccessAction.Log, cancel) || await ReadAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var person = form.PersonId ?? Viewer.PersonId ?? 0;
        if (person != Viewer.PersonId && !(await PeopleAsync(opportunity, cancel)).Any(colleague => colleague.Id == person))
        {
            ModelState.AddModelError("Form.PersonId", Words["Gates.NotForHim"]);
        }

        if (!ModelState.IsValid || !await TryAsync(() => KeepAsync(id, (found, current) => LogAsync(found, current, form, person, cancel), cancel)))
        {
            return Unprocessable("Presales", await PageAsync(opportunity, form, cancel));
        }

        Say(Words["Gates.Said.Logged", opportunity.Number]);
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/opportunities/{id}/presales");
    }

    [HttpPost("{entryId:long}/removal")]
    [Authorize(Policy = Policies.LogOpportunities)]
    public async Task<IActionResult> TakeBack(long id, long entryId, string? why, CancellationToken cancel)
    {
        if (!await MayAsync(id, AccessAction.Log, cancel) || await ReadAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var page = await PageAsync(opportunity, new PresalesForm(), cancel);
        var entry = await Db.PresalesEntries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == entryId && row.OpportunityId == id, cancel);
        if (entry is null)
        {
            return NotFound();
        }

        (page.MayTakeBack(entry) ? null : new Refusal(entry.CanBeTakenBack ? "EntryOfAnother" : "EntryTakenBack")).ThrowIfRefused();
        await KeepAsync(id, async (found, current) => await Db.TakeBackPresalesAsync(found, current ?? throw new RuleBroken(new Refusal("PresalesNotApproved")),
            await Db.PresalesEntries.SingleAsync(row => row.Id == entryId, cancel), PlainText.Cut(why ?? "", PresalesEntry.WordsLength), ByViewer, cancel), cancel);
        Say(Words["Gates.Said.TakenBack", opportunity.Number]);
        return LocalRedirect(page.Path);
    }

    private Task LogAsync(Opportunity opportunity, Initiation? current, PresalesForm form, long person, CancellationToken cancel)
    {
        var rate = current?.RateOf(person, Db.Company.Facts.Approvals.DayRate) ?? Money.Zero;
        return Db.LogPresalesAsync(opportunity, current, form.ToWork(person, rate, Today), ByViewer, cancel);
    }

    /// <summary>Two may log at the same moment: who comes second does it again on what the first one left.</summary>
    private async Task KeepAsync(long id, Func<Opportunity, Initiation?, Task> verb, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Db.WriteAsync(() => OnceAsync(id, verb, cancel), cancel);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // The next attempt begins with what is there now.
            }
        }
    }

    private async Task OnceAsync(long id, Func<Opportunity, Initiation?, Task> verb, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        var opportunity = await FindAsync(id, AccessAction.Log, cancel) ?? throw new RuleBroken(new Refusal("PresalesNotApproved"));
        await verb(opportunity, Initiation.Current(await Db.InitiationsOfAsync(id, cancel)));
        await Db.SaveChangesAsync(cancel);
    }

    private async Task<IReadOnlyList<Colleague>> PeopleAsync(Opportunity opportunity, CancellationToken cancel)
    {
        if (!await MayAsync(opportunity.Id, AccessAction.Write, cancel))
        {
            return [];
        }

        var ids = opportunity.Members.Select(member => (long?)member.PersonId).Append(opportunity.OwnerId).Append(Viewer.PersonId).ToHashSet();
        return [.. (await Organisation.ReadAsync(Db, ids, cancel)).People.Values.Where(person => ids.Contains(person.Id)).OrderBy(person => person.Name, StringComparer.Ordinal)];
    }

    private async Task<PresalesPage> PageAsync(Opportunity opportunity, PresalesForm form, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        var current = Initiation.Current(await Db.InitiationsOfAsync(opportunity.Id, cancel));
        var entries = await Db.PresalesOfAsync(opportunity.Id, PresalesPage.Most, cancel);
        var people = await PeopleAsync(opportunity, cancel);
        return new PresalesPage(opportunity, current, entries, form, people, current is null ? new Refusal("PresalesNotApproved") : current.CanLog(opportunity, ByViewer),
            await MayAsync(opportunity.Id, AccessAction.Log, cancel), people.Count > 0, Viewer.PersonId,
            await Organisation.ReadAsync(Db, entries.SelectMany(entry => new[] { entry.PersonId, entry.ById }), cancel), Today);
    }
}
