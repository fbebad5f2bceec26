using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

public record Method(string File, int Line, int Lines);

/// <summary>
/// Finds methods by the layout that the formatter enforces: a head at the depth of a member, then a block that closes
/// at the same depth, or an expression that ends with a semicolon. Only the lines of the body are counted.
/// </summary>
public static partial class Methods
{
    public static IEnumerable<Method> In(string file) => In(file, SourceTree.Read(file));

    public static IEnumerable<Method> In(string file, string source)
    {
        var lines = CSharpText.OnlyCode(source).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (IsHead(lines[at]) && BodyLines(lines, at) is { } count) yield return new Method(file, at + 1, count);
        }
    }

    static bool IsHead(string line) => Head().IsMatch(line) && !NotHead().IsMatch(line);

    static int? BodyLines(string[] lines, int head)
    {
        var indent = lines[head][..^lines[head].TrimStart().Length];
        for (var at = head; at < lines.Length; at++)
        {
            if (lines[at] == indent + "{") return BlockLines(lines, at, indent + "}");
            if (lines[at].EndsWith(';')) return IsExpression(lines[head..(at + 1)]) ? Math.Max(1, at - head) : null;
        }
        return null;
    }

    static bool IsExpression(string[] lines) => lines.Any(line => line.Contains("=>", StringComparison.Ordinal));

    static int? BlockLines(string[] lines, int open, string close)
    {
        var end = Array.FindIndex(lines, open, line => line.StartsWith(close, StringComparison.Ordinal));
        return end < 0 ? null : end - open - 1;
    }

    /// <summary>A member of a type, or of a type within a type, that takes arguments.</summary>
    [GeneratedRegex(@"^(?:    |        )[A-Za-z][^=]*\w>?\(", RegexOptions.NonBacktracking)]
    private static partial Regex Head();

    /// <summary>Statements, types and calls that look alike.</summary>
    [GeneratedRegex(
        @"^ +(?:if|for|foreach|while|switch|using|lock|else|return|await|throw|yield|case|catch|when|var|new)\b"
        + @"|\b(?:class|record|struct|interface|enum|delegate)\b|^ +[\w.<>]+\(",
        RegexOptions.NonBacktracking)]
    private static partial Regex NotHead();
}
