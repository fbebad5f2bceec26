using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared;

/// <summary>Documents for customers as PDFs, where a browser on the server can make them; else any browser's print command does.</summary>
public sealed class SheetPrinter(PdfPrinter printer, ICompositeViewEngine views, IWebHostEnvironment place)
{
    /// <summary>In the view's data: the style sheet, because the page is to be one piece.</summary>
    public const string Css = "Css";

    public bool IsThere => printer.IsThere;

    /// <summary>The language that was asked for, else the reader's.</summary>
    public static CultureInfo LanguageOf(string? name) => Languages.All.FirstOrDefault(known => known.Name == name) ?? CultureInfo.CurrentUICulture;

    /// <summary>A style sheet that says at the foot of every page which document it is a page of.</summary>
    public static string FootCss(string? title)
    {
        var text = PlainText.Line(title)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""@charset "utf-8"; @page { @bottom-left { content: "{{text}}"; font-size: 8pt; color: #444; } }"""));
    }

    /// <summary>Null where it can't be made in time.</summary>
    public async Task<byte[]?> PrintAsync(Controller controller, string view, object model, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(controller);
        controller.ViewData[Css] = Convert.ToBase64String(await CssAsync(cancel));
        controller.ViewData.Model = model;
        return await printer.PrintAsync(await TextAsync(controller, view), cancel);
    }

    private async Task<byte[]> CssAsync(CancellationToken cancel)
    {
        await using var file = place.WebRootFileProvider.GetFileInfo("css/sheet.css").CreateReadStream();
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, cancel);
        return copy.ToArray();
    }

    private async Task<string> TextAsync(Controller controller, string name)
    {
        var view = views.FindView(controller.ControllerContext, name, isMainPage: true).View ?? throw new InvalidOperationException(name);
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await view.RenderAsync(new ViewContext(controller.ControllerContext, view, controller.ViewData, controller.TempData, text, new()));
        return text.ToString();
    }
}
