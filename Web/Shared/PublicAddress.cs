using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SiCrm.Web.Shared;

/// <summary>
/// Where links from outside lead: <c>PublicUrl</c>, else where this program listens; never what a request says of the host.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration, IServiceProvider services, IHostEnvironment environment)
{
    /// <summary>Links may go out by mail: on a server it must be known under which name others reach it.</summary>
    public bool IsKnown => configuration["PublicUrl"] is { Length: > 0 } || environment.IsDevelopment();

    public string Origin => (configuration["PublicUrl"] is { Length: > 0 } set ? set
        : services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:5080").TrimEnd('/');

    public string Of(string path) => Origin + path;
}
