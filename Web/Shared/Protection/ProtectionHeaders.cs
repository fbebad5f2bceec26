using Microsoft.Net.Http.Headers;

namespace SiCrm.Web.Shared.Protection;

/// <summary>The sites that may show this one answer in a frame; without it none may.</summary>
public sealed record EmbeddingSites(IReadOnlyList<string> Origins);

/// <summary>This one answer is somebody's file: whatever it holds, it does nothing here.</summary>
public sealed record SandboxedAnswer;

/// <summary>What every answer tells the browser: only our own files run, nobody frames us, nothing of a person is kept on disk.</summary>
internal sealed class ProtectionHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private const string Sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var sites = context.Features.Get<EmbeddingSites>()?.Origins ?? [];
        headers.ContentSecurityPolicy = context.Features.Get<SandboxedAnswer>() is not null ? Sandbox
            : Policy + (sites.Count > 0 ? string.Join(' ', sites) : "'none'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (sites.Count > 0)
        {
            headers.Remove(HeaderNames.XFrameOptions);
        }

        if (context.User.Identity?.IsAuthenticated == true && !headers.ContainsKey(HeaderNames.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
    }
}
