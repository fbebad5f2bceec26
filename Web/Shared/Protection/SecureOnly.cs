namespace SiCrm.Web.Shared.Protection;

/// <summary>
/// Outside of Development every cookie is for TLS only, so a plain connection could not even sign in: it is sent to
/// <c>PublicUrl</c>, or told what is missing. Probes of a load balancer may come plainly.
/// </summary>
internal sealed class SecureOnly(RequestDelegate next, IConfiguration configuration, IHostEnvironment environment)
{
    private readonly Uri? _public = Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? url : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps || environment.IsDevelopment() || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        return _public is null ? ExplainAsync(context) : Send(context, new Uri(_public, context.Request.Path + context.Request.QueryString));
    }

    private static Task Send(HttpContext context, Uri address)
    {
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = address.AbsoluteUri;
        return Task.CompletedTask;
    }

    /// <summary>For whoever sets the program up, before there is anything else to show.</summary>
    private static Task ExplainAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            context.RequestServices.GetRequiredService<Words>()["Shared.SecureOnly"], context.RequestAborted);
    }
}
