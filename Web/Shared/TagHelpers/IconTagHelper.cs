using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;icon name="phone" /&gt;</c>: a symbol of the sprite; decoration unless it has a label.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly ConcurrentDictionary<(string Sprite, string Name, string? Label), HtmlString> Drawn = new();

    public string Name { get; set; } = "";

    /// <summary>What it says where no text stands beside it.</summary>
    public string? Label { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(ViewContext.HttpContext, Name, Label));
    }

    /// <summary>A page has dozens of them, of few kinds.</summary>
    internal static IHtmlContent Svg(HttpContext http, string name, string? label = null) =>
        Drawn.GetOrAdd((Assets.Path(http, "lib/icons/tabler-icons.svg"), name, label), static icon => Draw(icon.Item1, icon.Item2, icon.Item3));

    private static HtmlString Draw(string sprite, string name, string? label)
    {
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon");
        svg.MergeAttribute(label is null ? "aria-hidden" : "aria-label", label ?? "true");
        if (label is not null)
        {
            svg.MergeAttribute("role", "img");
        }

        var use = new TagBuilder("use");
        use.MergeAttribute("href", $"{sprite}#{name}");
        svg.InnerHtml.AppendHtml(use);
        using var text = new StringWriter();
        svg.WriteTo(text, HtmlEncoder.Default);
        return new HtmlString(text.ToString());
    }
}
