using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Reminders;

/// <summary>The letter to a customer, in a language of its own: what is overdue and by how much, and nothing that is not.</summary>
public sealed record ReminderLetter(
    Customer Customer, IReadOnlyList<OpenPayment> Payments, DateOnly Today, string Language, bool HasPdf)
{
    public string Path => $"/contracts/overdue/letters/{Customer.Id}";

    /// <summary>What came in from the customer and is matched with nothing.</summary>
    public Money Unmatched { get; init; }

    public Money Open => new(Payments.Sum(payment => payment.Open.Minor));
}

/// <summary>催款函: to be printed, and as a PDF where a browser on the server can make one. It is full of amounts.</summary>
[Authorize(Policy = Policies.WriteReceipts)]
[Route("contracts/overdue/letters/{customer:long}")]
public sealed class ReminderLettersController(CrmDbContext db, TimeProvider clock, Words words, SheetPrinter printer) : CrmController(db, clock)
{
    private const int Most = 200;

    [HttpGet("")]
    public async Task<IActionResult> Show(long customer, string? language, CancellationToken cancel) =>
        await LetterAsync(customer, language, cancel) is { } letter ? View("Letter", letter) : NotFound();

    [HttpGet("letter.pdf")]
    public async Task<IActionResult> Print(long customer, string? language, CancellationToken cancel)
    {
        if (!printer.IsThere || await LetterAsync(customer, language, cancel) is not { } letter)
        {
            return NotFound();
        }

        if (await printer.PrintAsync(this, "LetterPdf", letter, cancel) is { } pdf)
        {
            return File(pdf, "application/pdf", $"reminder-{customer}-{Today:yyyy-MM-dd}.pdf");
        }

        Say(words["Quotes.PdfFailed"]);
        return LocalRedirect(letter.Path);
    }

    /// <summary>Null where nothing of what the viewer sees is overdue.</summary>
    private async Task<ReminderLetter?> LetterAsync(long customerId, string? language, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount))
        {
            return null;
        }

        var open = await Db.PaymentsOfAsync(Viewer, customerId, isRefund: false, Most, cancel);
        var (today, payments) = (Today, open.Where(payment => payment.DueOn < Today).ToList());
        if (payments.Count == 0)
        {
            return null;
        }

        var customer = await Db.Customers.AsNoTracking().VisibleTo(Viewer.Program).SingleAsync(row => row.Id == customerId, cancel);
        return new ReminderLetter(customer, payments, today, SheetPrinter.LanguageOf(language).Name, printer.IsThere)
        {
            Unmatched = (await Db.UnmatchedOfAsync(Viewer, [customerId], cancel)).GetValueOrDefault(customerId),
        };
    }
}
