using Microsoft.AspNetCore.Components;

namespace SiCrm.Web.Shared;

/// <summary>Addresses of static files with their fingerprint, so that a browser may keep them for ever.</summary>
public static class Assets
{
    public static string Path(HttpContext http, string file) =>
        $"{http.Request.PathBase}/{http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[file] ?? file}";
}
