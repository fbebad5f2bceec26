namespace SiCrm.Web.Access.Factor;

/// <summary>Who must have a second factor and has none is led to set it up before anything else.</summary>
internal sealed class FactorFirst(RequestDelegate next)
{
    private static readonly PathString[] Open = ["/me/second-factor", "/me/confirmation", "/sign-out", "/sign-in", "/preferences", "/health"];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.FindFirst(FactorDuty.Claim) is null || IsFile(context) || Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path)))
        {
            return next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect("/me/second-factor");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private static bool IsFile(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}
