using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Protection;

namespace SiCrm.Web.Customers.Contacts.Cards;

/// <summary>Visiting cards from a phone: read, looked over, taken in at once or not at all.</summary>
[Authorize(Policy = Policies.WriteCustomers)]
[Route("contacts/cards")]
public sealed class CardUploadsController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int MegaByte = 1_000_000;

    [HttpGet("new")]
    public async Task<IActionResult> New(string? q, CancellationToken cancel) => View(await OfferAsync(new CardUploadForm { Q = q }, cancel));

    [HttpPost("")]
    [RequestSizeLimit(ProtectionSetup.UploadLimit + ProtectionSetup.BodyLimit)]
    public async Task<IActionResult> Create(CardUploadForm form, CancellationToken cancel)
    {
        ContactUpload? upload = null;
        if (ModelState.IsValid && await TryAsync(async () => upload = await KeepAsync(form, cancel), nameof(form.CardFile)) && upload is not null)
        {
            return LocalRedirect($"/contacts/cards/{upload.Id}");
        }

        return Unprocessable("New", await OfferAsync(form, cancel));
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } upload)
        {
            return NotFound();
        }

        var plan = await CardPlan.OfAsync(Db, Viewer, upload, cancel);
        return View(new CardUploadPage(upload, plan, await organisation.ReadAsync(Db, cancel), PersonalFields.For(Viewer)));
    }

    [HttpPost("{id:long}/taking")]
    public async Task<IActionResult> Take(long id, CancellationToken cancel)
    {
        var taken = await Db.WriteAsync(async () => await FindAsync(id, cancel) is { } upload
            ? await (await CardPlan.OfAsync(Db, Viewer, upload, cancel)).TakeAsync(Db, upload, ByViewer, cancel)
            : (int?)null, cancel);
        if (taken is null)
        {
            return NotFound();
        }

        Say(words["Contacts.Said.CardsTaken", taken]);
        return LocalRedirect("/contacts");
    }

    private async Task<ContactUpload> KeepAsync(CardUploadForm form, CancellationToken cancel)
    {
        var file = form.CardFile ?? throw new RuleBroken(new Refusal("ImportFileMissing"));
        (file.Length > ProtectionSetup.UploadLimit ? new Refusal("CardFileTooLarge", ProtectionSetup.UploadLimit / MegaByte) : null).ThrowIfRefused();
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancel);
        var upload = CardPlan.Upload(Path.GetFileName(file.FileName), bytes.ToArray(), form.CustomerId, ByViewer);
        Db.ContactUploads.Add(upload);
        await Db.SaveChangesAsync(cancel);
        return upload;
    }

    /// <summary>One's own only.</summary>
    private Task<ContactUpload?> FindAsync(long id, CancellationToken cancel) =>
        Db.ContactUploads.SingleOrDefaultAsync(upload => upload.Id == id && upload.OwnerId == Viewer.PersonId, cancel);

    private async Task<CardUploadForm> OfferAsync(CardUploadForm form, CancellationToken cancel)
    {
        form.Customers = string.IsNullOrWhiteSpace(form.Q) ? [] : await Db.ChoicesAsync(Viewer, form.Q, cancel);
        return form;
    }
}
