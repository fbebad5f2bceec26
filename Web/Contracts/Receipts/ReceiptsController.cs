using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Receipts;

/// <summary>So much of a receipt for one milestone.</summary>
public sealed class MatchForm
{
    public long MilestoneId { get; set; }

    public Money? Amount { get; set; }
}

/// <summary>So much of a refund for what is left of a receipt.</summary>
public sealed class OffsetForm
{
    public long ReceiptId { get; set; }

    public Money? Amount { get; set; }

    internal static IReadOnlyList<OffsetForm> Of(IReadOnlyList<OpenReceipt> rests) => [.. rests.Select(rest => new OffsetForm { ReceiptId = rest.Id })];

    internal static List<ReceiptSetOff> Typed(IReadOnlyList<OffsetForm> offsets) =>
        [.. offsets.Where(offset => offset.Amount is { } amount && amount != Money.Zero).Select(offset => new ReceiptSetOff(offset.ReceiptId, offset.Amount ?? default))];
}

/// <summary>A receipt as finance types it, with what it is for.</summary>
public sealed class ReceiptForm
{
    [Required, StringLength(ContractLengths.Reference)]
    public string? Reference { get; set; }

    [Required]
    public DateOnly? ReceivedOn { get; set; }

    [Required]
    public Money? Sum { get; set; }

    public bool IsRefund { get; set; }

    [StringLength(ContractLengths.Reason)]
    public string? Remark { get; set; }

    /// <summary>It is none of those that look like it.</summary>
    public bool IsAnother { get; set; }

    public IReadOnlyList<MatchForm> Matches { get; set; } = new List<MatchForm>();

    /// <summary>Of a refund.</summary>
    public IReadOnlyList<OffsetForm> Offsets { get; set; } = new List<OffsetForm>();
}

public sealed record ReceiptPage(long CustomerId, string Customer, ReceiptForm Form, IReadOnlyList<OpenPayment> Payments, DateOnly Today)
{
    /// <summary>What it may be once more.</summary>
    public IReadOnlyList<AlikeReceipt> Alike { get; init; } = new List<AlikeReceipt>();

    /// <summary>The receipts that a refund can pay back.</summary>
    public IReadOnlyList<OpenReceipt> Rests { get; init; } = new List<OpenReceipt>();
}

public sealed record ReceiptRow(long Id, string Reference, DateOnly ReceivedOn, long CustomerId, string Customer, Money Amount, Money Matched, bool IsRefund, DateTime? VoidedAt)
{
    /// <summary>What waits for its milestones; nothing of what is voided.</summary>
    public Money Unmatched => VoidedAt is null ? Amount - Matched : Money.Zero;

    /// <summary>What went back is below zero.</summary>
    public Money Signed(Money amount) => IsRefund ? -amount : amount;
}

/// <param name="Sums">Of all that are listed, on whichever page; null where the list is not narrowed.</param>
public sealed record ReceiptListPage(KeysetPage<ReceiptRow> Page, PageAddress Address, ReceiptFilter Filter, ReceiptSums? Sums)
{
    public bool MayExport { get; init; }

    /// <summary>Whose receipts alone are listed; null for everybody's, and where the viewer sees nothing of his.</summary>
    public string? Customer { get; init; }

    /// <summary>Who only reads is led nowhere where a receipt is entered, matched or voided.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Where a receipt is entered: of the customer whose receipts are listed, where it is one's alone.</summary>
    public string Entry => Filter.Customer is { } payer ? string.Create(CultureInfo.InvariantCulture, $"/receipts/new?customer={payer}") : "/receipts/new";

    public string? First => Page.Previous is null ? null : Address.Without("after", "before").ToString();

    public string? Next => Page.Next is { } cursor ? Address.Without("after", "before").With("after", cursor).ToString() : null;

    public string File(string format) => Address.Without("after", "before").At($"/receipts/export.{format}").ToString();
}

