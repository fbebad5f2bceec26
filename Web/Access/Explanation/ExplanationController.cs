using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Explanation;

/// <summary>Why somebody may do something with a record, or may not; and what he sees at all.</summary>
[Route("access/explanation")]
[Authorize(Policies.Administer)]
public sealed class ExplanationController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(ExplanationForm form, CancellationToken cancel)
    {
        var person = await PersonAsync(form, cancel);
        var record = form is { Type: { } type, Record: { } called } ? await Db.RecordCalledAsync(Viewer, type, called.Trim(), cancel) : null;
        if (form is { Type: not null, Record: not null } && record is null)
        {
            ModelState.AddModelError("Form.Record", words["Access.Explain.NoRecord", form.Record]);
        }

        form.Who = person?.Name ?? form.Who;
        return View("Explanation", new ExplanationPage(form, person, record, await organisation.ReadAsync(Db, cancel))
        {
            Today = Today, Seen = person is not null && record is null ? await Db.SightingsAsync(AsViewer(person), cancel) : [],
            Verdicts = person is not null && record is not null ? await VerdictsAsync(AsViewer(person), record, cancel) : [],
            Fields = person is null ? [] : [.. Enum.GetValues<SensitiveField>().Select(field => (field, AsViewer(person).Sees(field)))],
        });
    }

    private Viewer AsViewer(Person person) => person.AsViewer(Db.Company.Facts, Today);

    private async Task<IReadOnlyList<AccessVerdict>> VerdictsAsync(Viewer viewer, SharedRecord record, CancellationToken cancel)
    {
        var (shares, memberId) = (await Db.SharesForAsync(viewer, record, cancel), await Db.MemberAsync(viewer, record, cancel));
        return [.. AccessRight.Enforced.Where(right => right.Type == record.Type && right.Choices.Count > 2)
            .Select(right => AccessVerdict.Of(viewer, record, right.Action ?? AccessAction.Read, shares, memberId))];
    }

    private async Task<Person?> PersonAsync(ExplanationForm form, CancellationToken cancel)
    {
        var who = form.Who?.Trim();
        var found = await Db.People.AsNoTracking().Where(person => form.Person != null ? person.Id == form.Person : person.Name == who || person.Email == who)
            .OrderBy(person => person.Id).Take(2).ToListAsync(cancel);
        if (found is [var one])
        {
            return one;
        }

        if (who is { Length: > 0 } || form.Person is not null)
        {
            ModelState.AddModelError("Form.Who", words[found.Count == 0 ? "Access.Shares.Nobody" : "Access.Shares.Several", who ?? "?"]);
        }

        return null;
    }
}
