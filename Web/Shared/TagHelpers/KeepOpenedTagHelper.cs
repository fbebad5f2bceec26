using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;input type="hidden" asp-for="Version" keep-opened&gt;</c>: beside the version goes what the form said when it was opened.</summary>
[HtmlTargetElement("input", Attributes = "keep-opened,asp-for")]
public sealed class KeepOpenedTagHelper(IModelMetadataProvider metadata) : TagHelper
{
    [HtmlAttributeName("asp-for")]
    public required ModelExpression For { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.RemoveAll("keep-opened");
        var request = ViewContext.HttpContext.Request;
        // A form that comes again with what is wrong in it was opened before that.
        var opened = request.HasFormContentType ? request.Form[FormAsOpened.Name].ToString()
            : For.ModelExplorer.Container?.Model is { } form ? FormAsOpened.Pack(metadata, form) : "";
        if (opened.Length == 0)
        {
            return;
        }

        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.MergeAttribute("type", "hidden");
        input.MergeAttribute("name", FormAsOpened.Name);
        input.MergeAttribute("value", opened);
        output.PostElement.AppendHtml(input);
    }
}
