using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Reports.Frame;

/// <summary>
/// No report, list behind a figure or file answers another question than its address asks: what the address names and the report does not know
/// is said on the page, a file is refused instead, and where nothing of the kind exists the report says so that is shown instead.
/// </summary>
internal sealed class ReportAddressFilter(
    Words words, IModelMetadataProvider metadata, ReportNames names, ITempDataDictionaryFactory temp) : IAsyncActionFilter
{
    private const string Root = "reports";

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (!HttpMethods.IsGet(context.HttpContext.Request.Method) || PathOf(context) is not { } path)
        {
            await next();
            return;
        }

        var unknown = UnknownIn(context, path);
        if (context.RouteData.Values.ContainsKey("format") && Refused(context, path, unknown) is { } instead)
        {
            context.Result = instead;
            return;
        }

        foreach (var name in unknown)
        {
            context.ModelState.AddModelError(name, words["Reports.UnknownName", name]);
        }

        var done = await next();
        if (done.Result is TableDownload && Refused(context, path, unknown) is { } told)
        {
            // What nobody is called by is known only once it was looked up.
            done.Result = told;
            return;
        }

        if (done.Result is LocalRedirectResult report && !context.RouteData.Values.ContainsKey("format") && !report.Url.Split('?')[0].Trim('/').Equals(path, StringComparison.OrdinalIgnoreCase))
        {
            Flash.Keep(temp.GetTempData(context.HttpContext), new Flash(words["Reports.NothingSo"], IsWarning: true));
        }
    }

    /// <summary>A file of what can't be read is the page that says so; names that nobody knows are no page's either.</summary>
    private ActionResult? Refused(ActionExecutingContext context, string path, IReadOnlyList<string> unknown)
    {
        var page = $"/{path[..path.LastIndexOf('/')]}";
        return unknown.Count > 0
            ? (new ErrorPage(StatusCodes.Status400BadRequest, "ReportAddress", string.Join(" ", unknown.Select(name => words["Reports.UnknownName", name]))) { Back = page }).AsResult(metadata)
            : context.ModelState.IsValid ? null : new LocalRedirectResult(page + context.HttpContext.Request.QueryString);
    }

    /// <summary>Null for what is no page or file of a report of the catalogue.</summary>
    private static string? PathOf(ActionExecutingContext context)
    {
        var path = context.HttpContext.Request.Path.Value?.Trim('/') ?? "";
        return path.Split('/') is [Root, var key, ..] && ReportCatalogue.Find(key) is not null ? path : null;
    }

    private IReadOnlyList<string> UnknownIn(ActionExecutingContext context, string path) => names.UnknownTo(
        context.ActionDescriptor, path, context.HttpContext.Request.Query.Where(pair => pair.Value.Any(value => value?.Length > 0)).Select(pair => pair.Key));
}
