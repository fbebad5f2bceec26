using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace SiCrm.Web.Shared.Errors;

/// <summary>A page that says what went wrong, what was kept, and what to do next.</summary>
/// <param name="Name">The words are <c>Shared.Error.Name</c> and <c>Shared.Error.Name.Next</c>.</param>
/// <param name="Detail">A sentence of its own for this case.</param>
public sealed record ErrorPage(int Status, string Name, string? Detail = null)
{
    public KeptForm? Kept { get; init; }

    /// <summary>May what was typed be sent again from here?</summary>
    public bool MaySendAgain { get; init; }

    /// <summary>What an administrator finds in the log.</summary>
    public string? Reference { get; init; }

    /// <summary>Where the person came from.</summary>
    public string? Back { get; init; }

    public ViewResult AsResult(IModelMetadataProvider metadata) => new()
    {
        ViewName = "/Shared/Errors/Error.cshtml",
        StatusCode = Status,
        ViewData = new ViewDataDictionary(metadata, new ModelStateDictionary()) { Model = this },
    };

    /// <summary>Answers outside of any action. Programs that want no page get a line of text.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } culture)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture.Culture, culture.UICulture);
        }

        http.Response.StatusCode = Status;
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            await ProblemAsync(http);
        }
        else if (WantsPage(http.Request))
        {
            await AsResult(http.RequestServices.GetRequiredService<IModelMetadataProvider>())
                .ExecuteResultAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()));
        }
        else
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            var words = http.RequestServices.GetRequiredService<Words>();
            await http.Response.WriteAsync($"{words[$"Shared.Error.{Name}"]} {Detail} {Reference}".TrimEnd());
        }
    }

    /// <summary>The page before, when it is one of ours; of a form that was refused before, the page that it stands on.</summary>
    public static string? BackOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? NearestPage.Of(request.HttpContext, page.PathAndQuery) : null;

    /// <summary>RFC 9457.</summary>
    private Task ProblemAsync(HttpContext http)
    {
        var words = http.RequestServices.GetRequiredService<Words>();
        var problem = new ProblemDetails { Status = Status, Title = words[$"Shared.Error.{Name}"], Detail = Detail };
        problem.Extensions["reference"] = http.TraceIdentifier;
        return http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.Count == 0 || request.Headers.Accept.Any(accept =>
            accept?.Contains("html", StringComparison.Ordinal) == true || accept?.Contains("*/*", StringComparison.Ordinal) == true);
}
