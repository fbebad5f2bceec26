using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.Hosting;

namespace SiCrm.Tests.Architecture;

/// <summary>Every text that a person reads comes from the resources.</summary>
public partial class TextSpecs
{
    static readonly IReadOnlyList<RazorCompiledItemAttribute> Views =
        [.. Assembly.Load("SiCrm.Web").GetCustomAttributes<RazorCompiledItemAttribute>()];

    [Fact]
    public void No_view_speaks_with_words_of_its_own() =>
        Rule.Holds(
            from view in Views
            from calls in IlReader.CallsIn(view.Type)
            from words in ViewTexts.OwnWords(calls)
            select $"Web{view.Identifier}: {words}");

    [Fact]
    public void What_a_compiled_view_writes_can_be_read()
    {
        var layout = Views.Single(view => view.Identifier == "/Shared/_Layout.cshtml");
        var written = string.Concat(IlReader.CallsIn(layout.Type).Select(ViewTexts.Markup));

        Assert.Contains("<!doctype html>", written);
        Assert.Contains("</html>", written);
    }

    [Theory]
    [InlineData("<p>Nothing here</p>", "Nothing here")]
    [InlineData("<p>这里没有线索</p>", "这里没有线索")]
    [InlineData("<input placeholder=\"Search\">", "Search")]
    [InlineData("<button aria-label=\"Close\">×</button>", "Close")]
    [InlineData("<tr><td>Amount</td></tr>", "Amount")]
    [InlineData("<input type=\"submit\" value=\"Save\">", "Save")]
    public void Words_in_markup_are_recognised(string markup, string words) =>
        Assert.Equal([words], ViewTexts.WordsInMarkup(markup));

    [Theory]
    [InlineData("<p class=\"lead\">\uFFFC · SiCrm</p>")]
    [InlineData("<a href=\"/leads.csv\">CSV</a> <kbd>Ctrl</kbd>")]
    [InlineData("<input type=\"hidden\" name=\"view\" value=\"all\">")]
    [InlineData("<script src=\"a.js\"></script>&nbsp;<b>1,234.00</b>")]
    public void Names_numbers_and_machine_words_are_left_alone(string markup) =>
        Assert.Empty(ViewTexts.WordsInMarkup(markup));

    [Fact]
    public void No_message_is_written_into_the_code_of_a_page() =>
        Rule.Holds(
            from file in SourceTree.Code(["Web"])
            from Match found in MessageInCode().Matches(CSharpText.WithoutComments(SourceTree.Read(file)))
            select $"{file}: {found.Value}");

    [Fact]
    public void No_script_speaks_with_words_of_its_own() =>
        Rule.Holds(SourceTree.LinesWhere(SourceTree.Files("Web", "*.js"), line => MessageInScript().IsMatch(line)));

    [GeneratedRegex(
        @"AddModelError\([^,;]*,\s*\$?""[^""]*\w|ErrorMessage\s*=\s*""|\[Display\(.*Name\s*=\s*"""
        + @"|TempData\[[^\]]*\]\s*=\s*\$?""[^""]* ",
        RegexOptions.NonBacktracking)]
    private static partial Regex MessageInCode();

    [GeneratedRegex(
        @"(?:textContent|innerText|innerHTML|title|placeholder|ariaLabel)\s*=\s*[""'`][^""'`]*[A-Za-z\u4e00-\u9fff]{2}"
        + @"|\b(?:alert|confirm|prompt)\(\s*[""'`]",
        RegexOptions.NonBacktracking)]
    private static partial Regex MessageInScript();
}
