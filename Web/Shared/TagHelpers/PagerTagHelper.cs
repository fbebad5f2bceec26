using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;pager first="…" previous="…" next="…" /&gt;</c>: keyset paging; an empty address is a step that there is not.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTagHelper(Words words) : TagHelper
{
    public string? First { get; set; }

    public string? Previous { get; set; }

    public string? Next { get; set; }

    /// <summary>The heading of the list, by its id: where a page has several.</summary>
    public string? Of { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrEmpty(First) && string.IsNullOrEmpty(Previous) && string.IsNullOrEmpty(Next))
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", words["Shared.Pages"]);
        if (Of is { } heading)
        {
            output.Attributes.SetAttribute("id", $"{heading}-pages");
            output.Attributes.SetAttribute("aria-labelledby", $"{heading}-pages {heading}");
        }

        AppendStep(output, First, "arrow-left", "Shared.FirstPage", "first");
        AppendStep(output, Previous, "chevron-left", "Shared.PreviousPage", "prev");
        AppendStep(output, Next, "chevron-right", "Shared.NextPage", "next");
        // On paper nobody sees that there is more.
        var note = new TagBuilder("p");
        note.AddCssClass("print-only quiet");
        note.InnerHtml.Append(words["Shared.OnePage"]);
        output.PostElement.AppendHtml(note);
    }

    private void AppendStep(TagHelperOutput output, string? address, string icon, string word, string relation)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        var link = new TagBuilder("a");
        link.AddCssClass("btn");
        link.MergeAttribute("href", address);
        link.MergeAttribute("rel", relation);
        link.InnerHtml.AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, icon)).Append(words[word]);
        output.Content.AppendHtml(link);
    }
}
