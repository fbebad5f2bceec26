using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>Why a receipt is voided.</summary>
public sealed class VoidingForm
{
    /// <summary>The receipt's, as it was when the form was opened.</summary>
    public int Version { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

/// <param name="Refusal">Why it can't be voided; null where it can.</param>
public sealed record VoidingPage(RestOfReceipt Receipt, Refusal? Refusal, VoidingForm Form);

/// <summary>作废: a receipt that was entered wrongly, of which nothing is matched.</summary>
[Authorize(Policy = Policies.WriteReceipts)]
[Route("receipts/{id:long}/voiding")]
public sealed class VoidingController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public async Task<IActionResult> New(long id, CancellationToken cancel) =>
        await PageAsync(id, new VoidingForm(), cancel) is { } page ? View("Voiding", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] VoidingForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.VoidAsync(id, form.Version, form.Reason, Viewer, ByViewer, cancel)))
        {
            Say(words["Contracts.Said.Voided", page.Receipt.Reference]);
            return LocalRedirect($"/receipts/{id}/matching");
        }

        return Unprocessable("Voiding", page);
    }

    private async Task<VoidingPage?> PageAsync(long id, VoidingForm form, CancellationToken cancel) =>
        await RestOfReceipt.OfAsync(Db, Viewer, id, cancel) is { } receipt
            ? new VoidingPage(receipt, (await Db.ReceiptsFor(Viewer).AsNoTracking().SingleAsync(row => row.Id == id, cancel)).CanVoid(), form) : null;
}
