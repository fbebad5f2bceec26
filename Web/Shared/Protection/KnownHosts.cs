using Microsoft.Extensions.Primitives;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Shared.Protection;

/// <summary>
/// Answers only to its own names: <c>AllowedHosts</c>, or else this machine and the host of <c>PublicUrl</c>. Whoever asks
/// under another name might want to read links built from it. A probe asks by number, and gets no links.
/// </summary>
internal sealed class KnownHosts(RequestDelegate next, IConfiguration configuration)
{
    private readonly IList<StringSegment> _hosts = HostsOf(configuration);

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") || context.Request.Host is { HasValue: true } host && HostString.MatchesAny(host.Host, _hosts)
            ? next(context)
            : new ErrorPage(StatusCodes.Status400BadRequest, "UnknownHost").ShowAsync(context);

    private static List<StringSegment> HostsOf(IConfiguration configuration)
    {
        var hosts = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (hosts.Length > 0)
        {
            return [.. hosts.Select(host => new StringSegment(host))];
        }

        var own = Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) ? url.Host : "localhost";
        return ["localhost", "127.0.0.1", "[::1]", own];
    }
}
