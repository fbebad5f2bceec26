using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>One quote: its versions, what is different between them, the document, and its lines as a spreadsheet.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("quotes/{id:long}")]
public sealed class QuoteController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words, SheetPrinter printer)
    : QuotePageController(db, clock, organisation, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, int? version, CancellationToken cancel) =>
        await PageAsync(id, version, null, cancel) is { } page ? View("Show", page) : NotFound();

    /// <summary>Between the newest and the one before, unless others are asked for.</summary>
    [HttpGet("differences")]
    public async Task<IActionResult> Differences(long id, int? from, int? to, CancellationToken cancel)
    {
        if (await SubjectAsync(id, to, cancel) is not { } subject || subject.Quote.Versions.FirstOrDefault(row => row.No == (from ?? Math.Max(1, subject.Shown.No - 1))) is not { } before)
        {
            return NotFound();
        }

        return View("Differences", new QuoteDifferencesPage(subject, QuoteDifferences.Between(before, subject.Shown), Viewer.Sees(SensitiveField.Margin)));
    }

    [HttpGet("document")]
    public async Task<IActionResult> Document(long id, int? version, string? language, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount) || await SubjectAsync(id, version, cancel) is not { } subject)
        {
            return NotFound();
        }

        return View("Document", DocumentOf(subject, SheetPrinter.LanguageOf(language).Name) with { HasPdf = printer.IsThere });
    }

    /// <summary>What a bundle consists of, indented below it and without a price, so that the sums stay what they are.</summary>
    private static IEnumerable<IReadOnlyList<object?>> Parts(BundleContents? bundle, long quantity, string mark = QuotePaste.PartMark) =>
        (bundle?.Parts ?? []).SelectMany(part => Parts(part.Contents, part.Quantity * quantity, $"{mark} {QuotePaste.PartMark}")
            .Prepend([null, $"{mark} {part.LocalName()} ({part.Unit})", part.Quantity * quantity]));

    [HttpGet("lines.xlsx")]
    public async Task<IActionResult> Export(long id, int? version, CancellationToken cancel)
    {
        if (!Viewer.Sees(SensitiveField.Amount) || await SubjectAsync(id, version, cancel) is not { } subject)
        {
            return NotFound();
        }

        var sees = Viewer.Sees(SensitiveField.Margin);
        return new TableDownload(
            ExportTable.Of($"{subject.Quote.Number} v{subject.Shown.No}", [.. Enum.GetValues<PasteColumn>().Select(column => QuotePasteNames.Of(Words, column)), .. QuotePasteNames.SumKeys.Select(key => Words[key])],
                subject.Shown.Lines.OrderBy(line => line.Place).SelectMany(line => Parts(line.Bundle, line.Quantity).Prepend(
                [
                    line.ProductId is { } product ? subject.Products.GetValueOrDefault(product)?.Code : null,
                    line.ProductId is null ? line.Text : subject.NameOf(line), line.Quantity, line.UnitPrice, line.Discount.BasisPoints / 100m, line.TaxRate.BasisPoints / 100m,
                    sees ? line.UnitCost : null, line.Phase, Words[line.IsOptional ? "Shared.Yes" : "Shared.No"], line.ExTax, line.Tax, line.InTax,
                ]))), ExportFormat.Xlsx);
    }
}
