using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>
/// Every form that posts: with a token against forgery (the framework's own helper leaves it out where an address is
/// written), and checked by the server, which speaks the page's language.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator html) : TagHelper
{
    /// <summary>The form has one effect however often it is sent (<see cref="UniqueFilter"/>): for forms that make something new.</summary>
    public bool Unique { get; set; }

    /// <summary>A public form: done in nobody's name, so it needs no token, and no cookie for one.</summary>
    public bool Tokenless { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute(new TagHelperAttribute("novalidate"));
        if (!Tokenless && context.AllAttributes["action"]?.Value?.ToString() is { Length: > 0 })
        {
            output.PostContent.AppendHtml(html.GenerateAntiforgery(ViewContext));
        }

        if (Unique)
        {
            var key = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            key.MergeAttribute("type", "hidden");
            key.MergeAttribute("name", UniqueFilter.Field);
            key.MergeAttribute("value", RandomNumberGenerator.GetHexString(32, lowercase: true));
            output.PostContent.AppendHtml(key);
        }
    }
}
