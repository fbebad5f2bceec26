using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

public partial class NullSpecs
{
    /// <summary>EF fills an entity after an empty constructor; only there a member may be promised for later.</summary>
    [Fact]
    public void Nobody_tells_the_compiler_that_null_is_not_null() =>
        Rule.Holds(SourceTree.Code(SourceTree.Product).SelectMany(file => Promises(file, SourceTree.Read(file))));

    [Theory]
    [InlineData("    public A()\n    {\n        Name = null!;\n    }")]
    [InlineData("    private A()\n    {\n    }\n\n    public void B()\n    {\n        Name = null!;\n    }")]
    [InlineData("    private A() => Name = Found()!.Name;")]
    [InlineData("    var a = b[0]!;")]
    public void A_promise_is_recognised(string code) => Assert.Single(Promises("A.cs", code));

    [Theory]
    [InlineData("    private A()\n    {\n        Name = null!;\n    }")]
    [InlineData("    private A() => Name = null!;")]
    [InlineData("    if (!a || a != b) return \"!;\";")]
    public void An_empty_constructor_may_promise(string code) => Assert.Empty(Promises("A.cs", code));

    static IEnumerable<string> Promises(string file, string source)
    {
        var inEmptyConstructor = false;
        foreach (var (index, line) in CSharpText.OnlyCode(source).Split('\n').Index())
        {
            if (Member().IsMatch(line)) inEmptyConstructor = EmptyConstructor().IsMatch(line);
            var rest = inEmptyConstructor ? line.Replace("null!", "null", StringComparison.Ordinal) : line;
            if (Forgiving().IsMatch(rest)) yield return $"{file}:{index + 1}: {line.Trim()}";
        }
    }

    [GeneratedRegex(@"^    [A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Member();

    [GeneratedRegex(@"^    (?:private |protected )?[A-Z]\w*\(\)", RegexOptions.NonBacktracking)]
    private static partial Regex EmptyConstructor();

    [GeneratedRegex(@"[\w\])]!(?:[.;,)\[\]]|\s*$| \?\?)", RegexOptions.NonBacktracking)]
    private static partial Regex Forgiving();
}
