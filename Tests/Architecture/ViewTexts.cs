using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SiCrm.Tests.Architecture;

/// <summary>
/// Finds words that a view writes itself instead of taking them from the resources, in what the compiled view writes:
/// text between tags, and the attributes that people read or hear.
/// </summary>
public static class ViewTexts
{
    /// <summary>Stands in the markup where the view writes something computed.</summary>
    const char Computed = '\uFFFC';

    /// <summary>Names of things, which are the same in every language.</summary>
    static readonly HashSet<string> Names =
        ["SiCrm", "CSV", "XLSX", "English", "简体中文", "Ctrl", "UTF", "GB18030"];

    static readonly HashSet<string> ReadAttributes =
    [
        "title", "placeholder", "alt", "label", "hint", "text", "heading", "caption", "summary", "message", "confirm",
        "data-confirm", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    ];

    public static IEnumerable<string> OwnWords(IReadOnlyList<Call> calls) =>
        [.. WordsInMarkup(Markup(calls)), .. WordsInAttributes(calls), .. WordsWritten(calls)];

    public static string Markup(IEnumerable<Call> calls)
    {
        var markup = new StringBuilder();
        var isInAttribute = false;
        foreach (var call in calls)
        {
            if (call.Name == "BeginWriteTagHelperAttribute") isInAttribute = true;
            else if (call.Name == "EndWriteTagHelperAttribute") isInAttribute = false;
            else if (isInAttribute) continue;
            else if (call is { Name: "WriteLiteral", Texts.Count: > 0 }) markup.Append(call.Texts[^1]);
            else if (call.Name.StartsWith("Write", StringComparison.Ordinal)) markup.Append(Computed);
        }
        return markup.ToString();
    }

    public static IEnumerable<string> WordsInMarkup(string markup)
    {
        // A view starts in the middle of nothing: without a wrapper, the parser would drop table rows and options.
        var isPage = markup.Contains("<html", StringComparison.OrdinalIgnoreCase);
        var document = new HtmlParser().ParseDocument(isPage ? markup : $"<body>{markup}");
        var texts = document.Descendants<IText>()
            .Where(text => text.ParentElement?.Closest("script,style,code,kbd,pre") is null);
        return texts.Select(text => text.Data)
            .Concat(document.All.SelectMany(Read))
            .Where(HasWords)
            .Select(text => text.Trim());
    }

    static IEnumerable<string> Read(IElement element) =>
        element.Attributes
            .Where(attribute => ReadAttributes.Contains(attribute.Name) || IsButtonText(element, attribute))
            .Select(attribute => attribute.Value);

    static bool IsButtonText(IElement element, IAttr attribute) =>
        attribute.Name == "value" && element.LocalName == "input"
        && element.GetAttribute("type") is "submit" or "button" or "reset";

    /// <summary>Attributes of tag helpers, and partly computed ones, are written by calls of their own.</summary>
    static IEnumerable<string> WordsInAttributes(IEnumerable<Call> calls)
    {
        var attribute = "";
        var constants = new List<string>();
        foreach (var call in calls)
        {
            constants.AddRange(call.Texts);
            if (call.Name == "BeginWriteAttribute") attribute = call.Texts[^3];
            if (call.Name == "BeginAddHtmlAttributeValues") attribute = call.Texts[^1];
            if (call is { Name: "WriteAttributeValue" or "AddHtmlAttributeValue", Texts.Count: > 0 }
                && ReadAttributes.Contains(attribute) && HasWords(call.Texts[^1]))
            {
                yield return call.Texts[^1];
            }
            if (call is not { Type: "TagHelperAttribute", Name: ".ctor" }) continue;
            if (constants is [var name, var text] && ReadAttributes.Contains(name) && HasWords(text)) yield return text;
            constants.Clear();
        }
    }

    /// <summary>A constant that an expression writes: <c>@(late ? "Late" : "In time")</c>.</summary>
    static IEnumerable<string> WordsWritten(IEnumerable<Call> calls) =>
        calls.Where(call => call.Name == "Write")
            .SelectMany(call => call.Texts).Where(text => HasWords(text) && LooksLikeSpeech(text));

    /// <summary>Class names and values of attributes are small, speech begins with a capital or is Chinese.</summary>
    static bool LooksLikeSpeech(string text) =>
        char.IsUpper(text.TrimStart()[0]) || text.Any(c => char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter);

    public static bool HasWords(string text)
    {
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => word.Count(char.IsLetter) > 1 && !Names.Contains(word));
    }
}
