using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

public partial class LayoutSpecs
{
    static readonly string[] Projects = ["Domain", "Infrastructure", "Web", "Tests", "wwwroot-libs"];

    /// <summary>Folders named after a technique say nothing about the business.</summary>
    static readonly string[] Banned =
    [
        "Common", "Dtos", "Helpers", "Managers", "Models", "Repositories", "Services", "Utils", "ViewModels",
    ];

    static readonly string[] Features =
    [
        "Access", "Appraisal", "Contracts", "Customers", "Imports", "Knowledge", "Leads", "Opportunities", "Performance", "Plans",
        "Reports", "Service", "Shared",
    ];

    [Fact]
    public void Nothing_lies_at_the_top_but_what_belongs_there() =>
        Rule.Holds(Directory.EnumerateFileSystemEntries(SourceTree.Root)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => !Projects.Contains(name) && !TopLevel().IsMatch(name)));

    [Fact]
    public void No_folder_is_named_after_a_technique() =>
        Rule.Holds(Folders(SourceTree.Product.Append("Tests"))
            .Where(folder => Banned.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)));

    [Fact]
    public void The_domain_is_divided_by_features_only() =>
        Rule.Holds(SourceTree.Code(["Domain"]).Where(file => !Features.Contains(file.Split('/')[1])));

    [Fact]
    public void A_namespace_is_the_folder_of_its_file() =>
        Rule.Holds(
            from file in SourceTree.Code(SourceTree.Product.Append("Tests"))
            let stated = Namespace().Match(SourceTree.Read(file))
            where stated.Success && stated.Groups[1].Value != Expected(file)
            select $"{file}: {stated.Groups[1].Value}, expected {Expected(file)}");

    [Fact]
    public void A_view_lies_with_its_feature_and_not_in_a_folder_for_views() =>
        Rule.Holds(SourceTree.Views().Where(view => view.Split('/').Contains("Views")));

    [Fact]
    public void What_a_file_uses_is_sorted_with_the_systems_own_first() =>
        Rule.Holds(
            from file in SourceTree.Code(SourceTree.Product.Append("Tests"))
            let used = Used().Matches(SourceTree.Read(file)).Select(found => found.Groups[1].Value).ToList()
            where !used.SequenceEqual(used.OrderBy(name => name.Split('.')[0] != "System").ThenBy(name => name.Replace('.', '\0'), StringComparer.OrdinalIgnoreCase))
            select $"{file}: {string.Join(", ", used)}");

    static IEnumerable<string> Folders(IEnumerable<string> roots) =>
        SourceTree.Files(roots, "*").Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
            .SelectMany(Ancestors).Distinct().Where(folder => folder.Contains('/'));

    static IEnumerable<string> Ancestors(string folder) =>
        folder.Split('/').Select((_, depth) => string.Join('/', folder.Split('/').Take(depth + 1)));

    /// <summary>Scripts and benchmarks are programs of their own, with their own root.</summary>
    static string Expected(string file)
    {
        var folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        var isProgram = folder.Split('/') is ["Tests", "Scripts" or "Benchmarks", ..];
        return "SiCrm." + (isProgram ? folder["Tests/".Length..] : folder).Replace('/', '.');
    }

    /// <summary>What a checkout holds, and what a build or a run leaves (all of it ignored by git).</summary>
    [GeneratedRegex(
        @"^(\..*|SiCrm\.sln|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|Dockerfile|compose.*\.ya?ml"
        + @"|Directory\..*|global\.json|nuget\.config|TestResults|data|node_modules|.*\.(user|db|db-wal|db-shm))$",
        RegexOptions.NonBacktracking)]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();
}
