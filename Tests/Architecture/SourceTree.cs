namespace SiCrm.Tests.Architecture;

/// <summary>The files of this repository as they lie on disk, found upwards from the test program.</summary>
public static class SourceTree
{
    public static readonly string Root = FindRoot();

    /// <summary>What the product is made of; the tests are held to fewer rules.</summary>
    public static readonly IReadOnlyList<string> Product = ["Domain", "Infrastructure", "Web"];

    public static readonly IReadOnlyList<string> Everything = [.. Product, "Tests", "wwwroot-libs"];

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Paths relative to the root, with forward slashes; build output is left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(IsMade))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Files(IEnumerable<string> folders, string pattern) =>
        folders.SelectMany(folder => Files(folder, pattern));

    /// <summary>C# that people write: scaffolded migrations are left out.</summary>
    public static IEnumerable<string> Code(IEnumerable<string> folders) =>
        Files(folders, "*.cs").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

    public static IEnumerable<string> Views() => Files("Web", "*.cshtml");

    /// <summary>Breaches of a rule that can be seen in a single line: <c>file:line: text</c>.</summary>
    public static IEnumerable<string> LinesWhere(IEnumerable<string> files, Func<string, bool> broken) =>
        from file in files
        from line in Read(file).Split('\n').Index()
        where broken(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    /// <summary>Folders that a build or a run leaves behind.</summary>
    static bool IsMade(string part) =>
        part is "bin" or "obj" or "node_modules" or ".git" or "TestResults" or "App_Data";

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.GetFiles("SiCrm.sln").Length > 0) return folder.FullName;
        }
        throw new InvalidOperationException($"No SiCrm.sln above {AppContext.BaseDirectory}");
    }
}
