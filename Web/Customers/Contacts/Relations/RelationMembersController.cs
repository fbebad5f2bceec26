using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>Who takes part in the customer's decision, as what, and how he stands to us.</summary>
[Authorize(Policy = Policies.WriteOpportunities)]
[Route("opportunities/{id:long}/relations")]
public sealed class RelationMembersController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int MostChoices = 20;

    /// <summary>First who it is.</summary>
    [HttpGet("new")]
    public async Task<IActionResult> Choose(long id, string? q, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var members = Db.BuyingCentres.Where(centre => centre.OpportunityId == id).SelectMany(centre => centre.Members).Where(member => member.LeftAt == null);
        var contacts = Db.Contacts.VisibleTo(Viewer).Kept()
            .Where(contact => contact.CustomerId == opportunity.CustomerId && !members.Any(member => member.ContactId == contact.Id));
        if (!string.IsNullOrWhiteSpace(q))
        {
            var found = Db.ContactsMatching(q);
            contacts = contacts.Where(contact => found.Contains(contact.Id));
        }

        var choices = await contacts.OrderBy(contact => contact.Name).ThenBy(contact => contact.Id).Take(MostChoices)
            .Select(contact => new MemberChoice(contact.Id, contact.Name, contact.Position)).ToListAsync(cancel);
        return View(new MemberChoicePage(id, opportunity.Name, opportunity.CustomerId ?? 0, q, choices));
    }

    [HttpGet("{contactId:long}")]
    public async Task<IActionResult> Edit(long id, long contactId, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity || await ContactAsync(contactId, cancel) is not { } contact)
        {
            return NotFound();
        }

        var centre = await CentreAsync(opportunity, cancel);
        var member = centre.Present.SingleOrDefault(one => one.ContactId == contactId);
        var form = member is null ? new MemberForm { Influence = 3, HolderId = Viewer.PersonId } : MemberForm.Of(member);
        form.Version = centre.Version;
        return View("Edit", await FilledAsync(form, opportunity, contact, centre, cancel));
    }

    [HttpPost("{contactId:long}")]
    public async Task<IActionResult> Update(long id, long contactId, MemberForm form, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity || await ContactAsync(contactId, cancel) is not { } contact)
        {
            return NotFound();
        }

        var centre = await CentreAsync(opportunity, cancel);
        if (form.HolderId is { } holder && !(await organisation.ReadAsync(Db, [holder], cancel)).People.ContainsKey(holder))
        {
            ModelState.AddModelError(nameof(form.HolderId), words["Relations.HolderNotOffered"]);
        }

        if (ModelState.IsValid && await TryAsync(() => SaveAsync(centre, contact, form, cancel)))
        {
            Say(words["Relations.Said.Placed", contact.Name]);
            return LocalRedirect($"/opportunities/{id}/relations");
        }

        return Unprocessable("Edit", await FilledAsync(form, opportunity, contact, centre, cancel));
    }

    [HttpPost("{contactId:long}/departure")]
    public async Task<IActionResult> Leave(long id, long contactId, int version, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var centre = await CentreAsync(opportunity, cancel);
        Db.Entry(centre).Property(one => one.Version).OriginalValue = version;
        centre.Leave(contactId, ByViewer);
        await Db.SaveChangesAsync(cancel);
        Say(words["Relations.Said.Left"]);
        return LocalRedirect($"/opportunities/{id}/relations");
    }

    [HttpPost("procurement")]
    public async Task<IActionResult> Procurement(long id, int version, ProcurementMode? procurement, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
        {
            return NotFound();
        }

        var centre = await CentreAsync(opportunity, cancel);
        Db.Entry(centre).Property(one => one.Version).OriginalValue = version;
        centre.BuyBy(ModelState.IsValid ? procurement : centre.Procurement);
        await Db.SaveChangesAsync(cancel);
        Say(words["Relations.Said.Procurement"]);
        return LocalRedirect($"/opportunities/{id}/relations");
    }

    private async Task SaveAsync(BuyingCentre centre, Contact contact, MemberForm form, CancellationToken cancel)
    {
        Db.Entry(centre).Property(one => one.Version).OriginalValue = form.Version;
        centre.Place(contact, form.Facts, form.Attitude, form.Evidence, ByViewer);
        await Db.SaveChangesAsync(cancel);
    }

    /// <summary>Nobody takes part in a decision of nobody knows whom.</summary>
    private Task<Opportunity?> FindAsync(long id, CancellationToken cancel) => Db.Opportunities.AsNoTracking().VisibleTo(Viewer, AccessAction.Write)
        .SingleOrDefaultAsync(row => row.Id == id && row.CustomerId != null, cancel);

    private Task<Contact?> ContactAsync(long id, CancellationToken cancel) =>
        Db.Contacts.VisibleTo(Viewer).SingleOrDefaultAsync(contact => contact.Id == id, cancel);

    /// <summary>The opportunity's buying centre, a new one where there is none yet.</summary>
    private async Task<BuyingCentre> CentreAsync(Opportunity opportunity, CancellationToken cancel)
    {
        var centre = await Db.BuyingCentres.Include(one => one.Members).ThenInclude(member => member.Attitudes).AsSingleQuery()
            .SingleOrDefaultAsync(one => one.OpportunityId == opportunity.Id, cancel);
        return centre ?? Db.BuyingCentres.Add(new BuyingCentre(opportunity.Id, opportunity.CustomerId ?? 0)).Entity;
    }

    private async Task<MemberForm> FilledAsync(MemberForm form, Opportunity opportunity, Contact contact, BuyingCentre centre, CancellationToken cancel)
    {
        var member = centre.Members.SingleOrDefault(one => one.ContactId == contact.Id);
        form.Page = new(
            opportunity.Id, opportunity.Name, contact, MemberChoices.Colleagues(await organisation.ReadAsync(Db, cancel), Today),
            await MemberChoices.OthersAsync(Db, centre, contact.Id, cancel), [.. member?.Attitudes.OrderByDescending(row => row.Id) ?? Enumerable.Empty<AttitudeRow>()],
            member is { LeftAt: null });
        return form;
    }
}
