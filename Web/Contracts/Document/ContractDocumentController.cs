using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts.Document;

/// <summary>合同文本: to be printed, and as a PDF where a browser on the server can make one. It is full of amounts.</summary>
[Authorize(Policy = Policies.ReadContracts)]
[Route("contracts/{id:long}")]
public sealed class ContractDocumentController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words, SheetPrinter printer) : CrmController(db, clock)
{
    [HttpGet("document")]
    public async Task<IActionResult> Show(long id, string? language, bool asSigned, CancellationToken cancel) =>
        await DocumentAsync(id, language, asSigned, cancel) is { } document ? View("Document", document) : NotFound();

    [HttpGet("document.pdf")]
    public async Task<IActionResult> Print(long id, string? language, bool asSigned, CancellationToken cancel)
    {
        if (!printer.IsThere || await DocumentAsync(id, language, asSigned, cancel) is not { } document)
        {
            return NotFound();
        }

        if (await printer.PrintAsync(this, "Pdf", document, cancel) is { } pdf)
        {
            return File(pdf, "application/pdf", $"{document.Contract.Number ?? "contract"}.pdf");
        }

        Say(words["Quotes.PdfFailed"]);
        return LocalRedirect($"/contracts/{id}/document");
    }

    private async Task<ContractDocument?> DocumentAsync(long id, string? language, bool asSigned, CancellationToken cancel)
    {
        var contract = !Viewer.Sees(SensitiveField.Amount) ? null : await Db.Contracts.AsNoTracking().VisibleTo(Viewer)
            .Include(row => row.Lines.OrderBy(line => line.Id)).Include(row => row.Amendments).Include(row => row.Milestones).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (contract is null)
        {
            return null;
        }

        var ids = contract.Lines.Select(line => line.ProductId).Distinct().ToList();
        var customer = await Db.Customers.AsNoTracking().VisibleTo(Viewer.Program).SingleAsync(row => row.Id == contract.CustomerId, cancel);
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancel);
        return new ContractDocument(
            contract, customer, products, await organisation.ReadAsync(Db, [contract.OwnerId], cancel), SheetPrinter.LanguageOf(language).Name, printer.IsThere)
        {
            IsAsSigned = asSigned && contract.Amendments.Count > 0,
        };
    }
}
