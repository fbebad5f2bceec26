using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
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

/// <summary>立项: what is applied for, and the form to apply.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("opportunities/{id:long}/initiation")]
public sealed class InitiationController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : InitiationPageController(db, clock, organisation, words)
{
    private const int MostPeople = 500;

    [HttpGet("")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        await ReadAsync(id, cancel) is { } opportunity ? View("Initiation", await PageAsync(opportunity, null, cancel)) : NotFound();

    [HttpGet("new")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public async Task<IActionResult> New(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Write, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var known = await Db.InitiationsOfAsync(id, cancel);
        var form = InitiationForm.Of(opportunity, Initiation.Current(known) ?? known.MaxBy(one => one.Id), Viewer, Competitors(opportunity));
        return View("Application", await FormAsync(opportunity, form, cancel));
    }

    /// <param name="more">The button that asks for more lines of the budget, where there is no script.</param>
    [HttpPost("")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] InitiationForm form, bool more, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Write, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        if (more)
        {
            ModelState.Clear();
            return View("Application", await FormAsync(opportunity, form.WithMoreLines(), cancel));
        }

        CheckLines(form);
        if (!ModelState.IsValid || !await TryAsync(() => Db.WriteAsync(() => ApplyAsync(opportunity, form, cancel), cancel)))
        {
            return Unprocessable("Application", await FormAsync(opportunity, form, cancel));
        }

        Say(Words["Gates.Said.Applied", opportunity.Number]);
        return LocalRedirect($"/opportunities/{id}/initiation");
    }

    /// <summary>The applicant takes it back.</summary>
    [HttpPost("withdrawal")]
    [Authorize(Policy = Policies.WriteOpportunities)]
    public async Task<IActionResult> Withdraw(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, AccessAction.Write, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var known = await Db.InitiationsOfAsync(id, cancel);
        (InitiationPage.ShownOf(known) ?? throw new RuleBroken(new Refusal("AlreadyDecided"))).Withdraw(ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(Words["Gates.Said.Withdrawn", opportunity.Number]);
        return LocalRedirect($"/opportunities/{id}/initiation");
    }

    private static string? Competitors(Opportunity opportunity) =>
        opportunity.Competitors.Count == 0 ? null : string.Join('\n', opportunity.Competitors.Select(one => one.Name));

    private async Task ApplyAsync(Opportunity opportunity, InitiationForm form, CancellationToken cancel)
    {
        await Db.ApplyAsync(opportunity, form.Terms(Db.Company.Facts.Approvals.DayRate, Today), ByViewer, cancel);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>What a line lacks is said beside the line.</summary>
    private void CheckLines(InitiationForm form)
    {
        foreach (var (line, i) in form.Lines.Select((line, i) => (line, i)).Where(pair => !pair.line.IsEmpty))
        {
            Need(line.Speciality is null, i, nameof(line.Speciality));
            Need(line.Kind == PresalesKind.PersonDays && line.Days is null or 0, i, nameof(line.Days));
            Need(line.Kind != PresalesKind.PersonDays && line.Amount is null, i, nameof(line.Amount));
        }
    }

    private void Need(bool isMissing, int line, string field)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"Form.Lines[{line}].{field}");
        if (isMissing && !(ModelState.TryGetValue(key, out var entry) && entry.Errors.Count > 0))
        {
            ModelState.AddModelError(key, Words["Gates.LineNeeds", line + 1, Words[$"Gates.Field.{field}"]]);
        }
    }

    private async Task<ApplicationPage> FormAsync(Opportunity opportunity, InitiationForm form, CancellationToken cancel)
    {
        Db.ChangeTracker.Clear();
        var (known, names) = (await Db.InitiationsOfAsync(opportunity.Id, cancel), await Organisation.ReadAsync(Db, cancel));
        return new ApplicationPage(opportunity, form, Initiation.Current(known),
            [.. names.People.Values.Where(person => person.IsActive(Today)).OrderByDescending(person => person.Roles.Contains(Role.Presales)).ThenBy(person => person.Name, StringComparer.Ordinal).Take(MostPeople)],
            Db.Company.Facts.Approvals.DayRate, Initiation.CanApply(opportunity) ?? (known.Exists(one => one.IsWaiting) ? new Refusal("ApplicationWaits") : null));
    }
}
