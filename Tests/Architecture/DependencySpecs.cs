using System.Reflection;
using System.Xml.Linq;

namespace SiCrm.Tests.Architecture;

public class DependencySpecs
{
    static readonly Assembly Domain = Assembly.Load("SiCrm.Domain");
    static readonly Assembly Infrastructure = Assembly.Load("SiCrm.Infrastructure");

    [Fact]
    public void The_domain_needs_nothing_but_the_base_library()
    {
        Rule.Holds(References(Domain).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));
        Assert.Empty(Declared("Domain/SiCrm.Domain.csproj"));
    }

    [Fact]
    public void The_infrastructure_knows_the_domain_and_neither_pages_nor_the_web_project()
    {
        Rule.Holds(References(Infrastructure).Where(name =>
            name.StartsWith("SiCrm.Web", StringComparison.Ordinal) ||
            name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)));
        Assert.Equal(
            ["../Domain/SiCrm.Domain.csproj"],
            Declared("Infrastructure/SiCrm.Infrastructure.csproj", "ProjectReference"));
    }

    [Fact]
    public void The_web_project_is_the_one_that_knows_both() =>
        Assert.Equal(
            [
                "../Domain/SiCrm.Domain.csproj",
                "../Infrastructure/SiCrm.Infrastructure.csproj",
                "../wwwroot-libs/SiCrm.Libs.csproj",
            ],
            Declared("Web/SiCrm.Web.csproj", "ProjectReference").Order());

    [Fact]
    public void The_domain_is_told_the_time_and_never_waits()
    {
        var files = SourceTree.Code(["Domain"]);

        Rule.Holds(
            from file in files
            let code = CSharpText.OnlyCode(SourceTree.Read(file))
            from word in new[] { "TimeProvider", "async ", "Task<", "await " }
            where code.Contains(word, StringComparison.Ordinal)
            select $"{file}: {word}");
    }

    static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(name => name.Name!);

    static IEnumerable<string> Declared(string project, string kind = "Reference") =>
        from reference in XDocument.Parse(SourceTree.Read(project)).Descendants()
        where reference.Name.LocalName.EndsWith(kind, StringComparison.Ordinal)
        select reference.Attribute("Include")!.Value;
}
