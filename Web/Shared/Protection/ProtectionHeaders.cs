using Microsoft.Net.Http.Headers;

namespace SiCrm.Web.Shared.Protection;

/// <summary>A page of this path may stand in a frame of the sites in <c>PublicForm:FrameAncestors</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class EmbeddableAttribute : Attribute;

/// <summary>What every answer tells the browser: only our own files run, nobody frames us, nothing of a person is kept on disk.</summary>
internal sealed class ProtectionHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private readonly string _embedded = configuration["PublicForm:FrameAncestors"] is { Length: > 0 } sites ? sites : "'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isEmbeddable = context.GetEndpoint()?.Metadata.GetMetadata<EmbeddableAttribute>() is not null;
        headers.ContentSecurityPolicy = Policy + (isEmbeddable ? _embedded : "'none'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (isEmbeddable)
        {
            headers.Remove(HeaderNames.XFrameOptions);
        }

        if (context.User.Identity?.IsAuthenticated == true && !headers.ContainsKey(HeaderNames.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
    }
}
