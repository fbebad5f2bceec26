using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;icon name="phone" /&gt;</c>: a symbol of the sprite; decoration unless it has a label.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
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

    internal static TagBuilder Svg(HttpContext http, string name, string? label = null)
    {
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon");
        svg.MergeAttribute(label is null ? "aria-hidden" : "aria-label", label ?? "true");
        if (label is not null)
        {
            svg.MergeAttribute("role", "img");
        }

        var use = new TagBuilder("use");
        use.MergeAttribute("href", $"{Assets.Path(http, "lib/icons/tabler-icons.svg")}#{name}");
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
