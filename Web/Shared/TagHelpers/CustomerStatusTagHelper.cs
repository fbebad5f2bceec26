using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>A customer's status: its own colour and, for those who don't see it, its own mark, always with the word.</summary>
[HtmlTargetElement("customer-status", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CustomerStatusTagHelper(Words words) : TagHelper
{
    public CustomerStatus Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Add("class", $"status status-{Value.ToString().ToLower(CultureInfo.InvariantCulture)}");
        output.Content.SetContent(words.Of(Value));
    }
}
