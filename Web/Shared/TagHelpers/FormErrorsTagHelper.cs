using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;form-errors /&gt;</c> at the top of a form: what to correct, each line leading to its field.</summary>
[HtmlTargetElement("form-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormErrorsTagHelper(Words words) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.SelectMany(field => (field.Value?.Errors ?? []).Select(error => (field.Key, error.ErrorMessage))).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "form-errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml("<p>").Append(words["Shared.FixFields"]).AppendHtml("</p><ul>");
        foreach (var (field, message) in errors)
        {
            output.Content.AppendHtml("<li>").AppendHtml(Line(field, message)).AppendHtml("</li>");
        }

        output.Content.AppendHtml("</ul>");
    }

    private static TagBuilder Line(string field, string message)
    {
        var line = new TagBuilder(field.Length == 0 ? "span" : "a");
        if (field.Length > 0)
        {
            line.MergeAttribute("href", $"#{TagBuilder.CreateSanitizedId(field, "_")}");
        }

        line.InnerHtml.Append(message);
        return line;
    }
}
