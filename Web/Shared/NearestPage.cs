using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing.Template;

namespace SiCrm.Web.Shared;

/// <summary>What is no page, as the address that a form was sent to, gives way to the nearest page above it.</summary>
internal static class NearestPage
{
    /// <param name="from">An address of ours.</param>
    /// <returns>Null where there is none but the first page.</returns>
    public static string? Of(HttpContext http, string from)
    {
        var path = from.Split('?')[0];
        if (path == "/")
        {
            return from;
        }

        for (; path.Length > 1; path = path[..path.LastIndexOf('/')])
        {
            if (IsPage(http, path))
            {
                return from.StartsWith(path + "?", StringComparison.Ordinal) ? from : path;
            }
        }

        return null;
    }

    private static bool IsPage(HttpContext http, string path) =>
        http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(page => page.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
                && page.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .Any(page => new TemplateMatcher(new RouteTemplate(page.RoutePattern), []).TryMatch(path, []));
}
