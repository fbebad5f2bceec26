using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SiCrm.Tests.Architecture;

public class PackageSpecs
{
    static readonly IReadOnlyList<string> Projects = [.. SourceTree.Files(SourceTree.Everything, "*.csproj")];

    [Fact]
    public void Every_package_has_its_version_in_the_one_central_place() =>
        Rule.Holds(
            from project in Projects
            from package in Elements(project, "PackageReference")
            let name = package.Attribute("Include")!.Value
            let isOwn = package.Attributes().Any(attribute => attribute.Name.LocalName is "Version" or "VersionOverride")
            where isOwn || !Central().ContainsKey(name)
            select $"{project}: {name}");

    [Fact]
    public void Every_central_version_is_exact() =>
        Rule.Holds(Central()
            .Where(package => !Version.TryParse(package.Value.Trim('[', ']'), out _))
            .Select(package => $"{package.Key}: {package.Value}"));

    /// <summary>Older versions and 16.0 to 16.2 can be made to overflow the stack, which nothing can catch.</summary>
    [Fact]
    public void AutoMapper_is_the_version_in_which_deep_graphs_are_limited() =>
        Assert.Equal("[16.3.0]", Central()["AutoMapper"]);

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Rule.Holds(Projects.Where(project =>
            !File.Exists(SourceTree.Path(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))));

    [Fact]
    public void No_advisory_is_silenced() =>
        Rule.Holds(SourceTree.LinesWhere(
            Projects.Append("Directory.Build.props").Append("Directory.Packages.props"),
            line => Regex.IsMatch(line, "NuGetAuditSuppress|NoWarn.*NU19", RegexOptions.NonBacktracking)));

    static Dictionary<string, string> Central() =>
        Elements("Directory.Packages.props", "PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value,
            package => package.Attribute("Version")!.Value);

    static IEnumerable<XElement> Elements(string file, string name) =>
        XDocument.Parse(SourceTree.Read(file)).Descendants(name);
}
