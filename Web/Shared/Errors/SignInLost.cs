using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Who was signed out while typing keeps what he typed: he signs in beside it and sends it again.</summary>
internal sealed class SignInLost(ILogger<SignInLost> log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
        {
            log.LogWarning("Denied person {Person} {Method} {Path}", context.User.AsViewer().PersonId, context.Request.Method, context.Request.Path);
        }

        if (authorizeResult.Challenged && HttpMethods.IsPost(context.Request.Method)
            && await KeptForm.OfAsync(context) is { } kept && kept.Typed.Any())
        {
            await new ErrorPage(StatusCodes.Status401Unauthorized, "SignInLost") { Kept = kept, MaySendAgain = true }.ShowAsync(context);
            return;
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
