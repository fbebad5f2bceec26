using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>The document as a PDF, where a browser on the server can make one; else any browser's print command does.</summary>
[Authorize(Policy = Policies.ReadOpportunities)]
[Route("quotes/{id:long}/document.pdf")]
public sealed class QuotePdfController(
    CrmDbContext db, TimeProvider clock, Organisation organisation, Words words, PdfPrinter printer, ICompositeViewEngine views, IWebHostEnvironment place)
    : QuotePageController(db, clock, organisation, words)
{
    [HttpGet("")]
    public async Task<IActionResult> Show(long id, int? version, string? language, CancellationToken cancel)
    {
        if (!printer.IsThere || !Viewer.Sees(SensitiveField.Amount) || await SubjectAsync(id, version, cancel) is not { } subject)
        {
            return NotFound();
        }

        var chosen = Languages.All.FirstOrDefault(known => known.Name == language) ?? CultureInfo.CurrentUICulture;
        ViewData["Css"] = Convert.ToBase64String(await CssAsync(cancel));
        ViewData.Model = DocumentOf(subject, chosen.Name);
        if (await printer.PrintAsync(await TextAsync("Pdf"), cancel) is { } pdf)
        {
            return File(pdf, "application/pdf", $"{subject.Quote.Number}-{subject.Shown.No}.pdf");
        }

        Say(Words["Quotes.PdfFailed"]);
        return LocalRedirect($"/quotes/{id}/document");
    }

    private async Task<byte[]> CssAsync(CancellationToken cancel)
    {
        await using var file = place.WebRootFileProvider.GetFileInfo("css/sheet.css").CreateReadStream();
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, cancel);
        return copy.ToArray();
    }

    private async Task<string> TextAsync(string name)
    {
        var view = views.FindView(ControllerContext, name, isMainPage: true).View ?? throw new InvalidOperationException(name);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await view.RenderAsync(new ViewContext(ControllerContext, view, ViewData, TempData, text, new()));
        return text.ToString();
    }
}
