using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.People;

[Route("people")]
[Authorize(Policies.Administer)]
public sealed class PeopleController(CrmDbContext db, TimeProvider clock, PeopleRegister register, AccountMails mails, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> Index(string? q, bool active, Role? role, string? after, long id)
    {
        var rows = await Db.ListAsync(q, active ? Today : null, role, after, id);
        var next = rows.Count > PeopleQueries.PageSize && rows[PeopleQueries.PageSize - 1] is { } last
            ? Url.Action(nameof(Index), new { q, active = active ? true : (bool?)null, role, after = last.Name, id = last.Id })
            : null;
        return View("People", new PeoplePage([.. rows.Take(PeopleQueries.PageSize)], q, next, Today) { Active = active, Role = role });
    }

    [HttpGet("new")]
    public async Task<IActionResult> New() => await FormAsync("New", new PersonForm());

    [HttpPost]
    public async Task<IActionResult> Create(PersonForm form)
    {
        Person? person = null;
        if (!ModelState.IsValid || !await TryAsync(async () => person = await register.AddAsync(form, ByViewer)) || person is null)
        {
            return await AgainAsync("New", form);
        }

        Say(words[person.Email is not null && mails.MayMail ? "Account.AddedAndInvited" : "Access.People.Added", person.Name]);
        return RedirectToAction(nameof(Edit), new { id = person.Id });
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id) =>
        await FindAsync(id) is { } person ? await FormAsync("Edit", PersonForm.Of(person), person) : NotFound();

    [HttpPost("{id:long}")]
    public async Task<IActionResult> Update(long id, PersonForm form)
    {
        if (await FindAsync(id) is not { } person)
        {
            return NotFound();
        }

        if (form.Version != person.Version)
        {
            return Conflicting(form, PersonForm.Of(person), person.Name, (await Db.ChoicesAsync(Today)).TextOf);
        }

        var followed = 0;
        if (!ModelState.IsValid || !await TryAsync(async () => followed = await register.ChangeAsync(person, form, ByViewer)))
        {
            return await AgainAsync("Edit", form, await FindAsync(id));
        }

        Say(words[followed == 0 ? "Access.People.Saved" : "Access.People.SavedWithLeads", form.Name, followed]);
        return RedirectToAction(nameof(Edit), new { id });
    }

    private Task<Person?> FindAsync(long id) => Db.People.SingleOrDefaultAsync(person => person.Id == id);

    private Task<bool> HasFactorAsync(long id) => Db.Users.AnyAsync(
        user => user.PersonId == id && Db.SecondFactors.Any(factor => factor.AccountId == user.Id && factor.SinceAt != null));

    private async Task<ViewResult> AgainAsync(string view, PersonForm form, Person? person = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(view, form, person);
    }

    private async Task<ViewResult> FormAsync(string view, PersonForm form, Person? person = null)
    {
        ViewData["Choices"] = await Db.ChoicesAsync(Today);
        ViewData["Trail"] = person is null ? new List<PersonTrail>() : await Db.TrailAsync(person.Id);
        ViewData["Person"] = person is null ? null : new PersonState(
            person.Id, person.Name, person.Email is not null, person.IsActive(Today), await HasFactorAsync(person.Id));
        return View(view, form);
    }
}

/// <summary>What can be done with the person beside editing.</summary>
public sealed record PersonState(long Id, string Name, bool HasAccount, bool IsActive, bool HasSecondFactor);
