using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Shared.Protection;

/// <summary>What changes something comes from our own pages, as the browser itself says; beside the token of every form.</summary>
internal sealed class OwnSite(RequestDelegate next, ILogger<OwnSite> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("cross-site" or "same-site") || IsReading(context.Request.Method))
        {
            return next(context);
        }

        log.LogWarning("Refused {Method} {Path} sent from a foreign site", context.Request.Method, context.Request.Path);
        return new ErrorPage(StatusCodes.Status403Forbidden, "ForeignSite").ShowAsync(context);
    }

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
