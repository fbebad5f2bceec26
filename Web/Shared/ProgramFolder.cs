namespace SiCrm.Web.Shared;

/// <summary>Where the program's own files lie, from wherever it is called: the project in a checkout, the assembly's folder once published.</summary>
internal static class ProgramFolder
{
    public static readonly string Path = Find();

    /// <summary>How the program is set up from wherever it is called; what the arguments say wins.</summary>
    public static WebApplicationOptions OptionsOf(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Says(args, "contentRoot") ? null : Path,
        EnvironmentName = Says(args, "environment") ? null : Environment,
    };

    /// <summary>A Debug build, which is what <c>dotnet run</c> makes, is Development unless the environment says otherwise.</summary>
    private static string? Environment =>
        Said("ASPNETCORE_ENVIRONMENT") ?? Said("DOTNET_ENVIRONMENT") ?? (IsDebug ? Environments.Development : null);

    private static bool IsDebug =>
#if DEBUG
        true;
#else
        false;
#endif

    private static bool Says(string[] args, string option) =>
        args.Any(arg => arg.TrimStart('-', '/').StartsWith(option, StringComparison.OrdinalIgnoreCase));

    private static string? Said(string variable) => System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string Find()
    {
        var project = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));
        return File.Exists(System.IO.Path.Combine(project, "SiCrm.Web.csproj")) ? project : AppContext.BaseDirectory;
    }
}