/// <summary>Where what came in from a customer and waits to be matched is listed.</summary>
public static class UnmatchedMoney
{
    public static string Of(long customer) => string.Create(CultureInfo.InvariantCulture, $"/receipts?customer={customer}&unmatched=true");
}

/// <summary>回款: money is put down and matched with what it pays, over as many contracts as it is for.</summary>
[Authorize(Policy = Policies.ReadReceipts)]
[Route("receipts")]
public sealed class ReceiptsController(CrmDbContext db, TimeProvider clock, Words words) : ReceiptFormController(db, clock, words)
{
    private const int PageSize = 50;
    private const int MostPayments = 60;
    private const int MostRests = 60;
    private const int MostAlike = 5;

    private static readonly KeysetOrder<Receipt, ReceiptRow> Newest = new(
        row => row.Id, new KeysetLeg<Receipt, ReceiptRow, DateOnly>(receipt => receipt.ReceivedOn, row => row.ReceivedOn));

    [HttpGet("")]
    public async Task<IActionResult> Index(ReceiptFilter filter, string? after, CancellationToken cancel)
    {
        filter = this.LeavesOutDays(filter.CanAskDays(), "from", "to") ? new ReceiptFilter() : filter;
        var seen = Db.ReceiptsFor(Viewer).AsNoTracking().Matching(filter, Db);
        var page = await Newest.PageAsync(seen, Rows, descending: true, KeysetCursor.Parse(after, null), PageSize, cancel);
        return View("Receipts", new ReceiptListPage(page, PageAddress.Of(Request), filter, filter.IsEmpty ? null : await seen.SumsAsync(cancel))
        {
            Customer = filter.Customer is { } id ? await NameAsync(id, cancel) : null,
            MayExport = Viewer.May(RecordType.Contract, AccessAction.Export),
            MayWrite = Viewer.May(RecordType.Receipt, AccessAction.Write),
        });
    }

    /// <summary>Who is in reach by a receipt is named to whoever reads receipts.</summary>
    private async Task<string?> NameAsync(long customer, CancellationToken cancel)
    {
        var payers = Db.ReceiptsFor(Viewer).Select(receipt => receipt.CustomerId);
        return await Db.Customers.VisibleTo(Viewer.Program).Where(row => row.Id == customer && payers.Contains(row.Id)).Select(row => row.Name).SingleOrDefaultAsync(cancel);
    }

    [HttpGet("export.{format:regex(^(csv|xlsx)$)}")]
    [Authorize(Policy = Policies.ExportContracts)]
    public IActionResult Export(ReceiptFilter filter, ExportFormat format)
    {
        // A file could not say what was left out of what was asked for: the page does.
        if (!ModelState.IsValid)
        {
            return LocalRedirect($"/receipts{Request.QueryString}");
        }

        filter.CanAskDays().ThrowIfRefused();
        string[] columns = ["Field.ReceivedOn", "Field.Reference", "Column.Customer", "Amount", "Unmatched", "Field.IsRefund"];
        return new TableDownload(
            new ExportTable($"{Words["Contracts.Receipts"]} {Show.Day(Today)}", [.. columns.Select(column => Words[$"Contracts.{column}"])],
                Newest.AllAsync(Db.ReceiptsFor(Viewer.ToExport(RecordType.Contract)).AsNoTracking().Matching(filter, Db), Rows, descending: true).Select(row => (IReadOnlyList<object?>)
                [
                    row.ReceivedOn, row.Reference, row.Customer, Seen(row, row.Amount), Seen(row, row.Unmatched), Words[row.IsRefund ? "Shared.Yes" : "Shared.No"],
                ])), format);

        Money? Seen(ReceiptRow row, Money amount) => Viewer.Sees(SensitiveField.Amount) ? row.Signed(amount) : null;
    }

