using System.Text;

namespace SiCrm.Tests.Architecture;

/// <summary>C# source without its comments and, if asked, without the contents of its strings; line breaks stay.</summary>
public static class CSharpText
{
    public static string WithoutComments(string source) => Strip(source, keepStrings: true);

    public static string OnlyCode(string source) => Strip(source, keepStrings: false);

    static string Strip(string source, bool keepStrings)
    {
        var kept = new StringBuilder(source.Length);
        for (var at = 0; at < source.Length;)
        {
            var end = TokenEnd(source, at);
            var token = source[at..end];
            var isComment = token is ['/', '/' or '*', ..];
            var isText = token.Length > 1 && token[0] is '"' or '\'' or '@';
            if (isComment) kept.Append(LineBreaks(token));
            else if (isText && !keepStrings) kept.Append("\"\"").Append(LineBreaks(token));
            else kept.Append(token);
            at = end;
        }
        return kept.ToString();
    }

    static string LineBreaks(string token) => new('\n', token.Count(c => c == '\n'));

    /// <summary>Where the comment, string or single character that begins here ends.</summary>
    static int TokenEnd(string source, int at) => (source[at], Next(source, at)) switch
    {
        ('/', '/') => EndAfter(source, "\n", at, includeMark: false),
        ('/', '*') => EndAfter(source, "*/", at + 2),
        ('\'', _) => Quoted(source, at),
        ('@', '"') => Verbatim(source, at + 2),
        ('"', _) => Text(source, at),
        _ => at + 1,
    };

    static char Next(string source, int at) => at + 1 < source.Length ? source[at + 1] : '\0';

    static int EndAfter(string source, string mark, int from, bool includeMark = true)
    {
        var found = source.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? source.Length : includeMark ? found + mark.Length : found;
    }

    static int Text(string source, int at)
    {
        var quotes = source.Skip(at).TakeWhile(c => c == '"').Count();
        if (quotes == 2) return at + 2;
        return quotes > 2 ? EndAfter(source, new string('"', quotes), at + quotes) : Quoted(source, at);
    }

    static int Quoted(string source, int at)
    {
        var mark = source[at];
        for (at++; at < source.Length && source[at] != mark && source[at] != '\n'; at++)
        {
            if (source[at] == '\\') at++;
        }
        return Math.Min(at + 1, source.Length);
    }

    static int Verbatim(string source, int at)
    {
        while (at < source.Length && !(source[at] == '"' && Next(source, at) != '"')) at += source[at] == '"' ? 2 : 1;
        return Math.Min(at + 1, source.Length);
    }
}
