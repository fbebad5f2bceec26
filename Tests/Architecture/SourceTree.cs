namespace SiCrm.Tests.Architecture;

/// <summary>The files of this repository as they lie on disk, found upwards from the test program.</summary>
public static class SourceTree
{
    public static readonly string Root = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Paths relative to the root, with forward slashes; build output is left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".git"))
            .Order(StringComparer.Ordinal);

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.GetFiles("SiCrm.sln").Length > 0) return folder.FullName;
        }
        throw new InvalidOperationException($"No SiCrm.sln above {AppContext.BaseDirectory}");
    }
}
