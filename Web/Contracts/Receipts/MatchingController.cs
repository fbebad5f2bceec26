using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>What more of a receipt is matched.</summary>
public sealed class MatchingForm
{
    /// <summary>The receipt's, as it was when the form was filled.</summary>
    public int Version { get; set; }

    public IReadOnlyList<MatchForm> Matches { get; set; } = new List<MatchForm>();

    /// <summary>Of a refund.</summary>
    public IReadOnlyList<OffsetForm> Offsets { get; set; } = new List<OffsetForm>();
}

/// <summary>The payments that a receipt can be for, with what is typed for each.</summary>
public sealed record MatchTable(IReadOnlyList<MatchForm> Matches, IReadOnlyList<OpenPayment> Payments, bool IsRefund, DateOnly Today);

/// <summary>What is left of receipts that a refund can pay back, with what is typed for each.</summary>
public sealed record OffsetTable(IReadOnlyList<OffsetForm> Offsets, IReadOnlyList<OpenReceipt> Rests);

/// <summary>The field for what of this one is for a row of these tables; an amount that can't be read stays as it was typed, with what is wrong with it.</summary>
/// <param name="Name">The row's in the form.</param>
public sealed record PartAmount(string Name, Money? Amount, string Label);

/// <summary>A receipt of which a rest may be open.</summary>
public sealed record RestOfReceipt(
    long Id, string Reference, DateOnly ReceivedOn, long CustomerId, string Customer, Money Amount, Money Matched, bool IsRefund, int Version)
{
    /// <summary>What waits for its milestones; nothing of what is voided.</summary>
    public Money Unmatched => VoidedAt is null ? Amount - Matched : Money.Zero;

    /// <summary>What went back is below zero.</summary>
    public Money Signed(Money amount) => IsRefund ? -amount : amount;

    /// <summary>When it was voided, by whom and why; null while it counts.</summary>
    public DateTime? VoidedAt { get; init; }

    public string? VoidedBy { get; init; }

    public string? VoidReason { get; init; }

    /// <summary>Null for what is not in reach.</summary>
    public static Task<RestOfReceipt?> OfAsync(CrmDbContext db, Viewer viewer, long id, CancellationToken cancel) =>
        db.ReceiptsFor(viewer).AsNoTracking().Where(row => row.Id == id).Select(row => new RestOfReceipt(
            row.Id, row.Reference, row.ReceivedOn, row.CustomerId,
            db.Customers.VisibleTo(Viewer.Program).Where(customer => customer.Id == row.CustomerId).Select(customer => customer.Name).First(),
            row.Amount, row.Matched, row.IsRefund, row.Version)
        {
            VoidedAt = row.VoidedAt,
            VoidedBy = db.People.Where(person => person.Id == row.VoidedById).Select(person => person.Name).FirstOrDefault(),
            VoidReason = row.VoidReason,
        }).SingleOrDefaultAsync(cancel);
}

public sealed record MatchingPage(RestOfReceipt Receipt, MatchingForm Form, IReadOnlyList<OpenPayment> Payments, IReadOnlyList<PaidMilestone> Paid, DateOnly Today)
{
    /// <summary>Of a refund the receipts that it can pay back, of a receipt the refunds that can.</summary>
    public IReadOnlyList<OpenReceipt> Rests { get; init; } = new List<OpenReceipt>();

    public IReadOnlyList<OffsetPair> Offsets { get; init; } = new List<OffsetPair>();

    public bool MayWrite { get; init; }

    public bool CanMatch => Payments.Count > 0 || (Receipt.IsRefund && Rests.Count > 0);
}

/// <summary>核销: money that found only part of its milestones when it was entered finds the others later; what it paid is read by whoever reads receipts.</summary>
[Authorize(Policy = Policies.ReadReceipts)]
[Route("receipts/{id:long}/matching")]
public sealed class MatchingController(CrmDbContext db, TimeProvider clock, Words words) : ReceiptFormController(db, clock, words)
{
    private const int MostPayments = 60;
    private const int MostRests = 60;

    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken cancel) =>
        await PageAsync(id, new MatchingForm(), cancel) is { } page ? View("Matching", page) : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.WriteReceipts)]
    public async Task<IActionResult> Match(long id, [Bind(Prefix = "Form")] MatchingForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(
            () => Db.MatchRestAsync(id, form.Version, Typed(form), OffsetForm.Typed(form.Offsets), Viewer, ByViewer, cancel),
            form.Matches.Select(match => match.MilestoneId), form.Offsets.Select(offset => offset.ReceiptId)))
        {
            Say(Words["Contracts.Said.Matched", page.Receipt.Reference]);
            return LocalRedirect("/receipts");
        }

        return Unprocessable("Matching", page);
    }

    private static List<ReceiptMatch> Typed(MatchingForm form) =>
        [.. form.Matches.Where(match => match.Amount is { } amount && amount != Money.Zero).Select(match => new ReceiptMatch(match.MilestoneId, match.Amount ?? default))];

    private async Task<MatchingPage?> PageAsync(long id, MatchingForm form, CancellationToken cancel)
    {
        if (await RestOfReceipt.OfAsync(Db, Viewer, id, cancel) is not { } receipt)
        {
            return null;
        }

        var payments = await Db.PaymentsOfAsync(Viewer, receipt.CustomerId, receipt.IsRefund, MostPayments, cancel);
        if (form.Matches.Count == 0)
        {
            form.Matches = [.. payments.Select(payment => new MatchForm { MilestoneId = payment.MilestoneId })];
        }

        var rests = receipt.Unmatched == Money.Zero ? [] : await Db.RestsForAsync(Viewer, receipt.CustomerId, receipt.IsRefund, MostRests, cancel);
        if (form.Offsets.Count == 0)
        {
            form.Offsets = OffsetForm.Of(rests);
        }

        return new MatchingPage(receipt, form, payments, await Db.PaidByAsync(Viewer, id, cancel), Today)
        {
            Rests = rests,
            Offsets = await Db.OffsetsOfAsync(Viewer, id, cancel),
            MayWrite = Viewer.May(RecordType.Receipt, AccessAction.Write),
        };
    }
}
