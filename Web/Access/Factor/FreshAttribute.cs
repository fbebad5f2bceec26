using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Access.Factor;

/// <summary>
/// What changes the ways into an account asks again who one is, unless that was shown some minutes ago: a browser left open,
/// or a script in somebody's page, changes none of them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreshAttribute : Attribute, IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (await IsFreshAsync(http))
        {
            await next();
            return;
        }

        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : ErrorPage.BackOf(http.Request) ?? "/me";
        context.Result = new LocalRedirectResult("/me/confirmation?back=" + Uri.EscapeDataString(back));
    }

    /// <summary>Who came by one click has nothing to show again; that way exists in Development only.</summary>
    private static async Task<bool> IsFreshAsync(HttpContext http)
    {
        var id = http.User.FindFirstValue(SignIns.SessionClaim);
        var db = http.RequestServices.GetRequiredService<CrmDbContext>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return await db.Set<SignInSession>().AsNoTracking().SingleOrDefaultAsync(session => session.Id == id) is { } session
            && (session.IsFresh(now) || session.Way == SignInWay.Demonstration);
    }
}
