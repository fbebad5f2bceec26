using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary><c>&lt;compact-money value="…" /&gt;</c>: 12.4M with the exact amount on hover; nothing for whom amounts are hidden from.</summary>
[HtmlTargetElement("compact-money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CompactMoneyTagHelper(Words words) : TagHelper
{
    public Money Value { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!ViewContext.HttpContext.User.AsViewer().Sees(SensitiveField.Amount))
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "small";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Add("title", Show.Money(Value));
        output.Content.SetContent(Figures.Compact(Value, words));
    }
}
