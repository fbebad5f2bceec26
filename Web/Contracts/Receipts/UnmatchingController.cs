using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Contracts;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>Which match is taken back, and why.</summary>
public sealed class UnmatchingForm
{
    /// <summary>The receipt's, as it was when the form was opened.</summary>
    public int Version { get; set; }

    [Required]
    public long? MilestoneId { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>Which offset of a refund is taken back, and why.</summary>
public sealed class OffsetBackForm
{
    /// <summary>The refund's, as it was when the form was opened.</summary>
    public int Version { get; set; }

    [Required]
    public long? ReceiptId { get; set; }

    [Required, StringLength(ContractLengths.Reason)]
    public string? Reason { get; set; }
}

public sealed record UnmatchingPage(RestOfReceipt Receipt, UnmatchingForm Form, IReadOnlyList<PaidMilestone> Matched)
{
    public OffsetBackForm Offset { get; init; } = new();

    public IReadOnlyList<OffsetPair> Offsets { get; init; } = new List<OffsetPair>();
}

/// <summary>撤销核销: what a receipt paid, and how a wrong match is taken back.</summary>
[Authorize(Policy = Policies.WriteReceipts)]
[Route("receipts/{id:long}/unmatching")]
public sealed class UnmatchingController(CrmDbContext db, TimeProvider clock, Words words) : ReceiptFormController(db, clock, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await PageAsync(id, new UnmatchingForm(), cancel) is { } page ? View("Unmatching", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Unmatch(long id, [Bind(Prefix = "Form")] UnmatchingForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.UnmatchAsync(id, form.Version, form.MilestoneId ?? 0, form.Reason, Viewer, ByViewer, cancel), [form.MilestoneId ?? 0], []))
        {
            Say(Words["Contracts.Said.Unmatched", page.Receipt.Reference]);
            return LocalRedirect($"/receipts/{id}/matching");
        }

        return Unprocessable("Unmatching", page);
    }

    [HttpPost("offset")]
    public async Task<IActionResult> TakeOffsetBack(long id, [Bind(Prefix = "Offset")] OffsetBackForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, new UnmatchingForm(), cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(() => Db.TakeOffsetBackAsync(id, form.Version, form.ReceiptId ?? 0, form.Reason, Viewer, ByViewer, cancel), [], [form.ReceiptId ?? 0]))
        {
            Say(Words["Contracts.Said.OffsetTakenBack", page.Receipt.Reference]);
            return LocalRedirect($"/receipts/{id}/matching");
        }

        return Unprocessable("Unmatching", page with { Offset = form });
    }

    private async Task<UnmatchingPage?> PageAsync(long id, UnmatchingForm form, CancellationToken cancel) =>
        await RestOfReceipt.OfAsync(Db, Viewer, id, cancel) is { } receipt
            ? new UnmatchingPage(receipt, form, [.. (await Db.PaidByAsync(Viewer, id, cancel)).Where(paid => paid.ContractId is not null)]) { Offsets = await Db.OffsetsOfAsync(Viewer, id, cancel) }
            : null;
}
