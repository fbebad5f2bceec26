using System.Collections;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;choices asp-for="Roles" /&gt;</c>: a list of an enumeration as checkboxes with one legend.</summary>
[HtmlTargetElement("choices", Attributes = "asp-for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChoicesTagHelper(Words words) : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var chosen = ((IEnumerable?)For.Model)?.Cast<object>().Select(value => value.ToString()).ToHashSet() ?? [];
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field choices");
        output.Content.AppendHtml("<legend class=\"form-label\">").Append(For.Metadata.GetDisplayName()).AppendHtml("</legend>");
        foreach (var choice in words.Choices(For.Metadata.ElementType ?? typeof(object)))
        {
            output.Content.AppendHtml(Choice(name, choice, chosen.Contains(choice.Value)));
        }
    }

    private static TagBuilder Choice(string name, SelectListItem choice, bool isChosen)
    {
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.MergeAttribute("type", "checkbox");
        box.MergeAttribute("name", name);
        box.MergeAttribute("value", choice.Value);
        box.AddCssClass("form-check-input");
        if (isChosen)
        {
            box.MergeAttribute("checked", "checked");
        }

        var label = new TagBuilder("label");
        label.AddCssClass("choice");
        label.InnerHtml.AppendHtml(box).Append(choice.Text);
        return label;
    }
}
