using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Routing;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared;

/// <summary>
/// A form with a key (<c>&lt;form method="post" unique="true"&gt;</c>) has one effect, however often it is sent: its key is kept
/// in the transaction of the effect, and who comes later is sent where the first one was. An action that does not end in
/// a redirect did nothing, and nothing of it is kept.
/// </summary>
internal sealed class UniqueFilter(CrmDbContext db, IUrlHelperFactory urls, TimeProvider clock) : IAsyncActionFilter
{
    public const string Field = "__Unique";

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (KeyOf(context.HttpContext.Request) is not { } key)
        {
            await next();
            return;
        }

        try
        {
            var ledTo = await db.WriteAsync(() => TakeAsync(key, context, next));
            context.Result = ledTo is null ? null : new LocalRedirectResult(ledTo);
        }
        catch (NothingDone)
        {
            // Rolled back; the action's own answer stands.
        }
    }

    private async Task<string?> TakeAsync(string key, ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (await db.TakeFormAsync(key) is { } ledTo)
        {
            return ledTo;
        }

        var path = PathOf(await next(), urls.GetUrlHelper(context)) ?? throw new NothingDone();
        await db.CloseFormAsync(key, path, Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime));
        return null;
    }

    private static string? KeyOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.HasFormContentType
        && request.Form[Field].ToString() is { Length: 32 } key && key.All(char.IsAsciiHexDigitLower) ? key : null;

    private static string? PathOf(ActionExecutedContext done, IUrlHelper url) => done.Exception is not null ? null : done.Result switch
    {
        LocalRedirectResult local => local.Url,
        RedirectResult redirect when url.IsLocalUrl(redirect.Url) => redirect.Url,
        RedirectToActionResult action => url.Action(action.ActionName, action.ControllerName, action.RouteValues),
        RedirectToRouteResult route => url.RouteUrl(route.RouteName, route.RouteValues),
        _ => null,
    };

    private sealed class NothingDone : Exception;
}
