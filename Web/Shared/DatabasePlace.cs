using Microsoft.Extensions.Configuration.Json;

namespace SiCrm.Web.Shared;

/// <summary>
/// Makes <c>Database:Path</c> absolute: a relative path in a settings file, and the default, is meant from the program's
/// folder; one from the environment or the command line from the current directory, as with any program.
/// </summary>
internal static class DatabasePlace
{
    private const string Key = "Database:Path";

    public static void PlaceDatabase(this WebApplicationBuilder builder)
    {
        var origin = ((IConfigurationRoot)builder.Configuration).Providers.LastOrDefault(provider => provider.TryGet(Key, out _));
        var from = origin is null or JsonConfigurationProvider ? builder.Environment.ContentRootPath : Directory.GetCurrentDirectory();
        builder.Configuration[Key] = Path.GetFullPath(builder.Configuration[Key] ?? Path.Combine("App_Data", "sicrm.db"), from);
    }
}
