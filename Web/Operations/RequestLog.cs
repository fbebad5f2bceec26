using SiCrm.Web.Access;

namespace SiCrm.Web.Operations;

/// <summary>
/// One line for each request. Its id, which the server gives, is in every line that the request writes, and on the error page
/// as the reference.
/// Queries, forms and names are not logged: the path and the person's number tell enough.
/// </summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var (begun, path) = (clock.GetTimestamp(), Told(context.Request.Path));
        using var scope = log.BeginScope("{RequestId} {RequestPath}", context.TraceIdentifier, path);
        try
        {
            await next(context);
        }
        finally
        {
            log.Log(LevelOf(context), "{Method} {Path} answered {Status} after {Milliseconds} ms to person {Person}",
                context.Request.Method, path, context.Response.StatusCode,
                Math.Round(clock.GetElapsedTime(begun).TotalMilliseconds, 1), context.User.AsViewer().PersonId);
        }
    }

    /// <summary>An address that is a secret itself is not told.</summary>
    private static string? Told(PathString path) => path.StartsWithSegments("/calendar/feed") ? "/calendar/feed/…" : path.Value;

    /// <summary>Files and probes are asked for all the time, and nobody looks for them.</summary>
    private static LogLevel LevelOf(HttpContext context) => context.Response.StatusCode switch
    {
        >= 500 => LogLevel.Warning,
        < 400 when context.GetEndpoint()?.Metadata.GetMetadata<UnwatchedAttribute>() is not null || IsFile(context) => LogLevel.Debug,
        _ => LogLevel.Information,
    };

    private static bool IsFile(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;
}

/// <summary>Answers that went well are not worth a line.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnwatchedAttribute : Attribute;
