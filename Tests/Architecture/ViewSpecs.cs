using System.Text.RegularExpressions;
using SiCrm.Tests.Libs;

namespace SiCrm.Tests.Architecture;

/// <summary>What the content security policy forbids is forbidden in the views already.</summary>
public partial class ViewSpecs
{
    [Fact]
    public void Nothing_is_written_without_encoding() =>
        Rule.Holds(SourceTree.LinesWhere(
            SourceTree.Views().Concat(SourceTree.Code(["Web"])),
            line => line.Contains("Html.Raw", StringComparison.Ordinal)));

    [Fact]
    public void No_view_holds_style_or_script_or_an_event_attribute() =>
        Rule.Holds(
            from view in SourceTree.Views()
            from Match found in Inline().Matches(RazorComment().Replace(SourceTree.Read(view), ""))
            select $"{view}: {found.Value.Trim()}");

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<p class=\"a\" style='x'>")]
    [InlineData("<style>")]
    [InlineData("<script>")]
    [InlineData("<script type=\"module\">")]
    [InlineData("<button onclick=\"go()\">")]
    [InlineData("<form\n onsubmit='x'>")]
    [InlineData("<a href=\"javascript:x\">")]
    [InlineData("<p hx-on:click=\"x\">")]
    [InlineData("<p hx-vals='js:{a}'>")]
    public void What_the_policy_would_block_is_recognised(string html) => Assert.Matches(Inline(), html);

    [Theory]
    [InlineData("<script src=\"~/js/site.js\" type=\"module\"></script>")]
    [InlineData("<script type=\"application/json\" id=\"chart\">")]
    [InlineData("<link rel=\"stylesheet\" href=\"~/css/site.css\">")]
    [InlineData("<option value=\"on\">")]
    [InlineData("<input data-on=\"x\">")]
    public void What_the_policy_allows_is_left_alone(string html) => Assert.DoesNotMatch(Inline(), html);

    [Fact]
    public void What_a_view_takes_from_the_libraries_is_there() =>
        Rule.Holds(
            from view in SourceTree.Views()
            from Match found in LibraryAddress().Matches(SourceTree.Read(view))
            let file = $"{LibraryManifest.Folder}/wwwroot/{found.Groups[1].Value.Replace("@@", "@")}"
            where !File.Exists(SourceTree.Path(file))
            select $"{view}: {found.Value}");

    [GeneratedRegex(
        @"\sstyle\s*=\s*[""']|<style\b"
        + @"|<script(?:\s+(?:type\s*=\s*[""'](?:module|text/javascript)[""']|defer|async))*\s*>"
        + @"|\son[a-z]+\s*=\s*[""']|javascript:|\shx-on[:-]|=\s*[""']js:",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Inline();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"~?/lib/([\w@.\-/]+\.\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex LibraryAddress();
}
