using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>The document as a PDF.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("quotes/{id:long}/document.pdf")]
public sealed class QuotePdfController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words, SheetPrinter printer)
    : QuotePageController(db, clock, organisation, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, int? version, string? language, CancellationToken cancel)
    {
        if (!printer.IsThere || !Viewer.Sees(SensitiveField.Amount) || await SubjectAsync(id, version, cancel) is not { } subject)
        {
            return NotFound();
        }

        if (await printer.PrintAsync(this, "Pdf", DocumentOf(subject, SheetPrinter.LanguageOf(language).Name), cancel) is { } pdf)
        {
            return File(pdf, "application/pdf", $"{subject.Quote.Number}-{subject.Shown.No}.pdf");
        }

        Say(Words["Quotes.PdfFailed"]);
        return LocalRedirect($"/quotes/{id}/document");
    }
}
