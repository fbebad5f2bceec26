using System.Reflection;
using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

public class TypeSpecs
{
    /// <summary>Endings that say nothing; a type from the framework may bring them along.</summary>
    static readonly string[] EmptyWords =
        ["Manager", "Helper", "Data", "Info", "Dto", "Impl", "ViewModel", "Repository"];

    static readonly string[] Calls =
        ["Regex.IsMatch(", "Regex.Match(", "Regex.Matches(", "Regex.Replace(", "Regex.Split("];

    [Fact]
    public void No_interface_has_a_single_implementer() =>
        Rule.Holds(
            from contract in OurTypes.All().Where(type => type.IsInterface)
            let implementers = OurTypes.All().Where(type => !type.IsAbstract && Implements(type, contract)).ToList()
            where implementers.Count < 2
            select $"{contract.FullName}: {implementers.FirstOrDefault()?.Name ?? "nobody"}");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Rule.Holds(
            from type in OurTypes.All()
            from word in EmptyWords
            where EndsWith(type, word) && !EndsWith(type.BaseType, word)
            select type.FullName!);

    [Fact]
    public void A_hostile_text_cannot_keep_a_regular_expression_busy()
    {
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
            | BindingFlags.Instance | BindingFlags.DeclaredOnly;

        Rule.Holds(
            from type in OurTypes.All()
            from member in type.GetMembers(any)
            let made = member.GetCustomAttribute<GeneratedRegexAttribute>()
            where made is { MatchTimeoutMilliseconds: <= 0 } && !made.Options.HasFlag(RegexOptions.NonBacktracking)
            select $"{type.FullName}.{member.Name}");
    }

    [Fact]
    public void A_regular_expression_is_generated_or_says_how_it_ends() =>
        Rule.Holds(
            from file in SourceTree.Code(SourceTree.Product)
            from statement in CSharpText.WithoutComments(SourceTree.Read(file)).Split(';')
            where statement.Contains("new Regex(", StringComparison.Ordinal)
                || Calls.Any(call => statement.Contains(call, StringComparison.Ordinal))
            where !statement.Contains("NonBacktracking", StringComparison.Ordinal)
                && !statement.Contains("TimeSpan", StringComparison.Ordinal)
            select $"{file}: {statement.Trim().ReplaceLineEndings(" ")}");

    static bool Implements(Type type, Type contract) =>
        type.GetInterfaces().Any(found =>
            found == contract || (found.IsGenericType && found.GetGenericTypeDefinition() == contract));

    static bool EndsWith(Type? type, string word) =>
        type?.Name.Split('`')[0].EndsWith(word, StringComparison.Ordinal) == true;
}
