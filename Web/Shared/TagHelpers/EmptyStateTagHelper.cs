using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;empty-state icon="inbox" title="…" text="…"&gt;the first step&lt;/empty-state&gt;</c>: what would be here.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    public string Icon { get; set; } = "inbox";

    public string Title { get; set; } = "";

    public string? Text { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var firstStep = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "nothing-here");
        output.Content.AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, Icon));
        output.Content.AppendHtml("<p class=\"nothing-title\">").Append(Title).AppendHtml("</p>");
        if (!string.IsNullOrEmpty(Text))
        {
            output.Content.AppendHtml("<p>").Append(Text).AppendHtml("</p>");
        }

        output.Content.AppendHtml(firstStep);
    }
}