    private IQueryable<ReceiptRow> Rows(IQueryable<Receipt> receipts) => receipts.Select(receipt => new ReceiptRow(
        receipt.Id, receipt.Reference, receipt.ReceivedOn, receipt.CustomerId,
        Db.Customers.VisibleTo(Viewer.Program).Where(customer => customer.Id == receipt.CustomerId).Select(customer => customer.Name).First(),
        receipt.Amount, receipt.Matched, receipt.IsRefund, receipt.VoidedAt));

    [HttpGet("/customers/{id:long}/receipts/new")]
    [Authorize(Policy = Policies.WriteReceipts)]
    public async Task<IActionResult> New(long id, bool refund, CancellationToken cancel) =>
        await PageAsync(id, new ReceiptForm { ReceivedOn = Today, IsRefund = refund }, cancel) is { } page ? View("Receipt", page) : NotFound();

    [HttpPost("/customers/{id:long}/receipts")]
    [Authorize(Policy = Policies.WriteReceipts)]
    public async Task<IActionResult> Create(long id, [Bind(Prefix = "Form")] ReceiptForm form, CancellationToken cancel)
    {
        if (await PageAsync(id, form, cancel) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await TryAsync(
            () => ReceiveAsync(id, form, cancel), form.Matches.Select(match => match.MilestoneId), form.Offsets.Select(offset => offset.ReceiptId),
            why => why.Code == "RefundAbovePaid" ? "Form.Sum" : ""))
        {
            var rest = await Db.Receipts.Numbered(form.Reference).Select(receipt => receipt.Unmatched).SingleOrDefaultAsync(cancel);
            Say(rest == Money.Zero ? Words["Contracts.Said.Received", form.Reference] : Words["Contracts.Said.ReceivedRest", form.Reference, Show.Money(rest)]);
            return LocalRedirect("/receipts");
        }

        return Unprocessable("Receipt", page with { Alike = await AlikeAsync(id, form, cancel) });
    }

    /// <summary>None under a number that is taken: to say that it is another payment would not help.</summary>
    private async Task<IReadOnlyList<AlikeReceipt>> AlikeAsync(long customer, ReceiptForm form, CancellationToken cancel) =>
        form is { ReceivedOn: { } on, Sum: { } sum } && !await Db.Receipts.Numbered(form.Reference).AnyAsync(cancel) ? await Db.AlikeAsync(customer, on, sum, form.IsRefund, MostAlike, cancel) : [];

    private Task ReceiveAsync(long customer, ReceiptForm form, CancellationToken cancel)
    {
        var receipt = new Receipt(form.Reference ?? "", customer, form.ReceivedOn ?? Today, form.Sum ?? default, form.IsRefund, form.Remark, ByViewer);
        var matches = form.Matches.Where(match => match.Amount > Money.Zero).Select(match => new ReceiptMatch(match.MilestoneId, match.Amount ?? default)).ToList();
        return Db.ReceiveAsync(receipt, matches, Viewer, ByViewer, form.IsAnother, OffsetForm.Typed(form.Offsets), cancel);
    }

    private async Task<ReceiptPage?> PageAsync(long customer, ReceiptForm form, CancellationToken cancel)
    {
        var contracts = Db.Contracts.VisibleTo(Viewer).Where(contract => contract.CustomerId == customer).Select(contract => contract.CustomerId);
        var name = await Db.Customers.VisibleTo(Viewer.Program).Where(row => contracts.Contains(row.Id)).Select(row => row.Name).SingleOrDefaultAsync(cancel);
        if (name is null)
        {
            return null;
        }

        var payments = await Db.PaymentsOfAsync(Viewer, customer, form.IsRefund, MostPayments, cancel);
        if (form.Matches.Count == 0)
        {
            form.Matches = [.. payments.Select(payment => new MatchForm { MilestoneId = payment.MilestoneId })];
        }

        var rests = form.IsRefund ? await Db.RestsForAsync(Viewer, customer, isRefund: true, MostRests, cancel) : [];
        if (form.Offsets.Count == 0)
        {
            form.Offsets = OffsetForm.Of(rests);
        }

        return new ReceiptPage(customer, name, form, payments, Today) { Rests = rests };
    }
}
